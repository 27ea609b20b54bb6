/** Most bytes handed to a transport at once: small enough that a stalled line is noticed soon and progress stays true. */
export const WRITE_CHUNK_BYTES = 4096;

/**
 * A line that carries bytes both ways. One object is one connection: opened once, closed once. Everything that a printer's
 * language needs to know of serial ports and sockets is here.
 */
export interface ByteTransport {
  /** Symbols per second of the line (8N1: ten a byte), or `null` where the line is so fast that it does not matter. */
  readonly baudRate: number | null;
  /** Rejects with the system's error if the line cannot be had. */
  open(): Promise<void>;
  /**
   * Hands over at most {@link WRITE_CHUNK_BYTES}; resolves when the operating system has taken them and more are welcome.
   * Stays pending as long as the far side holds the line (CTS low, full window): the caller keeps its own deadline.
   * Rejects if the line is lost. One write at a time.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the connection and discards what the system still holds. Never rejects; harmless when closed already. */
  close(): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once when an open line is lost or closed. */
  onClose(listener: () => void): void;
  /** Faults of the line, for the log; a fault that ends the connection is followed by `onClose`. */
  onError(listener: (error: Error) => void): void;
}

/** Makes a fresh, unopened transport for every attempt to connect. */
export type TransportFactory = () => ByteTransport;

/** Which way bytes went: `sent` to the printer, `received` from it. */
export type ByteDirection = 'sent' | 'received';

/** Sees every byte of the line, in order. */
export type ByteTap = (direction: ByteDirection, bytes: Uint8Array) => void;
