import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../contracts/clock.ts';
import { renderCardFace } from '../../electron/kiosk/card-face/card-face.ts';
import { openCardPrinter } from '../../native-adapters/card-printer/index.ts';
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type CardArtwork,
  type CardPrinter,
} from '../../native-adapters/card-printer/port.ts';
import { PrinterControl } from '../../simulators/card-printer/control.ts';
import type { CardFile } from '../../simulators/card-printer/control-schema.ts';
import { makeDemoSeed } from '../../simulators/demo/seed.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

/** Bytes of the uncompressed job: yellow, magenta and cyan at 128 levels, black, overlay, black on the back (Evolis programming guide). */
const UNCOMPRESSED_BYTES = 3 * ((CARD_WIDTH * CARD_HEIGHT * 7) / 8) + 3 * ((CARD_WIDTH * CARD_HEIGHT) / 8);
const LEVELS = 128;

const folder = mkdtempSync(join(tmpdir(), 'printed-card-'));
let service: Service;
let control: PrinterControl;
let printer: CardPrinter;
let artwork: CardArtwork;
let card: number;

beforeAll(async () => {
  const online = Promise.withResolvers<void>();
  const line = join(folder, 'line');
  service = await startService({
    name: 'printer',
    script: 'simulators/card-printer/main.ts',
    arguments: [
      '--data',
      folder,
      '--control',
      '0',
      '--link',
      line,
      '--baud',
      '0',
      '--panel-ms',
      '0',
      '--move-ms',
      '0',
    ],
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logFile: join(folder, 'printer.log'),
  });
  control = new PrinterControl(service.listening);
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  printer = openCardPrinter(
    { transport: { type: 'serial', path: line, baudRate: 921_600 } },
    systemClock,
    quiet,
  );
  printer.subscribe(({ device }) => device === 'online' && online.resolve());
  const request = makeDemoSeed(Date.now(), []).requests.find(({ status }) => status === 'ready');
  if (!request) throw new Error('no ready request in the demonstration');
  const face = await renderCardFace({
    licence: request.licence,
    portrait: Buffer.from(request.portrait, 'base64'),
    credential: `${'e'.repeat(60)}.${'p'.repeat(480)}.${'s'.repeat(86)}`,
  });
  artwork = face.artwork;
  await online.promise;
});

afterAll(async () => {
  await printer?.close();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a standard licence is at most 30 % of the uncompressed job', () => {
  expect(UNCOMPRESSED_BYTES).toBe(1_975_104);
  const { bytesTotal } = printer.prepare(artwork);
  expect(bytesTotal / UNCOMPRESSED_BYTES).toBeLessThanOrEqual(0.3);
});

test('driver and simulator agree over a serial line: the card is printed, presented and taken', async () => {
  const before = (await control.state()).physical.counters.cards;
  expect(await printer.checkReady()).toMatchObject({ ok: true });
  expect(await printer.print(printer.prepare(artwork), () => {})).toMatchObject({
    ok: true,
    value: { cardsPrinted: before + 1 },
  });
  expect(await printer.presentCard()).toEqual({ ok: true, value: 'presented' });
  const taken = printer.waitTaken(new AbortController().signal);
  await control.hand({ hand: 'takeCard' });
  expect(await taken).toEqual({ ok: true, value: 'taken' });
  card = (await control.state()).physical.taken.at(-1)?.number ?? 0;
  expect(await control.planes(card)).toMatchObject({ width: CARD_WIDTH, height: CARD_HEIGHT });
});

/** The level that the driver's rule gives a channel: ink is what the channel lacks (docs/developer/device-protocols.md). */
const levelOf = (channel: number) => Math.floor(((255 - channel) * LEVELS) / 256);

describe('what the simulator decoded equals the rendered face', () => {
  test.each([
    ['yellow', 2],
    ['magenta', 1],
    ['cyan', 0],
  ] as const)('%s: at most one level apart in every pixel', async (panel, channel) => {
    const decoded = await control.cardFile(card, `${panel}.bin` satisfies CardFile);
    expect(decoded.length).toBe(CARD_WIDTH * CARD_HEIGHT);
    let worst = 0;
    for (let pixel = 0; pixel < decoded.length; pixel++) {
      const expected = levelOf(artwork.front.colour[pixel * 3 + channel] ?? 0);
      worst = Math.max(worst, Math.abs((decoded[pixel] ?? 0) - expected));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  test('the colour planes are not empty', async () => {
    const decoded = await control.cardFile(card, 'cyan.bin');
    expect(new Set(decoded).size).toBeGreaterThan(20);
  });

  test.each([
    ['black', 'front'],
    ['backBlack', 'back'],
  ] as const)('%s: every pixel', async (panel, side) => {
    const decoded = await control.cardFile(card, `${panel}.bin` satisfies CardFile);
    expect(Buffer.from(decoded).equals(Buffer.from(artwork[side].black))).toBe(true);
    expect(decoded.includes(1)).toBe(true);
  });

  test('the overlay covers the whole front', async () => {
    const decoded = await control.cardFile(card, 'overlay.bin');
    expect(decoded.every((dot) => dot === 1)).toBe(true);
  });
});
