import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { BytesListener, SerialLine } from './serial-line.ts';

const LOOPBACK = '127.0.0.1';

/** A line over loopback TCP: one host at a time, like a cable. A new one takes the place of the old. */
export class TcpLine implements SerialLine {
  readonly #onBytes: BytesListener;
  #port: number;
  #server: Server | null = null;
  #socket: Socket | null = null;
  #paused = false;
  #plugging: Promise<void> | null = null;

  private constructor(onBytes: BytesListener, port: number) {
    this.#onBytes = onBytes;
    this.#port = port;
  }

  /** Listens on `port` (0: a free one, kept for the line's life). Rejects when the port is taken. */
  static async open(onBytes: BytesListener, port: number): Promise<TcpLine> {
    const line = new TcpLine(onBytes, port);
    await line.plug();
    return line;
  }

  get address(): string {
    return `tcp://${LOOPBACK}:${this.#port}`;
  }

  get plugged(): boolean {
    return this.#server !== null;
  }

  pause(): void {
    this.#paused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#socket?.resume();
  }

  write(bytes: Uint8Array): void {
    this.#socket?.write(bytes);
  }

  unplug(): void {
    this.#server?.close();
    this.#server = null;
    this.#socket?.resetAndDestroy();
    this.#socket = null;
  }

  plug(): Promise<void> {
    this.#plugging ??= this.#listen().finally(() => {
      this.#plugging = null;
    });
    return this.#plugging;
  }

  async #listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, LOOPBACK, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    const closed = server && new Promise((resolve) => server.once('close', resolve));
    this.unplug();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#socket?.destroy();
    this.#socket = socket;
    if (this.#paused) socket.pause();
    socket.on('data', (bytes: Buffer) => {
      if (this.#socket === socket) this.#onBytes(bytes);
    });
    // A host that goes away is told by 'close'; unheard, the error would end the process.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null;
    });
  }
}
