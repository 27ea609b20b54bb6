import { describe, expect, test } from 'vitest';
import { IsoDate } from '../../contracts/calendar.ts';
import { DEMO_PEOPLE } from '../demo/people.ts';
import { bitString, integer, objectIdentifier, setOf, time } from './der.ts';
import { encodeCom, encodeDg1, encodeDg2, encodeDg11 } from './lds.ts';
import { composeTd1, type MrzFields, mrzCheckDigit } from './mrz.ts';
import { tlv } from './tlv.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

describe('lengths', () => {
  test.each([
    [0, '7700'],
    [127, '777f'],
    [128, '778180'],
    [255, '7781ff'],
    [256, '77820100'],
    [65_535, '7782ffff'],
  ])('%i bytes', (length, header) => {
    expect(hex(tlv(0x77, Buffer.alloc(length))).slice(0, header.length)).toBe(header);
  });

  test('a tag of two bytes', () => expect(hex(tlv(0x5f1f, Buffer.from([1])))).toBe('5f1f0101'));
  test('more than a card holds', () => expect(() => tlv(0x77, Buffer.alloc(65_536))).toThrow(RangeError));
});

describe('DER', () => {
  test('integers are minimal and never negative', () => {
    expect(hex(integer(0))).toBe('020100');
    expect(hex(integer(0x80))).toBe('02020080');
    expect(hex(integer(Buffer.from('0000f0', 'hex')))).toBe('020200f0');
  });

  test('object identifiers', () => {
    expect(hex(objectIdentifier('2.23.136.1.1.1'))).toBe('060667810801' + '0101');
    expect(hex(objectIdentifier('1.2.840.10045.4.3.2'))).toBe('06082a8648ce3d040302');
  });

  test('members of a set are in order', () =>
    expect(hex(setOf(integer(2), integer(1)))).toBe('3106020101020102'));
  test('unused bits', () => expect(hex(bitString(Buffer.from([6]), 1))).toBe('03020106'));

  test('the form of a time changes in 2050', () => {
    expect(time(Date.parse('2049-12-31T23:59:59Z')).toString('latin1')).toContain('491231235959Z');
    expect(hex(time(Date.parse('2050-01-01T00:00:00Z'))).slice(0, 4)).toBe('180f');
  });
});

/** The TD1 specimen of ICAO 9303-5, Appendix: Anna Maria Eriksson of Utopia. */
const ERIKSSON: MrzFields = {
  documentCode: 'I',
  issuingState: 'UTO',
  documentNumber: 'D23145890',
  optionalData: '',
  birthDate: IsoDate.parse('1974-08-12'),
  sex: 'F',
  expiryDate: IsoDate.parse('2012-04-15'),
  nationality: 'UTO',
  name: { family: 'Eriksson', given: 'Anna Maria' },
};

describe('machine-readable zone', () => {
  test('the specimen of ICAO 9303-5', () => {
    expect(composeTd1(ERIKSSON)).toBe(
      'I<UTOD231458907<<<<<<<<<<<<<<<' + '7408122F1204159UTO<<<<<<<<<<<6' + 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    );
  });

  test('the check digit of ICAO 9303-3', () => {
    expect(mrzCheckDigit('520727')).toBe('3');
    expect(mrzCheckDigit('AB2134<<<')).toBe('5');
  });

  test('hyphens become fillers, apostrophes vanish, long names are cut', () => {
    const name = (family: string, given: string) =>
      composeTd1({ ...ERIKSSON, name: { family, given } }).slice(60);
    expect(name('AL-MARJANI', "SALEM N'ASER")).toBe('AL<MARJANI<<SALEM<NASER<<<<<<<');
    expect(name('ABCDEFGHIJKLMNOPQRSTU', 'VWXYZABCDEFGH')).toBe('ABCDEFGHIJKLMNOPQRSTU<<VWXYZAB');
  });

  test('a field that is too long is refused', () => {
    expect(() => composeTd1({ ...ERIKSSON, documentNumber: 'D231458901' })).toThrow(RangeError);
  });

  test("nobody's name in the demonstration is cut", () => {
    for (const { nameLatin } of DEMO_PEOPLE)
      expect(nameLatin.family.length + 2 + nameLatin.given.length).toBeLessThanOrEqual(30);
  });
});

describe('files of the logical data structure', () => {
  test('EF.COM names the groups by tag', () => {
    expect(hex(encodeCom(['dg1', 'dg2', 'dg15']))).toBe('60155f0104303130375f36063034303030305c0361756f');
  });

  test('DG1 holds 90 characters', () => {
    expect(hex(encodeDg1(composeTd1(ERIKSSON))).slice(0, 14)).toBe('615d5f1f5a493c');
  });

  test('DG11 holds the Arabic name in UTF-8 and the personal number', () => {
    const dg11 = encodeDg11({ name: 'سالم', personalNumber: '390010100028' });
    expect(hex(dg11)).toBe('6b205c045f0e5f105f0e08d8b3d8a7d984d9855f100c333930303130313030303238');
  });

  test('DG2 wraps the JPEG in a face record whose lengths agree', () => {
    const jpeg = Buffer.from('ffd8ffe0', 'hex');
    const dg2 = encodeDg2({ jpeg, width: 300, height: 400, sex: 'F' });
    const record = dg2.subarray(dg2.indexOf('FAC\0'));
    expect(dg2[0]).toBe(0x75);
    expect(record.subarray(0, 8).toString('latin1')).toBe('FAC\x00010\x00');
    expect(record.readUInt32BE(8)).toBe(record.length);
    expect(record.readUInt16BE(12)).toBe(1);
    expect(record.readUInt32BE(14)).toBe(record.length - 14);
    expect(record[20]).toBe(2);
    expect([record.readUInt16BE(36), record.readUInt16BE(38)]).toEqual([300, 400]);
    expect(record.subarray(46)).toEqual(jpeg);
  });
});
