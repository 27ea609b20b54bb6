import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CardFace } from '../kiosk/card-face/card-face.ts';
import { openRecording } from './recording.ts';

const clock = { now: () => Date.UTC(2026, 10, 22, 9), setTimeout: () => 0, clearTimeout: () => undefined };
const face = (name: string) =>
  ({
    preview: () => ({ front: Buffer.from(`${name} front`), back: Buffer.from(`${name} back`) }),
  }) as CardFace;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rukhsa-recording-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('writes every byte, report, face and screen at once', () => {
  const recording = openRecording(join(folder, 'new'), clock);
  recording.printerBytes('sent', Buffer.from('\x1bRfv\r'));
  recording.printerBytes('received', Buffer.from('OK\r'));
  recording.printerBytes('sent', Buffer.of(0, 255));
  recording.readerReport('toReader', Buffer.of(1, 0x56));
  recording.readerReport('fromReader', Buffer.of(1, 0xff));
  recording.face(face('first'));
  recording.face(face('second'));
  recording.screen('attract');
  recording.screen('attract');
  recording.screen('readingCard');

  const read = (name: string) => readFileSync(join(folder, 'new', name));
  expect(read('printer-wire.bin')).toEqual(Buffer.from('\x1bRfv\r\x00\xff', 'latin1'));
  const at = '2026-11-22T09:00:00.000Z';
  expect(read('reader-wire.jsonl').toString()).toBe(
    `{"at":"${at}","direction":"toReader","hex":"0156"}\n{"at":"${at}","direction":"fromReader","hex":"01ff"}\n`,
  );
  expect(read('screens.jsonl').toString()).toBe(
    `{"at":"${at}","screen":"attract"}\n{"at":"${at}","screen":"readingCard"}\n`,
  );
  expect(read('face-front.png').toString()).toBe('first front');
  expect(read('face-back-2.png').toString()).toBe('second back');
  expect(readdirSync(join(folder, 'new'))).toHaveLength(7);
  recording.close();
});
