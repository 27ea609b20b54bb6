import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { writeFileAtomically } from './atomic-file.ts';

/** Above this size, in bytes, the file is begun anew with the newest state alone. */
const LARGEST_FILE_BYTES = 256 * 1024;

/** Newest whole line of `text`: what a process was writing when it was killed has no end of line yet. */
function lastWholeLine(text: string): string {
  const lines = text.split('\n');
  return lines.length === 1 ? text : (lines.at(-2) ?? '');
}

/**
 * State that outlives its process: one line of JSON a change, the newest last. A change is in the file when `replace` returns,
 * whoever is killed next. Lines are appended, because replacing a file makes many file systems wait for the disk, and a
 * simulated device would be as slow as that.
 */
export class StateFile<State> {
  readonly #path: string;
  #bytes = Number.POSITIVE_INFINITY;
  #state: State;

  /** Reads `path`, or begins with `initial` where there is none. Throws when the file holds anything else than a state. */
  constructor(path: string, schema: z.ZodType<State>, initial: State) {
    this.#path = path;
    this.#state = existsSync(path)
      ? schema.parse(JSON.parse(lastWholeLine(readFileSync(path, 'utf8'))))
      : initial;
  }

  get state(): State {
    return this.#state;
  }

  /** Makes `state` the present one. */
  replace(state: State): void {
    if (state === this.#state) return;
    const line = `${JSON.stringify(state)}\n`;
    // The first change of this process begins the file anew, too: whatever ended in the middle of a line is gone then.
    if (this.#bytes + line.length > LARGEST_FILE_BYTES) {
      writeFileAtomically(this.#path, line);
      this.#bytes = line.length;
    } else {
      appendFileSync(this.#path, line);
      this.#bytes += line.length;
    }
    this.#state = state;
  }
}
