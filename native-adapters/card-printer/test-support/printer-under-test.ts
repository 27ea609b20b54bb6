import type { CardPrinterStatus } from '../../../contracts/device-status.ts';
import { EvolisCardPrinter } from '../evolis/evolis-card-printer.ts';
import { PrinterTimings } from '../evolis/timings.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardArtwork } from '../port.ts';
import { FakeClock } from './fake-clock.ts';
import { rememberingLog } from './remembering-log.ts';
import { ScriptedPrinter } from './scripted-printer.ts';

/** A driver on a scripted printer and a fake clock, brought up. */
export interface PrinterUnderTest {
  readonly clock: FakeClock;
  readonly device: ScriptedPrinter;
  readonly driver: EvolisCardPrinter;
  readonly log: ReturnType<typeof rememberingLog>;
  /** Every status told to a subscriber, from the first moment on. */
  readonly told: CardPrinterStatus[];
  /** Waits in the fake time for what the driver promised. */
  readonly wait: <Value>(promise: Promise<Value>) => Promise<Value>;
}

/** Makes a driver; `prepareDevice` changes the printer before it is first connected. */
export async function printerUnderTest(
  prepareDevice: (device: ScriptedPrinter) => void = () => {},
  baudRate: number | null = null,
): Promise<PrinterUnderTest> {
  const clock = new FakeClock();
  const device = new ScriptedPrinter();
  const log = rememberingLog();
  prepareDevice(device);
  const driver = new EvolisCardPrinter({
    createTransport: () => device.createTransport(baudRate),
    clock,
    log,
    timings: PrinterTimings.parse({}),
    rotation: 'clockwise',
  });
  const told: CardPrinterStatus[] = [];
  driver.subscribe((status) => told.push(status));
  await clock.advance(1_000);
  return { clock, device, driver, log, told, wait: (promise) => clock.until(promise) };
}

/** Artwork with a grey square, some text-like black in front and bars on the back: small, but nowhere empty. */
export function sampleArtwork(): CardArtwork {
  const pixels = CARD_WIDTH * CARD_HEIGHT;
  const colour = new Uint8Array(pixels * 3).fill(255);
  const black = new Uint8Array(pixels);
  const backBlack = new Uint8Array(pixels);
  for (let y = 100; y < 200; y++) {
    for (let x = 100; x < 180; x++) colour.set([x, y, (x * y) & 255], (y * CARD_WIDTH + x) * 3);
    black.fill(1, y * CARD_WIDTH + 400, y * CARD_WIDTH + 400 + (y % 7));
    backBlack.fill(1, y * CARD_WIDTH + 10, y * CARD_WIDTH + 10 + (y % 90));
  }
  return { front: { colour, black }, back: { black: backBlack } };
}
