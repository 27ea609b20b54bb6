import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../contracts/clock.ts';
import { openCardPrinter } from '../../native-adapters/card-printer/index.ts';
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type CardArtwork,
  type CardPrinter,
} from '../../native-adapters/card-printer/port.ts';
import { PrinterControl } from '../../simulators/card-printer/control.ts';
import type { WireEntry } from '../../simulators/card-printer/control-schema.ts';
import { startService } from '../../simulators/stand/service.ts';
import { type Finding, finding, median, timeRounds } from './measurement.ts';

/** Most that a job may take of the bytes of the uncompressed one, and of the time that its line needs. */
const LARGEST_SHARE_OF_BYTES = 0.3;
const LARGEST_SHARE_OF_TIME = 1.03;

/**
 * Rates of the printer's line, baud, and how often a job is timed at each. The fastest counts: other work on the machine can
 * only make it slower, and the faster the line, the more it shows.
 */
const RATES = [
  { baudRate: 921_600, jobs: 3 },
  { baudRate: 115_200, jobs: 1 },
] as const;
/** What the driver reckons with on a line without a speed. */
const UNPACED_BAUD = 921_600;

/** Symbols of one byte: start bit, eight data bits, stop bit. */
const SYMBOLS_PER_BYTE = 10;

/** Bits of a dot at 128 levels, and of a black or overlay dot. */
const COLOUR_BITS = 7;
const BLACK_BITS = 1;

/** First and last command of a job on the wire, and the bytes of the first: escape, words, carriage return. */
const FIRST_COMMAND = 'Pneab';
const FIRST_COMMAND_BYTES = 11;
const LAST_COMMAND = 'Se';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** Packs values of `bits` bits, most significant first, without gaps. */
function pack(values: Uint8Array, bits: number): Uint8Array {
  const packed = new Uint8Array((values.length * bits) / 8);
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (const value of values) {
    held = ((held << bits) | value) & 0xffff;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    packed[at++] = held >> heldBits;
  }
  return packed;
}

/** Bytes of the same licence as bitmaps without compression: YMC at 128 levels, K, O, and K on the back (`Db`). */
export function uncompressedBytes({ front, back }: CardArtwork): number {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  const ink = (channel: number) =>
    Uint8Array.from({ length: dots }, (_, dot) => (255 - (front.colour[dot * 3 + channel] ?? 255)) >> 1);
  const colour = [2, 1, 0].map((channel) => pack(ink(channel), COLOUR_BITS));
  const black = [front.black, new Uint8Array(dots).fill(1), back.black].map((dots) => pack(dots, BLACK_BITS));
  return [...colour, ...black].reduce((sum, { length }) => sum + length, 0);
}

/** Runs `work` with the real driver on the pseudo terminal of a printer simulator that moves and prints in no time; 0 baud: unpaced. */
async function withPrinter<Value>(
  root: string,
  baudRate: number,
  work: (printer: CardPrinter, control: PrinterControl) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-bench-printer-'));
  const line = join(folder, 'line');
  const service = await startService({
    name: 'printer',
    script: 'simulators/card-printer/main.ts',
    arguments: [
      ...['--data', folder, '--control', '0', '--link', line],
      ...['--baud', String(baudRate), '--panel-ms', '0', '--move-ms', '0'],
    ],
    root,
    logFile: join(folder, 'printer.log'),
  });
  const printer = openCardPrinter(
    { transport: { type: 'serial', path: line, baudRate: baudRate || UNPACED_BAUD } },
    systemClock,
    quiet,
  );
  try {
    const online = Promise.withResolvers<void>();
    printer.subscribe(({ device }) => device === 'online' && online.resolve());
    if (printer.status().device === 'online') online.resolve();
    await online.promise;
    return await work(printer, new PrinterControl(service.listening));
  } finally {
    await printer.close();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When a command came off the line whole, ms since the Unix epoch. */
function arrival(wire: readonly WireEntry[], command: string): number {
  const entry = wire.findLast(({ type, text }) => type === 'command' && text === command);
  if (!entry) throw new Error(`${command} did not reach the printer`);
  return entry.at;
}

/** Seconds from the first to the last byte of the fastest of `jobs` on a line of `baudRate`, and how many bytes each has. */
async function timeJobs(
  root: string,
  artwork: CardArtwork,
  { baudRate, jobs }: (typeof RATES)[number],
): Promise<{ readonly seconds: number; readonly bytes: number }> {
  return withPrinter(root, baudRate, async (printer, control) => {
    const job = printer.prepare(artwork);
    const times: number[] = [];
    for (let count = 0; count < jobs; count += 1) {
      const printed = await printer.print(job, () => {});
      if (!printed.ok) throw new Error(`the job failed: ${printed.fault.reason}`);
      const wire = await control.wire();
      // The first command is noted when its last byte has come.
      const ofFirst = (FIRST_COMMAND_BYTES * SYMBOLS_PER_BYTE) / baudRate;
      times.push((arrival(wire, LAST_COMMAND) - arrival(wire, FIRST_COMMAND)) / 1_000 + ofFirst);
      await printer.presentCard();
      await control.hand({ hand: 'takeCard' });
    }
    return { seconds: Math.min(...times), bytes: job.bytesTotal };
  });
}

/** `wire.bytes` and `job.prepare`. */
export async function measureJob(root: string, artwork: CardArtwork): Promise<readonly Finding[]> {
  return withPrinter(root, 0, async (printer) => {
    const limit = uncompressedBytes(artwork);
    const { bytesTotal } = printer.prepare(artwork);
    const prepared = await timeRounds({ rounds: 30, warmUp: 5 }, () => printer.prepare(artwork));
    const packed = await timeRounds({ rounds: 10, warmUp: 2 }, () => uncompressedBytes(artwork));
    return [
      finding(
        { id: 'wire.bytes', value: bytesTotal, unit: 'bytes', limit },
        'a standard licence against the same without compression',
        ({ ratio }) =>
          ratio <= LARGEST_SHARE_OF_BYTES ? null : `at most ${LARGEST_SHARE_OF_BYTES} of the bytes`,
      ),
      finding(
        { id: 'job.prepare', value: median(prepared), unit: 'ms', limit: median(packed) },
        'compressing and hashing a job, against packing it without compression',
      ),
    ];
  });
}

/** `wire.time.<baud>` for each rate. */
export async function measureTransfer(root: string, artwork: CardArtwork): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const rate of RATES) {
    const { baudRate, jobs } = rate;
    const { seconds, bytes } = await timeJobs(root, artwork, rate);
    const limit = (bytes * SYMBOLS_PER_BYTE) / baudRate;
    findings.push(
      finding(
        { id: `wire.time.${baudRate}`, value: seconds, unit: 's', limit },
        `${bytes} bytes, first to last, against the time their bits need; fastest of ${jobs}`,
        ({ ratio }) =>
          ratio <= LARGEST_SHARE_OF_TIME ? null : `at most ${LARGEST_SHARE_OF_TIME} of the line's time`,
      ),
    );
  }
  return findings;
}
