import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isoInstant } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { KioskScreen } from '../../contracts/kiosk-view.ts';
import type { ByteTap } from '../../native-adapters/card-printer/index.ts';
import type { CivilIdReaderDeps } from '../../native-adapters/civil-id-reader/index.ts';
import type { CardFace } from '../kiosk/card-face/card-face.ts';

/** What a demonstration leaves behind for developers. Every call writes at once, so that nothing is lost when the host is killed. */
export interface Recording {
  /** Bytes sent to the printer, one after another: `printer-wire.bin`. */
  readonly printerBytes: ByteTap;
  /** Reports of the reader, both ways, as lines `{ at, direction, hex }`: `reader-wire.jsonl`. */
  readonly readerReport: NonNullable<CivilIdReaderDeps['onReport']>;
  /** Both sides as rendered: `face-front.png` and `face-back.png`, and with a number from the second licence on. */
  face(face: CardFace): void;
  /** When the screen changed, as lines `{ at, screen }`: `screens.jsonl`. */
  screen(screen: KioskScreen): void;
  close(): void;
}

/** Starts a recording in `folder`, in place of an earlier one there. It holds personal data: for demonstrations only. */
export function openRecording(folder: string, clock: Clock): Recording {
  mkdirSync(folder, { recursive: true });
  const open = (name: string) => openSync(join(folder, name), 'w');
  const files = {
    printer: open('printer-wire.bin'),
    reader: open('reader-wire.jsonl'),
    screens: open('screens.jsonl'),
  };
  const line = (file: number, content: object) =>
    writeSync(file, `${JSON.stringify({ at: isoInstant(clock.now()), ...content })}\n`);
  let faces = 0;
  let lastScreen: KioskScreen | null = null;
  return {
    printerBytes(direction, bytes) {
      if (direction === 'sent') writeSync(files.printer, bytes);
    },
    readerReport(direction, report) {
      line(files.reader, { direction, hex: Buffer.from(report).toString('hex') });
    },
    face(face) {
      faces += 1;
      const suffix = faces === 1 ? '' : `-${faces}`;
      const { front, back } = face.preview();
      writeFileSync(join(folder, `face-front${suffix}.png`), front);
      writeFileSync(join(folder, `face-back${suffix}.png`), back);
    },
    screen(screen) {
      if (screen === lastScreen) return;
      lastScreen = screen;
      line(files.screens, { screen });
    },
    close() {
      for (const file of Object.values(files)) closeSync(file);
    },
  };
}
