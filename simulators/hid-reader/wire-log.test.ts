import { expect, test } from 'vitest';
import { encodeResponse, REPORT_BYTES, toReports } from './framing.ts';
import { commandMessage, hostReports, ManualClock } from './host.test-helper.ts';
import { STATUS } from './status.ts';
import { WireLog } from './wire-log.ts';

const CAPACITY = 8_192;

function report(id: number): Buffer {
  return Buffer.alloc(REPORT_BYTES).fill(id, 0, 1);
}

test('only the most recent reports are kept, and their numbers go on', () => {
  const log = new WireLog(new ManualClock(0));
  for (let n = 0; n < CAPACITY + 3; n += 1) log.add('toHost', report(n & 0xff));
  const entries = log.entriesAfter(0);
  expect(entries).toHaveLength(CAPACITY);
  expect(entries[0]).toMatchObject({ n: 4, hex: report(3).toString('hex'), at: '1970-01-01T00:00:00.000Z' });
  expect(entries.at(-1)?.n).toBe(CAPACITY + 3);
  expect(log.entriesAfter(CAPACITY + 2)).toHaveLength(1);
  expect(log.entriesAfter(CAPACITY + 3)).toEqual([]);
});

test.each([
  ['toReader', hostReports(commandMessage(0x01, 0x07, '01'))[0], 'Set switch notifications'],
  ['toReader', hostReports(commandMessage(0x2c, 0x13, '2000200001'))[0], 'Exchange APDU: VERIFY'],
  [
    'toReader',
    hostReports(commandMessage(0x2c, 0x13, '2000840000'))[0],
    'Exchange APDU: unknown instruction',
  ],
  ['toReader', hostReports(commandMessage(0x99, 0x01, ''))[0], 'unknown command'],
  ['toHost', toReports(encodeResponse(0x2c, STATUS.timeout, Buffer.alloc(0)))[0], 'Reply: timeout, 0 bytes'],
  ['toHost', toReports(encodeResponse(0xf2, STATUS.ok, Buffer.from([0])))[0], 'Card removed'],
  ['toHost', report(3), 'continued'],
  ['toHost', report(4), 'continued, last'],
  ['toHost', report(9), 'unknown report'],
] as const)('%s %# is named', (direction, octets, name) => {
  const log = new WireLog(new ManualClock(0));
  log.add(direction, octets ?? Buffer.alloc(0));
  expect(log.entriesAfter(0)[0]?.name).toBe(name);
});
