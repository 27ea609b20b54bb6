import { failure, type Result, success } from '../../../contracts/result.ts';
import { bitsOfLevels, isPanelLetter, type PanelLetter, RASTER_PIXELS } from '../wire/raster-format.ts';
import { readBlackLines } from './black-lines.ts';
import { readColourRuns } from './colour-runs.ts';
import { readBitStream } from './bit-stream.ts';
import { type Rotation, toLandscape } from './orientation.ts';

/** One decoded panel: ink from 0 to `levels − 1` for each pixel, landscape, row by row, 1016 × 648 bytes. */
export interface Plane {
  readonly levels: number;
  readonly values: Uint8Array;
}

/** Why data cannot be a panel: `line` is the raster line in which reading stopped. */
export interface PanelFault {
  readonly reason:
    | 'runMalformed'
    | 'runCrossesLine'
    | 'valueBeyondLevels'
    | 'lineTooLong'
    | 'dataEnds'
    | 'dataLeftOver';
  readonly line: number;
}

/** A panel as a command announced it. */
export interface PanelHeader {
  readonly letter: PanelLetter;
  readonly levels: number;
  readonly compressed: boolean;
}

/** Levels each kind of panel may have: colours are dyed by degrees, black and overlay are there or not. */
const LEVELS_OF_COLOUR: readonly number[] = [32, 64, 128, 256];
/** The compressed form marks runs by the highest bit, which 256 levels need themselves. */
const LEVELS_OF_COMPRESSED_COLOUR: readonly number[] = [32, 64, 128];
const LEVELS_OF_BLACK: readonly number[] = [2];

/** Reads the parameters of `Db;p;levels` or `Dbc;p;levels;nbytes`; `null` when they make no sense together. */
export function panelHeader(compressed: boolean, parameters: readonly string[]): PanelHeader | null {
  const [letter = '', levelsText = ''] = parameters;
  if (!isPanelLetter(letter)) return null;
  const levels = Number(levelsText);
  const colours = compressed ? LEVELS_OF_COMPRESSED_COLOUR : LEVELS_OF_COLOUR;
  const allowed = letter === 'k' || letter === 'o' ? LEVELS_OF_BLACK : colours;
  return allowed.includes(levels) ? { letter, levels, compressed } : null;
}

/** Decodes the data of a panel and turns it upright. */
export function decodePanel(
  header: PanelHeader,
  data: Uint8Array,
  rotation: Rotation,
): Result<Plane, PanelFault> {
  const lines = readLines(header, data);
  if (!lines.ok) return lines;
  return success({ levels: header.levels, values: toLandscape(lines.value, rotation) });
}

/** A panel that is the same everywhere, as `Wcb` fills it: `value` 0 to 255 of full ink. */
export function filledPlane(letter: PanelLetter, value: number): Plane {
  const levels = letter === 'k' || letter === 'o' ? 2 : 128;
  return { levels, values: new Uint8Array(RASTER_PIXELS).fill(Math.floor((value * levels) / 256)) };
}

function readLines({ levels, compressed }: PanelHeader, data: Uint8Array): Result<Uint8Array, PanelFault> {
  const bits = bitsOfLevels(levels);
  if (bits === null) return failure({ reason: 'valueBeyondLevels', line: 0 });
  if (!compressed) return success(readBitStream(data, bits));
  return bits === 1 ? readBlackLines(data) : readColourRuns(data, bits);
}
