import { once } from 'node:events';
import { connect } from 'node:net';

/** Bytes of one report. */
const REPORT_BYTES = 64;

/** One report there and back at a time. */
export interface Echo {
  exchange(): Promise<void>;
  close(): void;
}

/** Connects to the echo at the Unix socket `path`. */
export async function openEcho(path: string): Promise<Echo> {
  const socket = connect(path);
  await once(socket, 'connect');
  const report = new Uint8Array(REPORT_BYTES);
  return {
    exchange: () =>
      new Promise((resolve) => {
        let missing = REPORT_BYTES;
        const take = (bytes: Buffer) => {
          missing -= bytes.length;
          if (missing > 0) return;
          socket.off('data', take);
          resolve();
        };
        socket.on('data', take);
        socket.write(report);
      }),
    close: () => socket.destroy(),
  };
}
