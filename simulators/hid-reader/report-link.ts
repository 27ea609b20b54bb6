import { lstatSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { REPORT_BYTES } from './framing.ts';

/** Where reports are exchanged: a Unix socket, or a TCP port on loopback (0: any free one). */
export type LinkAddress =
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'port'; readonly port: number };

const LOOPBACK = '127.0.0.1';

/** `4011` as a port, anything else as the path of a Unix socket. */
export function parseLinkAddress(text: string): LinkAddress {
  return /^\d{1,5}$/.test(text) ? { type: 'port', port: Number(text) } : { type: 'path', path: text };
}

/**
 * The reader's cable: 64-byte reports one after another over one connection. A new host takes the place of the one before,
 * which may have died without saying so.
 */
export class ReportLink {
  readonly #onReport: (report: Buffer) => void;
  readonly #onHostChanged: () => void;
  #address: LinkAddress;
  #server: Server | null = null;
  #host: Socket | null = null;

  constructor(
    address: LinkAddress,
    listeners: {
      readonly onReport: (report: Buffer) => void;
      /** A host has opened the reader, or let go of it. */
      readonly onHostChanged: () => void;
    },
  ) {
    this.#address = address;
    this.#onReport = listeners.onReport;
    this.#onHostChanged = listeners.onHostChanged;
  }

  get listening(): boolean {
    return this.#server !== null;
  }

  get hostConnected(): boolean {
    return this.#host !== null;
  }

  /** The path, or `127.0.0.1:<port>`. */
  get address(): string {
    return this.#address.type === 'path' ? this.#address.path : `${LOOPBACK}:${this.#address.port}`;
  }

  /** Plugs the cable in. Rejects when another process listens there. */
  async listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    if (this.#address.type === 'path') await removeAbandonedSocket(this.#address.path);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      const listening = () => {
        server.off('error', reject);
        resolve();
      };
      if (this.#address.type === 'path') server.listen(this.#address.path, listening);
      else server.listen(this.#address.port, LOOPBACK, listening);
    });
    if (this.#address.type === 'port')
      this.#address = { type: 'port', port: (server.address() as AddressInfo).port };
    this.#server = server;
  }

  /** Pulls the cable: the host loses its connection, and a new one is refused. */
  async unplug(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#host?.destroy();
    await closed;
  }

  /** Sends reports; whether anybody was there to take them. */
  send(reports: readonly Buffer[]): boolean {
    return this.#host?.write(Buffer.concat(reports)) !== undefined;
  }

  #accept(socket: Socket): void {
    this.#host?.destroy();
    this.#host = socket;
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
      while (pending.length >= REPORT_BYTES && this.#host === socket) {
        const report = Buffer.from(pending.subarray(0, REPORT_BYTES));
        pending = pending.subarray(REPORT_BYTES);
        this.#onReport(report);
      }
    });
    // A host that dies resets the connection; 'close' follows and says all there is to say.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#host !== socket) return;
      this.#host = null;
      this.#onHostChanged();
    });
    this.#onHostChanged();
  }
}

/** Removes a socket file that a killed process left behind; leaves one alone at which somebody answers. */
async function removeAbandonedSocket(path: string): Promise<void> {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSocket()) return;
  const answered = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
  });
  if (!answered) rmSync(path, { force: true });
}
