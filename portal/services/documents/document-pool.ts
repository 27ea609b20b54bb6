import { availableParallelism } from 'node:os';
import Tinypool from 'tinypool';
import type { Clock } from '../../../contracts/clock.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { Drawing } from './draw-document.ts';

/** Nobody waits longer for a document than this, in milliseconds; one of five hundred lines takes about a second. */
export const DRAWING_MOST_MS = 60_000;
/** As many documents are drawn or wait at once; whoever asks for more is to come again. */
export const DRAWINGS_AT_ONCE = 32;
/** Whoever was refused may come again after this, in seconds. */
export const DRAWING_AGAIN_S = 10;
/** One core is left to those who wait for something else. */
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));
/** A further thread ends when it had nothing to draw for this long, in milliseconds. */
const IDLE_MS = 60_000;

/** Draws documents in threads of their own: a long one takes a second of a processor, in which everybody else is to be answered. */
export interface DocumentPool {
  /**
   * The octets of a PDF. `busy`: too many are being drawn; `tookTooLong`: it was given up.
   * @throws Error when the document cannot be drawn, or its thread died
   */
  draw(drawing: Drawing): Promise<Result<Buffer, 'busy' | 'tookTooLong'>>;
  /** Ends the threads; what is being drawn is given up. */
  close(): Promise<void>;
}

/** A pool whose first thread starts with the first document; `script` exports by default what draws. */
export function createDocumentPool(
  clock: Clock,
  script = new URL('./draw-document.ts', import.meta.url),
): DocumentPool {
  let threads: Tinypool | undefined;
  let drawing = 0;
  const started = () => {
    threads ??= new Tinypool({
      filename: script.href,
      minThreads: 1,
      maxThreads: MOST_THREADS,
      idleTimeout: IDLE_MS,
    });
    return threads;
  };
  return {
    async draw(wanted) {
      if (drawing >= DRAWINGS_AT_ONCE) return failure('busy');
      drawing += 1;
      const givingUp = new AbortController();
      const timer = clock.setTimeout(() => givingUp.abort(), DRAWING_MOST_MS);
      try {
        const octets: Uint8Array = await started().run(wanted, { signal: givingUp.signal });
        return success(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
      } catch (error) {
        if (givingUp.signal.aborted) return failure('tookTooLong');
        throw error;
      } finally {
        clock.clearTimeout(timer);
        drawing -= 1;
      }
    },
    async close() {
      await threads?.destroy();
    },
  };
}
