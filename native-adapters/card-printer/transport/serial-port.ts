import type { SerialPort } from 'serialport';
import type { Clock } from '../../../contracts/clock.ts';
import type { ByteTransport } from './byte-transport.ts';
import { pollAgain } from './poll-again.ts';
import { writeToStream } from './stream-write.ts';

/** How often a pending write makes the port wait again for room (see {@link pollAgain}), in milliseconds. */
export const POLL_AGAIN_INTERVAL_MS = 100;

/** A serial device and how it is driven; always 8N1 (Evolis programming guide, `Pcom`). */
export interface SerialLine {
  /** Device path bound by serial number, e.g. `/dev/kiosk-printer`, or `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  /** RTS/CTS flow control. XON/XOFF is never used: its bytes occur in bitmaps. */
  readonly rtscts: boolean;
}

type Listeners = {
  readonly data: ((bytes: Uint8Array) => void)[];
  readonly close: (() => void)[];
  readonly error: ((error: Error) => void)[];
};

/** Attaches everything before the port is opened: a port without an `error` listener ends the process when unplugged. */
function attach(port: SerialPort, listeners: Listeners): void {
  let ended = false;
  port.on('error', (error: Error) => {
    for (const listener of listeners.error) listener(error);
  });
  port.on('data', (bytes: Buffer) => {
    for (const listener of listeners.data) listener(bytes);
  });
  port.on('close', () => {
    // The port tells of its own end, and its stream of being destroyed: one end for the caller.
    if (ended) return;
    ended = true;
    for (const listener of listeners.close) listener();
  });
}

/** Ends what is open, discarding bytes that nobody takes: draining them would wait for ever where CTS is held low. */
function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (!port.isOpen) {
      resolve();
      return;
    }
    // Errors here (a device that is gone, writes cancelled by the close) change nothing: the port is given up.
    port.flush(() => port.close(() => resolve()));
  });
}

/** Writes, and sees to it that the wait for room is not forgotten. */
async function writeToPort(port: SerialPort, clock: Clock, bytes: Uint8Array): Promise<void> {
  let timer: unknown;
  const keepWaiting = () => {
    timer = clock.setTimeout(() => {
      pollAgain(port);
      keepWaiting();
    }, POLL_AGAIN_INTERVAL_MS);
  };
  keepWaiting();
  try {
    await writeToStream(port, bytes);
  } finally {
    clock.clearTimeout(timer);
  }
}

/** A printer on a serial port, through the `serialport` package, loaded only when a port is opened. */
export function createSerialTransport(line: SerialLine, clock: Clock): ByteTransport {
  const listeners: Listeners = { data: [], close: [], error: [] };
  let port: SerialPort | null = null;
  let closed = false;
  return {
    baudRate: line.baudRate,
    async open() {
      const { SerialPort } = await import('serialport');
      const opening = new SerialPort({
        ...line,
        dataBits: 8,
        stopBits: 1,
        parity: 'none',
        xon: false,
        xoff: false,
        // Two processes on one printer would mix their bytes.
        lock: true,
        // Dropping DTR on close may restart the printer.
        hupcl: false,
        autoOpen: false,
      });
      attach(opening, listeners);
      await new Promise<void>((resolve, reject) =>
        opening.open((error) => (error ? reject(error) : resolve())),
      );
      port = opening;
      // Closed while it was opening: the device must not stay locked.
      if (closed) await closePort(opening);
    },
    async write(bytes) {
      // The package keeps what is written to a closed port, for ever, until it is opened again.
      if (closed || port === null || !port.isOpen) throw new Error('Line is not open');
      await writeToPort(port, clock, bytes);
    },
    async close() {
      closed = true;
      if (port !== null) await closePort(port);
    },
    onData: (listener) => void listeners.data.push(listener),
    onClose: (listener) => void listeners.close.push(listener),
    onError: (listener) => void listeners.error.push(listener),
  };
}
