import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARD_HEIGHT, CARD_WIDTH } from '../port.ts';
import { decodeBlackPanel, decodeColourPanel } from '../test-support/panel-decoder.ts';
import { compressedBlackPanel } from './black-panel.ts';
import { compressColourLine } from './colour-line.ts';
import { compressedColourPanels } from './colour-panels.ts';
import { LINE_COUNT, LINE_PIXELS, type Rotation } from './rotation.ts';

const PIXELS = CARD_WIDTH * CARD_HEIGHT;

function whiteCard(): Uint8Array {
  return new Uint8Array(PIXELS * 3).fill(255);
}

/** A card with a noisy photograph of 300 × 400 pixels. */
function cardWithPhoto(): Uint8Array {
  const card = whiteCard();
  let seed = 1;
  for (let y = 120; y < 520; y++) {
    for (let sample = (y * CARD_WIDTH + 60) * 3; sample < (y * CARD_WIDTH + 360) * 3; sample++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      card[sample] = seed >> 16;
    }
  }
  return card;
}

/** Where pixel (x, y) of the landscape picture must appear, from the protocol page. */
function placeOf(x: number, y: number, rotation: Rotation): [line: number, column: number] {
  return rotation === 'clockwise' ? [x, 647 - y] : [1015 - x, y];
}

describe('compressColourLine', () => {
  const compress = (dots: readonly number[]) => {
    const out = new Uint8Array(dots.length);
    return [...out.subarray(0, compressColourLine(Uint8Array.from(dots), out, 0))];
  };

  test('a blank line is two bytes', () => {
    expect(compress(new Array(648).fill(0))).toEqual([0x80, 0]);
  });

  test('single dots are sent as they are, the blank rest as count 0 without a value', () => {
    expect(compress([1, 2, 127, 0, 0, 0, 0, 0])).toEqual([1, 2, 127, 0x80, 0]);
  });

  test('one blank dot at the end is shorter as a dot', () => {
    expect(compress([5, 6, 0])).toEqual([5, 6, 0]);
  });

  test('a run is 80, count, value; a run of three is not worth it', () => {
    expect(compress([9, 9, 9, 9, 3, 3, 3])).toEqual([0x80, 4, 9, 3, 3, 3]);
  });

  test('runs longer than 255 are split, and blanks before ink are a run with value 0', () => {
    expect(compress([...new Array(300).fill(0), 7])).toEqual([0x80, 255, 0, 0x80, 45, 0, 7]);
  });

  test('a full line of one value fills the line exactly', () => {
    expect(compress(new Array(648).fill(127))).toEqual([0x80, 255, 127, 0x80, 255, 127, 0x80, 138, 127]);
  });

  test('what is decoded is what was sent, and never longer than the line (any line)', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom(0, 0, 1, 64, 127)));
    fc.assert(
      fc.property(runs, fc.array(fc.integer({ min: 0, max: 127 })), (pieces, dots) => {
        const line = [...pieces.flatMap(([count, value]) => new Array<number>(count).fill(value)), ...dots];
        fc.pre(line.length > 0);
        const bytes = Uint8Array.from(compress(line));
        expect(bytes.length).toBeLessThanOrEqual(line.length);
        expect(decodeColourPanel(bytes, 1, line.length)).toEqual([line]);
      }),
    );
  });
});

describe.each(['clockwise', 'counterclockwise'] as const)('panels turned %s', (rotation) => {
  test('every pixel of a photograph arrives in its place with its ink', () => {
    const card = cardWithPhoto();
    const panels = compressedColourPanels(card, rotation);
    const decoded = [panels.cyan, panels.magenta, panels.yellow].map((panel) =>
      decodeColourPanel(panel, 1016, 648),
    );
    let wrong = 0;
    for (let y = 0; y < CARD_HEIGHT; y++) {
      for (let x = 0; x < CARD_WIDTH; x++) {
        const [line, column] = placeOf(x, y, rotation);
        for (const [channel, plane] of decoded.entries()) {
          const ink = 255 - (card[(y * CARD_WIDTH + x) * 3 + channel] ?? 0);
          if (plane[line]?.[column] !== Math.floor((ink * 128) / 256)) wrong++;
        }
      }
    }
    expect(wrong).toBe(0);
  });

  test('every black pixel arrives in its place', () => {
    const black = new Uint8Array(PIXELS);
    for (let pixel = 0; pixel < PIXELS; pixel++) black[pixel] = (pixel * 7_919) % 11 < 3 ? 1 : 0;
    black.fill(0, 0, CARD_WIDTH * 40);
    const decoded = decodeBlackPanel(compressedBlackPanel(black, rotation), 1016, 648);
    let wrong = 0;
    for (let y = 0; y < CARD_HEIGHT; y++) {
      for (let x = 0; x < CARD_WIDTH; x++) {
        const [line, column] = placeOf(x, y, rotation);
        if (decoded[line]?.[column] !== black[y * CARD_WIDTH + x]) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });
});

test('a panel has 1016 lines of 648 dots', () => {
  expect([LINE_COUNT, LINE_PIXELS]).toEqual([1016, 648]);
});

test('yellow comes from blue, magenta from green, cyan from red; full ink is 127', () => {
  const card = whiteCard();
  card.set([0, 255, 255, 255, 0, 255, 255, 255, 0], 0);
  const panels = compressedColourPanels(card, 'counterclockwise');
  const dotsOf = (panel: Uint8Array) => decodeColourPanel(panel, 1016, 648);
  expect(dotsOf(panels.cyan)[1015]?.[0]).toBe(127);
  expect(dotsOf(panels.magenta)[1014]?.[0]).toBe(127);
  expect(dotsOf(panels.yellow)[1013]?.[0]).toBe(127);
});

test('the first pixel of a line is the most significant bit; a white line is one zero byte', () => {
  const black = new Uint8Array(PIXELS);
  black[CARD_WIDTH - 1] = 1;
  const panel = compressedBlackPanel(black, 'counterclockwise');
  expect([...panel.subarray(0, 4)]).toEqual([1, 0x80, 1, 0]);
});

test('the planes of a whole licence are ready in well under 60 ms', () => {
  const card = cardWithPhoto();
  const black = new Uint8Array(PIXELS).map((_, pixel) => ((pixel * 7_919) % 11 < 3 ? 1 : 0));
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    compressedColourPanels(card, 'clockwise');
    compressedBlackPanel(black, 'clockwise');
    compressedBlackPanel(black, 'clockwise');
    return performance.now() - startedAt;
  });
  expect(Math.min(...times)).toBeLessThan(60);
});
