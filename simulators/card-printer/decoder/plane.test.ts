import { describe, expect, test } from 'vitest';
import {
  BLANK_BLACK,
  BLANK_BLACK_LINE,
  BLANK_COLOUR,
  BLANK_COLOUR_LINE,
  compressedLines,
  printedPixel,
} from '../testing/panels.ts';
import { panelBytes, RASTER_COLUMNS, RASTER_PIXELS } from '../wire/raster-format.ts';
import { LANDSCAPE_WIDTH } from './orientation.ts';
import { decodePanel, filledPlane, type PanelHeader, panelHeader, type Plane } from './plane.ts';

const black: PanelHeader = { letter: 'k', levels: 2, compressed: true };
const colour = (levels: number): PanelHeader => ({ letter: 'y', levels, compressed: true });

function decoded(header: PanelHeader, data: Uint8Array): Plane {
  const plane = decodePanel(header, data, 'clockwise');
  if (!plane.ok) throw new Error(plane.fault.reason);
  return plane.value;
}

/** Upright pixels with ink as `x,y=ink`. */
function inked({ values }: Plane): readonly string[] {
  return [...values.entries()].flatMap(([pixel, ink]) =>
    ink === 0 ? [] : [`${pixel % LANDSCAPE_WIDTH},${Math.floor(pixel / LANDSCAPE_WIDTH)}=${ink}`],
  );
}

/** The ink of one printed line, first printed pixel first. */
function printedLine(plane: Plane, line: number): readonly number[] {
  return Array.from(
    { length: RASTER_COLUMNS },
    (_, column) => plane.values[(RASTER_COLUMNS - 1 - column) * LANDSCAPE_WIDTH + line] ?? -1,
  );
}

const run = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

describe('compressed black', () => {
  test('00 is a white line, FF a black one, N bytes leave the rest white', () => {
    const plane = decoded(
      black,
      compressedLines({ 3: [0xff], 5: [1, 0b1010_0000], 6: [81, ...run(81, 0x0f)] }, BLANK_BLACK_LINE),
    );
    expect(printedLine(plane, 3)).toEqual(run(648, 1));
    expect(printedLine(plane, 4)).toEqual(run(648, 0));
    expect(printedLine(plane, 5)).toEqual([1, 0, 1, ...run(645, 0)]);
    expect(printedLine(plane, 6)).toEqual(
      Array.from({ length: 648 }, (_, column) => (column % 8 > 3 ? 1 : 0)),
    );
    expect(plane.levels).toBe(2);
  });

  test.each([
    ['a length beyond the line', compressedLines({ 9: [82, ...run(82, 1)] }, [0]), 'lineTooLong', 9],
    ['a line missing', BLANK_BLACK.subarray(1), 'dataEnds', 1015],
    ['a last line cut short', compressedLines({ 1015: [4, 1, 2] }, [0]), 'dataEnds', 1015],
    ['a byte too many', Uint8Array.of(...BLANK_BLACK, 0), 'dataLeftOver', 1015],
  ])('refuses %s', (_case, data, reason, line) => {
    expect(decodePanel(black, data, 'clockwise')).toEqual({ ok: false, fault: { reason, line } });
  });
});

describe('compressed colour', () => {
  test('7 bits: dots, runs up to 255, blank rest of a line', () => {
    const line = [127, 1, 0x80, 255, 64, 0x80, 100, 3, 0x80, 0];
    const plane = decoded(colour(128), compressedLines({ 0: line }, BLANK_COLOUR_LINE));
    expect(printedLine(plane, 0)).toEqual([127, 1, ...run(255, 64), ...run(100, 3), ...run(291, 0)]);
  });

  test('6 bits: bit 6 adds 256 to the count', () => {
    const line = [0xc0, 100, 63, 0xc0, 0, 5, 0x80, 0];
    const plane = decoded(colour(64), compressedLines({ 7: line }, BLANK_COLOUR_LINE));
    expect(printedLine(plane, 7)).toEqual([...run(356, 63), ...run(256, 5), ...run(36, 0)]);
  });

  test('5 bits: bits 6 and 5 each add 256, so one run fills a line', () => {
    const plane = decoded(
      colour(32),
      compressedLines({ 0: [0xe0, 136, 31], 1: [0xa0, 0, 7, 0xc0, 0, 8, 0x80, 0] }, BLANK_COLOUR_LINE),
    );
    expect(printedLine(plane, 0)).toEqual(run(648, 31));
    expect(printedLine(plane, 1)).toEqual([...run(256, 7), ...run(256, 8), ...run(136, 0)]);
  });

  test('a line may be all dots', () => {
    const dots = Array.from({ length: 648 }, (_, column) => column % 128);
    const plane = decoded(colour(128), compressedLines({ 1015: dots }, BLANK_COLOUR_LINE));
    expect(printedLine(plane, 1015)).toEqual(dots);
  });

  test.each([
    [
      'a run over the end of a line',
      { 2: [0x80, 255, 1, 0x80, 255, 1, 0x80, 139, 1] },
      128,
      'runCrossesLine',
      2,
    ],
    ['a run over the end of a line, 6 bits', { 2: [0xc0, 255, 1, 0xc0, 0, 1] }, 64, 'runCrossesLine', 2],
    ['a dot beyond the levels', { 2: [32, 0x80, 0] }, 32, 'valueBeyondLevels', 2],
    ['a run beyond the levels', { 2: [0x80, 9, 64, 0x80, 0] }, 64, 'valueBeyondLevels', 2],
    ['a value in the first byte of a run', { 2: [0x85, 9, 0x80, 0] }, 128, 'runMalformed', 2],
    ['a run without its value', { 1015: [0x80, 9] }, 128, 'dataEnds', 1015],
    ['a run without its count', { 1015: [0x80] }, 128, 'dataEnds', 1015],
    ['a line left open', { 1015: [5] }, 128, 'dataEnds', 1015],
    ['data after the last line', { 1015: [0x80, 0, 1] }, 128, 'dataLeftOver', 1015],
  ])('refuses %s', (_case, lines, levels, reason, line) => {
    const data = compressedLines(lines, BLANK_COLOUR_LINE);
    expect(decodePanel(colour(levels), data, 'clockwise')).toEqual({ ok: false, fault: { reason, line } });
  });
});

describe('uncompressed', () => {
  test.each([
    [2, 1],
    [32, 5],
    [64, 6],
    [128, 7],
    [256, 8],
  ])('%i levels: %i bits a pixel, one after another over bytes and lines', (levels, bits) => {
    // Written bit by bit, as a text, to share nothing with the reader.
    const inks = Array.from({ length: RASTER_PIXELS }, (_, index) => (index * 7) % levels);
    const bytes = new Uint8Array(panelBytes(bits));
    let at = 0;
    for (const ink of inks) {
      for (const bit of ink.toString(2).padStart(bits, '0')) {
        if (bit === '1') bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
        at += 1;
      }
    }
    const plane = decoded({ letter: 'y', levels, compressed: false }, bytes);
    expect(plane.levels).toBe(levels);
    expect(printedLine(plane, 0)).toEqual(inks.slice(0, 648));
    expect(printedLine(plane, 1015)).toEqual(inks.slice(-648));
  });
});

describe('orientation', () => {
  const { line, column } = printedPixel(100, 20);
  const bits = run(81, 0).map((_, byte) => (byte === column >> 3 ? 0x80 >> (column & 7) : 0));
  const data = compressedLines({ [line]: [81, ...bits] }, BLANK_BLACK_LINE);

  test('clockwise: upright (x, y) is line x, column 647 − y', () => {
    expect(inked(decoded(black, data))).toEqual(['100,20=1']);
  });

  test('counterclockwise: upright (x, y) is line 1015 − x, column y', () => {
    const plane = decodePanel(black, data, 'counterclockwise');
    expect(plane.ok && inked(plane.value)).toEqual([`${1015 - 100},${647 - 20}=1`]);
  });
});

test.each([
  ['black at 128 levels', true, ['k', '128', '9']],
  ['colour at 2 levels', true, ['y', '2', '9']],
  ['compressed colour at 256 levels', true, ['y', '256', '9']],
  ['an unknown panel', false, ['z', '128']],
  ['levels nobody has', false, ['y', '6']],
  ['nothing', false, []],
])('no panel: %s', (_case, compressed, parameters) => {
  expect(panelHeader(compressed, parameters)).toBeNull();
});

test('a filled plane has the same ink everywhere', () => {
  expect(new Set(filledPlane('o', 255).values)).toEqual(new Set([1]));
  expect(new Set(filledPlane('o', 0).values)).toEqual(new Set([0]));
  expect(new Set(filledPlane('c', 255).values)).toEqual(new Set([127]));
});

test('a blank colour panel is blank', () => {
  expect(inked(decoded(colour(128), BLANK_COLOUR))).toEqual([]);
});
