import { Socket } from 'node:net';
import type { ByteTransport } from './byte-transport.ts';
import { writeToStream } from './stream-write.ts';

/** Where a printer with an Ethernet port, or a serial device server in front of one, listens. */
export interface TcpLine {
  readonly host: string;
  readonly port: number;
  /** Baud rate of the serial line behind the socket, or `null` where there is none. */
  readonly baudRate: number | null;
}

/** A printer behind a TCP socket. */
export function createTcpTransport(line: TcpLine): ByteTransport {
  const socket = new Socket();
  // A socket without an `error` listener ends the process; every failure is also told through open, write or close.
  socket.on('error', () => {});
  return {
    baudRate: line.baudRate,
    open: () =>
      new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.setNoDelay(true);
        socket.connect(line.port, line.host, () => {
          socket.removeListener('error', reject);
          resolve();
        });
      }),
    write: (bytes) => writeToStream(socket, bytes),
    close: () =>
      new Promise((resolve) => {
        if (socket.closed) {
          resolve();
          return;
        }
        socket.once('close', () => resolve());
        socket.destroy();
      }),
    onData: (listener) => void socket.on('data', listener),
    onClose: (listener) => void socket.once('close', () => listener()),
    onError: (listener) => void socket.on('error', listener),
  };
}
