import { type Clock, delay } from '../../../contracts/clock.ts';
import { type ByteTransport, WRITE_CHUNK_BYTES } from '../transport/byte-transport.ts';
import { within } from './deadline.ts';
import { LINE_LEAD_MS } from './timings.ts';

/** Symbols of one byte on the line: start bit, eight data bits, stop bit. */
const SYMBOLS_PER_BYTE = 10;

/** Milliseconds that `bytes` take on a line of `baudRate` (8N1). */
export function transferMs(bytes: number, baudRate: number): number {
  return (bytes * SYMBOLS_PER_BYTE * 1_000) / baudRate;
}

/** How handing over a command's bytes ended; `sent` is how many bytes the line has taken. */
export type WriteOutcome =
  | { readonly type: 'sent' }
  | { readonly type: 'stopped' | 'stalled' | 'lost'; readonly sent: number };

/** What may end a write before its end, and who wants to know how far it is. */
export interface WriteOptions {
  /** Longest time the line may take nothing, in milliseconds. */
  readonly stallMs: number;
  /** Asked before each piece: `true` ends the write there. */
  readonly shouldStop: () => boolean;
  /** Called with the number of bytes the line has just taken. */
  readonly onTaken: (bytes: number) => void;
}

/**
 * Hands bytes over in pieces, each only when the one before was taken. Where the line's rate is known, no more than a
 * second of it is handed over in advance, however much a socket would swallow: what is counted as sent is then (almost)
 * what the printer has, and little is on its way when a job has to stop. The lead keeps the line itself always busy.
 */
export async function writePaced(
  transport: ByteTransport,
  clock: Clock,
  bytes: Uint8Array,
  options: WriteOptions,
): Promise<WriteOutcome> {
  const { baudRate } = transport;
  const startedAt = clock.now();
  let sent = 0;
  while (sent < bytes.length) {
    if (options.shouldStop()) return { type: 'stopped', sent };
    const piece = bytes.subarray(sent, sent + WRITE_CHUNK_BYTES);
    if (baudRate !== null) {
      const aheadMs = transferMs(sent, baudRate) - LINE_LEAD_MS - (clock.now() - startedAt);
      if (aheadMs > 0) await delay(clock, aheadMs);
    }
    const pieceMs = baudRate === null ? 0 : transferMs(piece.length, baudRate);
    const taken = await within(clock, transport.write(piece), options.stallMs + pieceMs);
    if (taken.type === 'late') return { type: 'stalled', sent };
    if (taken.type === 'failed') return { type: 'lost', sent };
    sent += piece.length;
    options.onTaken(piece.length);
  }
  return { type: 'sent' };
}
