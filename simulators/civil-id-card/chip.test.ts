import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CardFile } from './card-file.ts';
import { Chip } from './chip.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** 300 bytes, each its own offset (mod 256). */
const LONG = Buffer.from(Array.from({ length: 300 }, (_, index) => index & 0xff));
const SHORT = Buffer.from('6002aabb', 'hex');

function makeCard(more: Partial<CardFile> = {}): CardFile {
  return {
    card: 'test',
    order: 0,
    story: { ar: 'تجربة', en: 'test' },
    printed: null,
    protocol: 'T=1',
    behaviour: { type: 'sound' },
    application: {
      files: { '011e': SHORT.toString('base64'), '0102': LONG.toString('base64') },
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    pin: { digits: '2580', triesLeft: 3 },
    ...more,
  };
}

const SELECT = '00a4040c07a0000002471001';

/** A chip that answers hex with hex; the application is selected unless told otherwise. */
function power(more: Partial<CardFile> = {}, before: readonly string[] = [SELECT]) {
  const chip = new Chip(makeCard(more), makeCard(more).pin.triesLeft);
  const send = (apdu: string) => chip.transmit(Buffer.from(apdu, 'hex')).toString('hex');
  before.forEach(send);
  return { chip, send };
}

describe('answer to reset', () => {
  test('T=1: every byte after TS and the check byte cancel out', () => {
    const atr = power().chip.answerToReset;
    expect(atr.toString('hex')).toMatch(/^3b8601/);
    expect(atr.subarray(1).reduce((check, byte) => check ^ byte, 0)).toBe(0);
  });

  test('T=0: no interface and no check byte', () => {
    expect(power({ protocol: 'T=0' }).chip.answerToReset.toString('hex')).toBe('3b0652554b485341');
  });
});

describe('SELECT', () => {
  test.each([
    ['the application', '00a4040c07a0000002471001', '9000'],
    ['the application, with its description', '00a4040007a000000247100100', '6f098407a00000024710019000'],
    ['another application', '00a4040c07a0000002480200', '6a82'],
    ['a file', '00a4020c02011e', '9000'],
    ['a file, with its description', '00a4020002010200', '6f088002012c830201029000'],
    ['a file by the other parameter', '00a4000c02011e', '9000'],
    ['the master file', '00a4000c023f00', '9000'],
    ['a file that is not there', '00a4020c020110', '6a82'],
    ['an identifier of one byte', '00a4020c0101', '6700'],
    ['unknown P1', '00a4080c02011e', '6a86'],
    ['unknown P2', '00a4020502011e', '6a86'],
  ])('%s', (_case, apdu, answer) => expect(power().send(apdu)).toBe(answer));

  test('files are out of reach before the application is selected, and after the master file is', () => {
    const { send } = power({}, []);
    expect(send('00a4020c02011e')).toBe('6a82');
    expect(send('00b09e0004')).toBe('6a82');
    expect(send(SELECT)).toBe('9000');
    expect(send('00a4000c023f00')).toBe('9000');
    expect(send('00b0000004')).toBe('6986');
  });

  test('a card without the application is no civil ID', () => {
    expect(power({ application: null }, []).send(SELECT)).toBe('6a82');
  });
});

describe('READ BINARY', () => {
  test.each([
    ['by short identifier', '00b09e0002', '60029000'],
    ['by short identifier from an offset', '00b09e0202', 'aabb9000'],
    ['all there is', '00b09e0000', '6002aabb9000'],
    ['more than there is', '00b09e00e0', '6002aabb6282'],
    ['beyond the end', '00b09e0401', '6b00'],
    ['an unknown short identifier', '00b08c0001', '6a82'],
    ['reserved bits of P1', '00b0e00001', '6a86'],
    ['no length', '00b09e00', '6700'],
    ['data with it', '00b09e000101', '6700'],
    ['no file selected', '00b0000001', '6986'],
  ])('%s', (_case, apdu, answer) => expect(power().send(apdu)).toBe(answer));

  test('beyond 255 by an offset of fifteen bits', () => {
    const { send } = power();
    send('00a4020c020102');
    expect(send('00b0010002')).toBe('00019000');
    expect(send('00b0000000')).toBe(`${LONG.subarray(0, 256).toString('hex')}9000`);
    expect(send('00b0012a02')).toBe('2a2b9000');
    expect(send('00b0012c01')).toBe('6b00');
  });

  test('a short identifier also selects', () => {
    expect(power({}, [SELECT, '00b0820001']).send('00b0010401')).toBe('049000');
  });
});

describe('INTERNAL AUTHENTICATE', () => {
  const challenge = '0102030405060708';

  test('signs the challenge, plain r‖s', () => {
    const answer = power().send(`0088000008${challenge}00`);
    expect(answer).toMatch(/^[0-9a-f]{128}9000$/);
    const signature = Buffer.from(answer.slice(0, 128), 'hex');
    const data = Buffer.from(challenge, 'hex');
    expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  test.each([
    ['a short challenge', '00880000070102030405060700', '6700'],
    ['no expected length', `0088000008${challenge}`, '6700'],
    ['a shorter answer than it has', `0088000008${challenge}20`, '6c40'],
    ['unknown parameters', `0088010008${challenge}00`, '6a86'],
  ])('%s', (_case, apdu, answer) => expect(power().send(apdu)).toBe(answer));

  test('not before the application is selected', () => {
    expect(power({}, []).send(`0088000008${challenge}00`)).toBe('6985');
  });
});

describe('VERIFY', () => {
  const right = '002000010832353830ffffffff';
  const wrong = '002000010831313131ffffffff';

  test('the right PIN', () => expect(power().send(right)).toBe('9000'));

  test('three wrong ones block it, and then the right one does not help', () => {
    const { chip, send } = power();
    expect([wrong, wrong, wrong, wrong, right].map(send)).toEqual(['63c2', '63c1', '63c0', '6983', '6983']);
    expect(chip.pinTriesLeft).toBe(0);
  });

  test('the right one gives the tries back', () => {
    const { chip, send } = power();
    expect([wrong, wrong, right].map(send)).toEqual(['63c2', '63c1', '9000']);
    expect(chip.pinTriesLeft).toBe(3);
  });

  test.each([
    ['asking costs no try', '00200001', '63c3'],
    ['another reference', '002000020832353830ffffffff', '6a88'],
    ['an unpadded PIN', '002000010432353830', '6700'],
    ['unknown P1', '002001010832353830ffffffff', '6a86'],
  ])('%s', (_case, apdu, answer) => {
    const { chip, send } = power();
    expect(send(apdu)).toBe(answer);
    expect(chip.pinTriesLeft).toBe(3);
  });

  test('tries used before the power was cut are still used', () => {
    const chip = new Chip(makeCard(), 1);
    expect(chip.transmit(Buffer.from(wrong, 'hex')).toString('hex')).toBe('63c0');
  });
});

describe('T=0: data is fetched', () => {
  const { send } = power({ protocol: 'T=0' });

  test('6Cxx names the length there is', () => {
    expect(send('00b09e00e0')).toBe('6c04');
    expect(send('00b09e0004')).toBe('6002aabb9000');
    expect(send('00b09e0000')).toBe('6c04');
  });

  test('61xx announces an answer, GET RESPONSE hands it out, in parts if asked so, and once', () => {
    expect(send('0088000008010203040506070800')).toBe('6140');
    expect(send('00c0000020')).toMatch(/^[0-9a-f]{64}6120$/);
    expect(send('00c0000020')).toMatch(/^[0-9a-f]{64}9000$/);
    expect(send('00c0000020')).toBe('6985');
  });

  test('another command throws a pending answer away', () => {
    expect(send('0088000008010203040506070800')).toBe('6140');
    expect(send('00b09e0004')).toBe('6002aabb9000');
    expect(send('00c0000040')).toBe('6985');
  });

  test.each([
    ['with parameters', '00c0010040', '6a86'],
    ['without a length', '00c00000', '6700'],
  ])('GET RESPONSE %s', (_case, apdu, answer) => expect(send(apdu)).toBe(answer));
});

test.each([
  ['three bytes', '00a404', '6700'],
  ['a proprietary class', '80a4040c07a0000002471001', '6e00'],
  ['command chaining', '10a4040c07a0000002471001', '6884'],
  ['secure messaging', '0ca4040c07a0000002471001', '6882'],
  ['a logical channel', '01a4040c07a0000002471001', '6881'],
  ['an unknown instruction', '0084000008', '6d00'],
  ['READ BINARY with a data object', '00b10000045402000100', '6d00'],
  ['extended length', '00a4040c000007a0000002471001', '6700'],
  ['data shorter than announced', '00a4040c07a000', '6700'],
  ['data longer than announced', '00a4020c02011e0000', '6700'],
])('%s is refused', (_case, apdu, answer) => expect(power().send(apdu)).toBe(answer));
