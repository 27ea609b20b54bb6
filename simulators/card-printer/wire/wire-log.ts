import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Clock } from '../../../contracts/clock.ts';
import type { WireEntry } from '../control-schema.ts';

/** How many frames are remembered. */
const ENTRIES_MAX = 5000;
/** How many bytes of binary data or of a reply are shown. */
const HEAD_BYTES = 24;

type Observed = Omit<WireEntry, 'index' | 'at' | 'head'> & { readonly content: Uint8Array | null };

/** What passed over the wire: the latest frames, and every byte received in a file. */
export class WireLog {
  readonly #clock: Clock;
  readonly #file: string;
  #descriptor: number;
  #entries: WireEntry[] = [];
  #lastIndex = 0;
  #bytesReceived = 0;

  /** Begins `file` anew. */
  constructor(clock: Clock, file: string) {
    this.#clock = clock;
    this.#file = file;
    this.#descriptor = openSync(file, 'w');
  }

  get bytesReceived(): number {
    return this.#bytesReceived;
  }

  /** Bytes that the printer took from the line, in order. */
  received(bytes: Uint8Array): void {
    writeSync(this.#descriptor, bytes);
    this.#bytesReceived += bytes.length;
  }

  /** A frame, or something that happened to the line. */
  note({ content, ...observed }: Observed): void {
    this.#lastIndex += 1;
    const head = content ? Buffer.from(content.subarray(0, HEAD_BYTES)).toString('hex') : '';
    this.#entries.push({ ...observed, index: this.#lastIndex, at: Math.round(this.#clock.now()), head });
    if (this.#entries.length > ENTRIES_MAX) this.#entries.splice(0, this.#entries.length - ENTRIES_MAX);
  }

  /** Something that happened to the line, by name. */
  event(text: string, parameters: readonly string[] = []): void {
    this.note({
      direction: 'toPrinter',
      type: 'event',
      text,
      parameters: [...parameters],
      bytes: 0,
      content: null,
    });
  }

  /** Remembered frames with an index above `after`. */
  entriesAfter(after: number): readonly WireEntry[] {
    return this.#entries.filter(({ index }) => index > after);
  }

  /** Every byte received since the log began. */
  readBytes(): Uint8Array {
    return readFileSync(this.#file);
  }

  /** Begins anew; indices go on. */
  clear(): void {
    this.close();
    this.#descriptor = openSync(this.#file, 'w');
    this.#entries = [];
    this.#bytesReceived = 0;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
