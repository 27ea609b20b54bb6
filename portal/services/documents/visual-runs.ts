import { createRequire } from 'node:module';
import type { Bidi } from 'bidi-js';
import type { Language } from '../../../contracts/language.ts';

export type Direction = 'ltr' | 'rtl';

/** The direction of a paragraph in each language. */
export const LANGUAGE_DIRECTIONS: Readonly<Record<Language, Direction>> = { ar: 'rtl', en: 'ltr' };

/** Text of one direction, in logical order; runs follow one another from left to right. */
export interface VisualRun {
  readonly text: string;
  readonly direction: Direction;
}

// The package declares a default export and exports a function: only `require` gives what its types say.
const bidiFactory: () => Bidi = createRequire(import.meta.url)('bidi-js');
const bidi = bidiFactory();

/** The text of one level: runs of odd levels show the mirrored form of brackets and the like (rule L4). */
interface LevelRun {
  readonly level: number;
  readonly text: string;
}

/**
 * Splits one line into runs of one direction, ordered as they are drawn from left to right
 * (Unicode Standard Annex #9, rules L2 and L4). The shaping of letters is left to the font.
 * @param base the direction of the paragraph
 */
export function visualRuns(line: string, base: Direction): VisualRun[] {
  const { levels } = bidi.getEmbeddingLevels(line, base);
  const runs: LevelRun[] = [];
  for (let index = 0; index < line.length; index += 1) {
    const level = levels[index] ?? 0;
    const unit = line[index] ?? '';
    const shown = level % 2 === 1 ? (bidi.getMirroredCharacter(unit) ?? unit) : unit;
    const last = runs.at(-1);
    if (last && last.level === level) runs[runs.length - 1] = { level, text: last.text + shown };
    else runs.push({ level, text: shown });
  }
  return reordered(runs).map(({ level, text }) => ({ text, direction: level % 2 === 1 ? 'rtl' : 'ltr' }));
}

/** Rule L2: from the highest level down to the lowest odd one, turn every sequence at that level or above. */
function reordered(runs: readonly LevelRun[]): LevelRun[] {
  let ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let turned = highest; turned >= 1; turned -= 1) {
    const next: LevelRun[] = [];
    let sequence: LevelRun[] = [];
    for (const run of ordered) {
      if (run.level >= turned) {
        sequence = [run, ...sequence];
      } else {
        next.push(...sequence, run);
        sequence = [];
      }
    }
    ordered = [...next, ...sequence];
  }
  return ordered;
}
