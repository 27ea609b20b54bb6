/** The printer's end of a line. What comes in is handed to the `onBytes` given when the line was made. */
export interface SerialLine {
  /** What a driver opens: a device path, or `tcp://host:port`. Changes when a cable is put back elsewhere. */
  readonly address: string;
  readonly plugged: boolean;
  /** Stops taking bytes; what the host sends meanwhile fills its own buffers, until its writes no longer complete. */
  pause(): void;
  resume(): void;
  /** Sends; what is sent while the cable is out is lost. */
  write(bytes: Uint8Array): void;
  /** Pulls the cable: the host's handle dies. */
  unplug(): void;
  /** Puts the cable back; nothing, when it is in. Rejects when the line cannot be made. */
  plug(): Promise<void>;
  close(): Promise<void>;
}

/** Takes what came in over a line. */
export type BytesListener = (bytes: Uint8Array) => void;
