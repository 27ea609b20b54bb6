import { describe, expect, it } from 'vitest';
import { mrzCheckDigit, parseTd1, splitName } from './mrz.ts';
import { MalformedData } from './tlv.ts';

/** The specimen of ICAO 9303-5, appendix B. */
const SPECIMEN = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
].join('');

/** A document number of more than nine characters (ICAO 9303-5 §4.2.2, note j). */
const LONG_NUMBER = [
  'I<UTOD23145890<7349<<<<<<<<<<<',
  '3407127M9507122UTO<<<<<<<<<<<2',
  'STEVENSON<<PETER<JOHN<<<<<<<<<',
].join('');

function changed(zone: string, position: number, character: string): string {
  return zone.slice(0, position) + character + zone.slice(position + 1);
}

describe('mrzCheckDigit', () => {
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8'],
    ['D23145890734', '9'],
  ])('agrees with the worked examples of ICAO 9303-3 and 9303-5: %s', (field, digit) => {
    expect(mrzCheckDigit(field)).toBe(digit);
  });
});

describe('parseTd1', () => {
  it('reads the specimen of ICAO 9303-5', () => {
    expect(parseTd1(SPECIMEN)).toEqual({
      documentCode: 'I',
      issuingState: 'UTO',
      documentNumber: 'D23145890',
      birthDate: '740812',
      sex: 'F',
      expiryDate: '120415',
      nationality: 'UTO',
      primaryIdentifier: 'ERIKSSON',
      secondaryIdentifier: 'ANNA MARIA',
    });
  });

  it('reads a document number that continues in the optional data', () => {
    expect(parseTd1(LONG_NUMBER).documentNumber).toBe('D23145890734');
  });

  it.each([
    ['of the document number', 14],
    ['of the date of birth', 36],
    ['of the date of expiry', 44],
    ['of the whole', 89 - 30],
  ])('refuses a wrong check digit %s', (_, position) => {
    const digit = SPECIMEN.charAt(position);
    const wrong = changed(SPECIMEN, position, digit === '1' ? '2' : '1');
    expect(() => parseTd1(wrong)).toThrow(MalformedData);
  });

  it('refuses a wrong check digit of a continued document number', () => {
    const wrong = changed(LONG_NUMBER, 18, '8');
    const composite = mrzCheckDigit(wrong.slice(5, 37) + wrong.slice(38, 45) + wrong.slice(48, 59));
    expect(() => parseTd1(changed(wrong, 59, composite))).toThrow(MalformedData);
  });

  it('refuses another length, other characters and unknown dates', () => {
    expect(() => parseTd1(SPECIMEN.slice(1))).toThrow(MalformedData);
    expect(() => parseTd1(changed(SPECIMEN, 70, 'a'))).toThrow(MalformedData);
    expect(() => parseTd1(changed(SPECIMEN, 30, '<'))).toThrow(MalformedData);
  });

  it.each([...SPECIMEN.slice(5, 60)].map((character, index) => [index + 5, character] as const))(
    'notices another character at position %i',
    (position, character) => {
      // Sex and nationality are outside every check digit (ICAO 9303-5 §4.2.2).
      if ((position >= 45 && position < 48) || position === 37) return;
      const other = character === '1' ? '2' : '1';
      expect(() => parseTd1(changed(SPECIMEN, position, other))).toThrow(MalformedData);
    },
  );
});

describe('splitName', () => {
  it.each([
    ['ERIKSSON<<ANNA<MARIA<<<<', 'ERIKSSON', 'ANNA MARIA'],
    ['ARKFREITH<<<<<', 'ARKFREITH', ''],
    ['VAN<DER<MUELEN<<MARIANNE<LOUISE', 'VAN DER MUELEN', 'MARIANNE LOUISE'],
  ])('%s', (field, primary, secondary) => {
    expect(splitName(field)).toEqual({ primary, secondary });
  });
});
