import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16, encodeResponse, MessageAssembler, parseCommandMessage, toReports } from './framing.ts';
import { commandMessage, hostReports, joinReports } from './host.test-helper.ts';
import { STATUS } from './status.ts';

const header = Buffer.from('ViVOtech2\0', 'latin1').toString('hex');

describe('CRC', () => {
  test('the pair of the NEO 2 interface developer’s guide', () => {
    expect(crc16(Buffer.from(`${header}83500000`, 'hex'))).toBe(0x7ccd);
    expect(crc16(Buffer.from(`${header}83000002e101`, 'hex'))).toBe(0x0d25);
  });

  test('low byte first in a command, high byte first in a reply', () => {
    const command = Buffer.from(`${header}83500000cd7c`, 'hex');
    expect(parseCommandMessage(command)).toMatchObject({ type: 'command', command: 0x83, subCommand: 0x50 });
    const swapped = Buffer.from(`${header}835000007ccd`, 'hex');
    expect(parseCommandMessage(swapped)).toEqual({
      type: 'refused',
      command: 0x83,
      status: STATUS.crcError,
    });
    expect(encodeResponse(0x83, STATUS.ok, Buffer.from('e101', 'hex')).toString('hex')).toBe(
      `${header}83000002e1010d25`,
    );
  });
});

const octets = (maxLength: number) => fc.uint8Array({ maxLength });

test('any command comes through the reports as it was sent', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), octets(512), (command, subCommand, data) => {
      const hex = Buffer.from(data).toString('hex');
      const assembler = new MessageAssembler();
      const messages = hostReports(commandMessage(command, subCommand, hex)).flatMap(
        (report) => assembler.accept(report) ?? [],
      );
      expect(messages).toHaveLength(1);
      expect(parseCommandMessage(messages[0] ?? Buffer.alloc(0))).toEqual({
        type: 'command',
        command,
        subCommand,
        data: Buffer.from(data),
      });
    }),
  );
});

test('any reply can be joined by a host', () => {
  fc.assert(
    fc.property(fc.nat(255), octets(600), (command, data) => {
      const reports = toReports(encodeResponse(command, STATUS.failed, data));
      for (const report of reports) expect(report).toHaveLength(64);
      expect(joinReports(reports)).toEqual([
        { command, status: STATUS.failed, data: Buffer.from(data).toString('hex'), crcRight: true },
      ]);
    }),
  );
});

test('63 bytes are one report, 64 are two', () => {
  expect(toReports(Buffer.alloc(63)).map(([id]) => id)).toEqual([1]);
  expect(toReports(Buffer.alloc(64)).map(([id]) => id)).toEqual([2, 4]);
  expect(toReports(Buffer.alloc(127)).map(([id]) => id)).toEqual([2, 3, 4]);
});

describe('reports out of place', () => {
  const report = (id: number) => Buffer.alloc(64).fill(id, 0, 1);
  const accept = (...ids: number[]) => {
    const assembler = new MessageAssembler();
    return ids.map((id) => assembler.accept(report(id))?.length ?? null);
  };

  test('middle and last without a first are ignored', () => expect(accept(3, 4)).toEqual([null, null]));
  test('an unknown ID in between is ignored', () => expect(accept(2, 9, 4)).toEqual([null, null, 126]));
  test('a whole message ends one that had begun', () => expect(accept(2, 1, 4)).toEqual([null, 63, null]));
  test('a new first report begins anew', () => expect(accept(2, 3, 2, 4)).toEqual([null, null, null, 126]));

  test('what never ends is handed out once it is longer than any command', () => {
    const lengths = accept(2, ...Array.from({ length: 12 }, () => 3));
    expect(lengths.filter((length) => length !== null)).toHaveLength(1);
  });
});

describe('messages that cannot be understood', () => {
  const pad = (message: Buffer) => Buffer.concat([message, Buffer.alloc(Math.max(0, 63 - message.length))]);
  const good = commandMessage(0x2c, 0x12, '20');

  test.each([
    ['another header', Buffer.from(good).fill('v', 2, 3), STATUS.incorrectHeader],
    ['a flipped bit', Buffer.from(good).fill(0x21, 14, 15), STATUS.crcError],
    ['a length beyond the message', Buffer.from(good).fill(0xff, 13, 14), STATUS.malformed],
    ['a length beyond any command', Buffer.from(good).fill(0x40, 12, 13), STATUS.frameTooLarge],
  ])('%s', (_case, message, status) => {
    expect(parseCommandMessage(pad(message))).toEqual({ type: 'refused', command: 0x2c, status });
  });
});
