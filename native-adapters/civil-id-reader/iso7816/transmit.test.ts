import { describe, expect, it } from 'vitest';
import { success } from '../../../contracts/result.ts';
import { encodeCommand, parseResponse } from './apdu.ts';
import {
  internalAuthenticate,
  readBinary,
  readBinaryOfFile,
  selectApplication,
  selectFile,
  verifyPin,
} from './commands.ts';
import { describeStatusWord, retriesLeft } from './status-word.ts';
import { createTransmit, type ExchangeOctets } from './transmit.ts';

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex');

/** A card that gives the answers in turn, and a list of what it was asked. */
function scripted(...answers: string[]) {
  const asked: string[] = [];
  const exchange: ExchangeOctets = async (command) => {
    asked.push(Buffer.from(command).toString('hex'));
    return success(hex(answers[asked.length - 1] ?? '6f00'));
  };
  return { asked, transmit: createTransmit(exchange) };
}

describe('encodeCommand', () => {
  it.each([
    ['case 1', { cla: 0, ins: 0x20, p1: 0, p2: 1 }, '00200001'],
    ['case 2', readBinaryOfFile(0x1d, 0xe0, 0xe0), '00b09de0e0'],
    ['case 2 with 256', readBinary(0x1234, 256), '00b0123400'],
    ['case 3', selectFile(0x011d), '00a4020c02011d'],
    ['case 3, application', selectApplication(hex('a0000002471001')), '00a4040c07a0000002471001'],
    ['case 4', internalAuthenticate(hex('0102030405060708')), '0088000008010203040506070800'],
    ['VERIFY', verifyPin('1234'), '002000010831323334ffffffff'],
  ])('%s', (_, command, octets) => {
    expect(Buffer.from(encodeCommand(command)).toString('hex')).toBe(octets);
  });

  it('refuses what the short form cannot say', () => {
    const command = { cla: 0, ins: 0, p1: 0, p2: 0 };
    expect(() => encodeCommand({ ...command, data: Buffer.alloc(256) })).toThrow(RangeError);
    expect(() => encodeCommand({ ...command, data: Buffer.alloc(0) })).toThrow(RangeError);
    expect(() => encodeCommand({ ...command, le: 0 })).toThrow(RangeError);
    expect(() => encodeCommand({ ...command, le: 257 })).toThrow(RangeError);
  });
});

describe('status words', () => {
  it('splits a response and refuses one without a status word', () => {
    expect(parseResponse(hex('aabb9000'))).toEqual({ data: hex('aabb'), statusWord: 0x9000 });
    expect(parseResponse(hex('90'))).toBeNull();
  });

  it('knows 63Cx and names the others', () => {
    expect([0x63c2, 0x63c0, 0x6300, 0x9000].map(retriesLeft)).toEqual([2, 0, null, null]);
    expect(describeStatusWord(0x6a82)).toBe('6a82 file or application not found');
    expect(describeStatusWord(0x0102)).toBe('0102 not named by ISO/IEC 7816-4');
  });
});

describe('createTransmit', () => {
  it('collects 61xx by GET RESPONSE until the card is done', async () => {
    const card = scripted('01 61 02', '02 03 61 01', '04 90 00');
    const answered = await card.transmit(readBinary(0, 0xe0));
    expect(answered).toEqual({ ok: true, value: { data: hex('01020304'), statusWord: 0x9000 } });
    expect(card.asked).toEqual(['00b00000e0', '00c0000002', '00c0000001']);
  });

  it('asks for no more than the largest Le when 61xx offers more', async () => {
    const card = scripted('61 00', '01 61 F0', '02 90 00');
    await card.transmit(readBinary(0, 0xe0));
    expect(card.asked.slice(1)).toEqual(['00c00000e0', '00c00000e0']);
  });

  it('repeats once with the right Le on 6Cxx', async () => {
    const card = scripted('6C 03', '01 02 03 90 00');
    expect(await card.transmit(readBinary(0, 0xe0))).toMatchObject({ value: { data: hex('010203') } });
    expect(card.asked).toEqual(['00b00000e0', '00b0000003']);
  });

  it('does not repeat for ever', async () => {
    const stubborn = scripted('6C 03', '6C 03');
    expect(await stubborn.transmit(readBinary(0, 0xe0))).toMatchObject({ value: { statusWord: 0x6c03 } });
    const endless = scripted(...Array.from({ length: 1_000 }, () => '61 01'));
    expect(await endless.transmit(readBinary(0, 0xe0))).toEqual({ ok: false, fault: 'cardUnreadable' });
  });

  it('gives the error that ends a chain', async () => {
    const card = scripted('01 61 02', '6F 00');
    expect(await card.transmit(readBinary(0, 0xe0))).toMatchObject({ value: { statusWord: 0x6f00 } });
  });

  it('calls a response without a status word unreadable', async () => {
    expect(await scripted('90').transmit(readBinary(0, 0xe0))).toEqual({
      ok: false,
      fault: 'cardUnreadable',
    });
  });
});
