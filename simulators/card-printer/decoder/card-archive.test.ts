import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CardPlanes } from '../control-schema.ts';
import { type Bench, JOB_OPENING, type JobStep, openBench, panelStep, runSteps } from '../testing/bench.ts';
import { BLANK_BLACK_LINE, BLANK_COLOUR_LINE, compressedLines } from '../testing/panels.ts';
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH } from './orientation.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** Full ink on the columns x 100 to 199, half on 200 to 299, over the whole height. */
function dyeBars(x: number, levels: number): Uint8Array {
  const full = levels - 1;
  const half = Math.floor(full / 2);
  const lines = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => index).flatMap((index) => [
      [x + index, [0x80, 255, full, 0x80, 255, full, 0x80, 138, full]],
      [x + 100 + index, [0x80, 255, half, 0x80, 255, half, 0x80, 138, half]],
    ]),
  );
  return compressedLines(lines, BLANK_COLOUR_LINE);
}

/** Black on the upright rows 0 to 7, from x 400 on: the last byte of each printed line. */
const blackEdge = compressedLines(
  Object.fromEntries(
    Array.from({ length: 616 }, (_, index) => [400 + index, [81, ...Array(80).fill(0), 0xff]]),
  ),
  BLANK_BLACK_LINE,
);

const JOB: readonly JobStep[] = [
  ...JOB_OPENING,
  panelStep('y', 128, dyeBars(100, 128)),
  panelStep('m', 128, dyeBars(200, 128)),
  panelStep('c', 128, dyeBars(700, 128)),
  panelStep('k', 2, blackEdge),
  ['Wcb;o;255'],
  ['Sv'],
  panelStep('k', 2, compressedLines({ 0: [0xff] }, BLANK_BLACK_LINE)),
  ['Se'],
];

async function pictureOf(file: 'front.png' | 'back.png') {
  const octets = await bench.simulator.archive.read(1, file);
  if (!octets) throw new Error('no picture');
  const { width, height, data } = PNG.sync.read(Buffer.from(octets));
  return {
    size: [width, height],
    pixel: (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)],
  };
}

describe('a printed card', () => {
  beforeEach(async () => {
    expect((await runSteps(bench.host, JOB)).at(-1)).toBe('OK');
  });

  test('planes: one byte a pixel, upright, with their levels', async () => {
    const octets = await bench.simulator.archive.read(1, 'planes.json');
    const sheet = CardPlanes.parse(JSON.parse(Buffer.from(octets ?? []).toString()));
    expect(sheet).toMatchObject({ card: 1, width: 1016, height: 648 });
    expect(Object.entries(sheet.planes).map(([panel, plane]) => [panel, plane?.levels])).toEqual([
      ['yellow', 128],
      ['magenta', 128],
      ['cyan', 128],
      ['black', 2],
      ['overlay', 2],
      ['backBlack', 2],
    ]);
    const yellow = await bench.simulator.archive.read(1, 'yellow.bin');
    expect(yellow).toHaveLength(LANDSCAPE_WIDTH * LANDSCAPE_HEIGHT);
    const row = yellow?.subarray(300 * LANDSCAPE_WIDTH, 301 * LANDSCAPE_WIDTH) ?? [];
    expect([row[99], row[100], row[199], row[200], row[299], row[300]]).toEqual([0, 127, 127, 63, 63, 0]);
    const black = await bench.simulator.archive.read(1, 'black.bin');
    expect(black?.reduce((sum, ink) => sum + ink, 0)).toBe(616 * 8);
  });

  test('the picture: dyes absorb their channel, resin is black, the rest is the stock', async () => {
    const front = await pictureOf('front.png');
    expect(front.size).toEqual([1016, 648]);
    const [, , blue] = front.pixel(150, 300);
    expect(blue).toBe(0);
    const [red, green] = front.pixel(250, 300);
    expect([red, green]).toEqual([255, 0]);
    expect(front.pixel(250, 300)[2]).toBeCloseTo(128, -1);
    expect(front.pixel(750, 300)[0]).toBe(0);
    expect(front.pixel(500, 3)).toEqual([18, 18, 20]);
    expect(front.pixel(390, 3)).not.toEqual([18, 18, 20]);
    const back = await pictureOf('back.png');
    expect(back.pixel(0, 300)).toEqual([18, 18, 20]);
    expect(Math.min(...back.pixel(600, 300))).toBeGreaterThan(190);
  });

  test('everything lies in the data folder under the number of the card', async () => {
    await bench.simulator.archive.close();
    for (const file of ['card-front.png', 'card-back.png', 'planes.json', 'backBlack.bin'])
      expect(existsSync(join(bench.folder, 'cards', '1', file))).toBe(true);
  });

  test('every byte that was sent is in wire.bin', () => {
    const sent = JOB.map(([text, binary]) =>
      Buffer.concat([
        Buffer.from(binary ? `\x1b${text};` : `\x1b${text}`),
        binary ?? Buffer.alloc(0),
        Buffer.of(13),
      ]),
    );
    expect(readFileSync(join(bench.folder, 'wire.bin')).equals(Buffer.concat(sent))).toBe(true);
  });

  test('a factory reset throws cards and bytes away', async () => {
    await bench.simulator.reset();
    expect(await bench.simulator.archive.list()).toEqual([]);
    expect(await bench.simulator.archive.read(1, 'front.png')).toBeNull();
    expect(bench.simulator.log.readBytes()).toHaveLength(0);
    expect(bench.simulator.snapshot().physical).toMatchObject({ transport: null, counters: { cards: 0 } });
  });
});

test('a card that was spoiled half way shows what was printed', async () => {
  bench.simulator.arm({ fault: 'coverOpens', before: 'cyan' });
  expect((await runSteps(bench.host, JOB)).at(-1)).toBe('COVER OPEN');
  await bench.simulator.hand({ hand: 'closeCover' });
  expect(await bench.host.ask('Ser')).toBe('OK');
  const front = await pictureOf('front.png');
  expect(front.pixel(150, 300)[2]).toBe(0);
  expect(front.pixel(750, 300)[0]).toBeGreaterThan(190);
});
