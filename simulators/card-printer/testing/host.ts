import { closeSync, constants, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { ReadStream } from 'node:tty';

const CR = 0x0d;

/** How long a test waits for a reply that is due, ms. */
const REPLY_TIMEOUT_MS = 5000;

/** A host at the far end of the printer's line, for tests: bytes out, bytes in, nothing understood. */
export class TestHost {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #onBytes: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#onBytes?.();
    });
  }

  /** Opens `tcp://host:port` or a terminal. */
  static async open(address: string): Promise<TestHost> {
    if (!address.startsWith('tcp:')) {
      const descriptor = openSync(address, constants.O_RDWR | constants.O_NOCTTY);
      const terminal = new ReadStream(descriptor);
      // The stream opens the terminal once more for itself.
      terminal.once('close', () => closeSync(descriptor));
      return new TestHost(terminal);
    }
    const { hostname, port } = new URL(address);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new TestHost(socket);
  }

  /** Everything received and not yet read. */
  get received(): Buffer {
    return this.#received;
  }

  /** Whether the line has died. */
  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  /** Bytes that the operating system has not taken yet. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Sends `ESC text [;binary] CR`. */
  send(text: string, binary?: Uint8Array): void {
    const head = Buffer.from(binary ? `\x1b${text};` : `\x1b${text}`, 'latin1');
    this.write(Buffer.concat([head, binary ?? Buffer.alloc(0), Buffer.of(CR)]));
  }

  /** Sends a command and reads its reply. */
  ask(text: string, binary?: Uint8Array): Promise<string> {
    this.send(text, binary);
    return this.reply();
  }

  /** The next reply, up to CR. Rejects when none comes. */
  async reply(): Promise<string> {
    await this.until(() => this.#received.includes(CR));
    const end = this.#received.indexOf(CR);
    const text = this.#received.subarray(0, end).toString('latin1');
    this.#received = this.#received.subarray(end + 1);
    return text;
  }

  /** Resolves once what was received satisfies `condition`; rejects with what there is when time is up. */
  until(condition: (received: Buffer) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#onBytes = null;
        reject(new Error(`Only received ${JSON.stringify(this.#received.toString('latin1'))}`));
      }, REPLY_TIMEOUT_MS);
      const look = () => {
        if (!condition(this.#received)) return;
        clearTimeout(timer);
        this.#onBytes = null;
        resolve();
      };
      this.#onBytes = look;
      look();
    });
  }

  async close(): Promise<void> {
    if (this.#socket.destroyed) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.destroy();
    await closed;
  }
}
