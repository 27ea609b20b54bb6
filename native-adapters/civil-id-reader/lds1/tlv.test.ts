import { describe, expect, it } from 'vitest';
import {
  DER,
  fileLength,
  MalformedData,
  objectIdentifier,
  onlyChild,
  smallInteger,
  TlvReader,
  takeWhole,
} from './tlv.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('TlvReader', () => {
  it('takes objects with one and two tag octets and every length form', () => {
    const reader = new TlvReader(
      Buffer.concat([bytes('5f1f0141'), bytes('048103aabbcc'), bytes('0483000001dd')]),
    );
    expect(reader.take(0x5f1f).value).toEqual(bytes('41'));
    expect(reader.takeOptional(DER.integer)).toBeNull();
    expect(reader.take(0x04).value).toEqual(bytes('aabbcc'));
    expect(reader.next().encoded).toEqual(bytes('0483000001dd'));
    expect(reader.atEnd).toBe(true);
  });

  it.each([
    ['an empty file', ''],
    ['a header that ends', '5f'],
    ['a length that ends', '048201'],
    ['a value that ends', '040200'],
    ['an indefinite length', '30800000'],
    ['a length of four octets', '048400000001ff'],
    ['a tag of three octets', '5f818100'],
  ])('refuses %s', (_, hex) => {
    expect(() => new TlvReader(bytes(hex)).next()).toThrow(MalformedData);
  });

  it('refuses what is left over, another tag, and a child that is missing or repeated', () => {
    expect(() => takeWhole(bytes('04010000'), 0x04)).toThrow(MalformedData);
    expect(() => takeWhole(bytes('040100'), 0x05)).toThrow(MalformedData);
    const parent = takeWhole(bytes('3006040101040102'), 0x30);
    expect(() => onlyChild(parent, 0x04)).toThrow(MalformedData);
    expect(() => onlyChild(parent, 0x02)).toThrow(MalformedData);
  });
});

describe('values', () => {
  it('reads object identifiers', () => {
    const of = (hex: string) => objectIdentifier(takeWhole(bytes(hex), 0x06));
    expect(of('0606678108010101')).toBe('2.23.136.1.1.1');
    expect(of('06092a864886f70d010702')).toBe('1.2.840.113549.1.7.2');
    expect(() => of('0600')).toThrow(MalformedData);
    expect(() => of('06022a86')).toThrow(MalformedData);
  });

  it('reads small integers only', () => {
    const of = (hex: string) => smallInteger(takeWhole(bytes(hex), 0x02));
    expect(of('02010f')).toBe(15);
    for (const hex of ['0200', '020180', '02020100']) expect(() => of(hex)).toThrow(MalformedData);
  });
});

describe('fileLength', () => {
  it('knows the length of a file from its first octets', () => {
    expect(fileLength(bytes('7782013a30'), 0x77)).toBe(4 + 0x13a);
    expect(fileLength(bytes('615d5f1f'), 0x61)).toBe(2 + 0x5d);
  });

  it.each(['', '77', '7782', '615d', '7780', 'ffff'])('knows none for %s as EF.SOD', (hex) => {
    expect(fileLength(bytes(hex), 0x77)).toBeNull();
  });
});
