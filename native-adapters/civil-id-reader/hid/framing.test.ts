import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitwiseCrc, cut, replyMessage } from '../test-support/fake-reader.ts';
import { crc16 } from './crc.ts';
import { type Assembled, MessageAssembler, toReports } from './framing.ts';
import { decodeReaderMessage, encodeCommandMessage } from './message.ts';

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex');
const HEADER = '5669564f7465636832 00';

function assemble(reports: readonly Uint8Array[]): Assembled[] {
  const assembler = new MessageAssembler();
  return reports.map((report) => assembler.accept(report)).filter(({ type }) => type !== 'incomplete');
}

describe('crc16', () => {
  it('gives the two known answers of the NEO 2 guide', () => {
    expect(crc16(hex(`${HEADER} 83 50 00 00`))).toBe(0x7ccd);
    expect(crc16(hex(`${HEADER} 83 00 00 02 E1 01`))).toBe(0x0d25);
  });

  it('agrees with the polynomial worked bit by bit', () => {
    fc.assert(fc.property(fc.uint8Array(), (octets) => crc16(octets) === bitwiseCrc(octets)));
  });
});

describe('messages', () => {
  it('a command carries its CRC low byte first', () => {
    expect(encodeCommandMessage(0x83, 0x50, Buffer.alloc(0))).toEqual(hex(`${HEADER} 83 50 00 00 CD 7C`));
  });

  it('a reply is believed with its CRC high byte first only', () => {
    expect(decodeReaderMessage(hex(`${HEADER} 83 00 00 02 E1 01 0D 25`))).toMatchObject({
      command: 0x83,
      status: 0,
    });
    expect(decodeReaderMessage(hex(`${HEADER} 83 00 00 02 E1 01 25 0D`))).toBeNull();
  });

  it('refuses data longer than the length field can say', () => {
    expect(() => encodeCommandMessage(0x2c, 0x13, Buffer.alloc(0x10000))).toThrow(RangeError);
  });
});

describe('toReports', () => {
  it.each([
    [16, [1]],
    [63, [1]],
    [64, [2, 4]],
    [126, [2, 4]],
    [127, [2, 3, 4]],
    [189, [2, 3, 4]],
    [190, [2, 3, 3, 4]],
  ])('%i bytes go into reports with IDs %j', (length, ids) => {
    const reports = toReports(Buffer.alloc(length, 0xaa));
    expect(reports.map((report) => report[0])).toEqual(ids);
    expect(reports.every((report) => report.length === 64)).toBe(true);
    const padding = reports.length * 63 - length;
    expect(
      reports
        .at(-1)
        ?.subarray(64 - padding)
        .every((octet) => octet === 0),
    ).toBe(true);
  });
});

describe('MessageAssembler', () => {
  const short = replyMessage(0x2c, 0, Buffer.from('one'));
  const long = replyMessage(0x2c, 0, Buffer.alloc(200, 7));

  it('round trip: whatever is cut into reports comes out as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (data) => {
        const message = replyMessage(0x2c, 0, Buffer.from(data));
        for (const reports of [toReports(message), cut(message)]) {
          const [assembled, ...others] = assemble(reports);
          if (assembled?.type !== 'message' || others.length > 0) return false;
          const decoded = decodeReaderMessage(assembled.message);
          if (decoded === null || !Buffer.from(decoded.data).equals(Buffer.from(data))) return false;
        }
        return true;
      }),
    );
  });

  it('never throws and never believes, whatever reports come', () => {
    const report = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.uint8Array({ minLength: 63, maxLength: 63 }));
    fc.assert(
      fc.property(fc.array(report), (reports) =>
        assemble(reports.map(([id, data]) => Buffer.from([id, ...data]))).every(
          ({ type }) => type === 'garbled',
        ),
      ),
    );
  });

  it('takes messages one after another', () => {
    expect(assemble([...cut(short), ...cut(long), ...cut(short)]).map(({ type }) => type)).toEqual([
      'message',
      'message',
      'message',
    ]);
  });

  it('ignores unknown report IDs, also in the middle of a message', () => {
    const [first, ...rest] = cut(long);
    const unknown = Buffer.alloc(64, 9);
    expect(assemble([unknown, ...(first ? [first] : []), unknown, ...rest])).toMatchObject([
      { type: 'message' },
    ]);
  });

  it('ignores middle and last reports that no first one precedes', () => {
    expect(assemble([...cut(long).slice(1), ...cut(short)])).toMatchObject([{ type: 'message' }]);
  });

  it('reports in the wrong order never make a message', () => {
    expect(assemble(cut(long).reverse())).toEqual([]);
  });

  it('a message that another one interrupts is lost, the other one is not', () => {
    expect(assemble([...cut(long).slice(0, 2), ...cut(long)])).toMatchObject([
      { type: 'garbled' },
      { type: 'message' },
    ]);
    expect(assemble([...cut(long).slice(0, 2), ...cut(short), ...cut(long).slice(2)])).toMatchObject([
      { type: 'message' },
    ]);
  });

  it('a missing middle report garbles the message', () => {
    const [first, , ...rest] = cut(long);
    expect(assemble([...(first ? [first] : []), ...rest])).toEqual([{ type: 'garbled' }]);
  });

  it('a middle report too many garbles the message', () => {
    const [first, middle] = cut(long);
    const reports = [first, middle, middle, middle, middle].filter((report) => report !== undefined);
    expect(assemble(reports)).toEqual([{ type: 'garbled' }]);
  });

  it('a length that the reports cannot hold is garbled at once', () => {
    const tooLong = Buffer.from(cut(short)[0] ?? []);
    tooLong.writeUInt16BE(100, 1 + 12);
    expect(assemble([tooLong])).toEqual([{ type: 'garbled' }]);
  });

  it('forgets a message under way on reset', () => {
    const assembler = new MessageAssembler();
    const [first, ...rest] = cut(long);
    if (first) assembler.accept(first);
    assembler.reset();
    expect(rest.map((report) => assembler.accept(report).type)).toEqual([
      'incomplete',
      'incomplete',
      'incomplete',
    ]);
  });
});
