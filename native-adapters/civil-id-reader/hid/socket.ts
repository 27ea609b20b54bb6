import { connect, type NetConnectOpts } from 'node:net';
import type { Clock } from '../../../contracts/clock.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { REPORT_BYTES, type ReportListener, type ReportTransport } from './report-transport.ts';

/** A local socket is connected within this or not at all. */
export const CONNECT_DEADLINE_MS = 2_000;

/** Where reports are carried without HID: a Unix socket, or a loopback TCP port. */
export type SocketAddress =
  | { readonly type: 'socket'; readonly path: string }
  | { readonly type: 'tcp'; readonly host: string; readonly port: number };

function connectOptions(address: SocketAddress): NetConnectOpts {
  return address.type === 'socket'
    ? { path: address.path }
    : { host: address.host, port: address.port, noDelay: true };
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** Cuts a byte stream at every {@link REPORT_BYTES}. */
function cutReports(onReport: (report: Uint8Array) => void): (chunk: Uint8Array) => void {
  let rest = NOTHING;
  return (chunk) => {
    const octets = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = octets.length - (octets.length % REPORT_BYTES);
    // An empty part of a chunk would keep the whole chunk, and what a card said in it.
    rest = whole === octets.length ? NOTHING : octets.subarray(whole);
    for (let start = 0; start < whole; start += REPORT_BYTES) {
      onReport(octets.subarray(start, start + REPORT_BYTES));
    }
  };
}

/** Connects to a socket that carries the same 64-byte reports one after another, nothing between them. */
export function openSocket(
  address: SocketAddress,
  clock: Clock,
  listener: ReportListener,
): Promise<Result<ReportTransport, string>> {
  return new Promise((resolve) => {
    const socket = connect(connectOptions(address));
    let isOpen = false;
    let refusal = 'no connection in time';
    const deadline = clock.setTimeout(() => socket.destroy(), CONNECT_DEADLINE_MS);

    socket.on('data', cutReports(listener.onReport));
    socket.on('error', (error) => {
      refusal = error.message;
      if (isOpen) listener.onError(error.message);
    });
    socket.once('connect', () => {
      clock.clearTimeout(deadline);
      isOpen = true;
      resolve(
        success({
          send: (reports) => {
            socket.write(Buffer.concat(reports));
          },
          close: () => {
            socket.destroy();
          },
        }),
      );
    });
    socket.once('close', () => {
      clock.clearTimeout(deadline);
      if (isOpen) listener.onClose();
      else resolve(failure(refusal));
    });
  });
}
