import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IsoDate } from '../../../contracts/calendar.ts';
import { mrzDisagreements, parseTd3 } from './mrz-td3.ts';

/** The specimen of ICAO 9303-4, appendix B. */
const FIRST = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
const SECOND = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
const SPECIMEN = `${FIRST}\n${SECOND}`;

const EXPECTED = {
  passportNumber: 'L898902C3',
  expiresOn: IsoDate.parse('2012-04-15'),
  person: {
    nameLatin: { family: 'ERIKSSON', given: 'ANNA MARIA' },
    birthDate: IsoDate.parse('1974-08-12'),
    nationality: 'UTO',
    sex: 'F',
  },
} as const;

const read = (typed: string) => {
  const parsed = parseTd3(typed);
  if (!parsed.ok) throw new Error(parsed.fault.fault);
  return parsed.value;
};

/** An independent check digit: the published weights, added up character by character (ICAO 9303-3 §4.9). */
function digitOf(text: string): string {
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sum = [...text].reduce(
    (total, character, index) => total + Math.max(0, values.indexOf(character)) * ([7, 3, 1][index % 3] ?? 0),
    0,
  );
  return String(sum % 10);
}

const ALPHANUMERIC = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'];
const text = (length: number, characters: readonly string[] = ALPHANUMERIC) =>
  fc
    .array(fc.constantFrom(...characters), { minLength: length, maxLength: length })
    .map((list) => list.join(''));
const date = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(2, 10).replaceAll('-', ''));

/** Any well-formed second line. */
const secondLine = fc
  .record({
    number: text(9),
    nationality: text(3, [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ<']),
    birth: date,
    sex: fc.constantFrom('M', 'F', '<'),
    expiry: date,
    optional: text(14),
  })
  .map(({ number, nationality, birth, sex, expiry, optional }) => {
    const numberChecked = number + digitOf(number);
    const birthChecked = birth + digitOf(birth);
    const rest = expiry + digitOf(expiry) + optional + digitOf(optional);
    return (
      numberChecked + nationality + birthChecked + sex + rest + digitOf(numberChecked + birthChecked + rest)
    );
  });

describe('parseTd3', () => {
  it('reads the specimen of ICAO 9303-4', () => {
    expect(read(SPECIMEN)).toEqual({
      issuingState: 'UTO',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '740812',
      sex: 'F',
      expiryDate: '120415',
      primaryIdentifier: 'ERIKSSON',
      secondaryIdentifier: 'ANNA MARIA',
      nameMayBeCut: false,
    });
  });

  it('takes it however it was typed or pasted', () => {
    expect(read(`  ${FIRST.toLowerCase()} \r\n ${SECOND.replace(/(.{10})/g, '$1 ')}\n`)).toEqual(
      read(SPECIMEN),
    );
  });

  it.each([
    ['documentNumber', 9],
    ['birthDate', 19],
    ['expiryDate', 27],
    ['optionalData', 42],
    ['composite', 43],
  ] as const)('names %s when its digit is wrong', (part, place) => {
    const digit = SECOND.charAt(place) === '0' ? '1' : '0';
    const wrong = FIRST + SECOND.slice(0, place) + digit + SECOND.slice(place + 1);
    expect(parseTd3(wrong)).toEqual({ ok: false, fault: { fault: 'mrzCheckDigit', parts: [part] } });
  });

  it('names every part whose digit is wrong, and not the whole line beside them', () => {
    const wrong = `${FIRST}${SECOND.replace('L898902C3', 'L898902C4').replace('1204159', '1204158')}`;
    expect(parseTd3(wrong)).toEqual({
      ok: false,
      fault: { fault: 'mrzCheckDigit', parts: ['documentNumber', 'expiryDate'] },
    });
  });

  it('lets a filler stand for the digit of absent optional data, and of nothing else', () => {
    const line = (optional: string) => {
      const start = `${SECOND.slice(0, 28)}${optional}`;
      return start + digitOf(start.slice(0, 10) + start.slice(13, 20) + start.slice(21, 43));
    };
    expect(parseTd3(FIRST + line(`${'<'.repeat(14)}<`)).ok).toBe(true);
    expect(parseTd3(FIRST + line(`${'<'.repeat(14)}0`)).ok).toBe(true);
    expect(parseTd3(FIRST + line(`1${'<'.repeat(13)}<`))).toEqual({
      ok: false,
      fault: { fault: 'mrzCheckDigit', parts: ['optionalData'] },
    });
  });

  it('refuses what is no zone of a passport', () => {
    for (const typed of ['', FIRST, SECOND, SPECIMEN.slice(1), `I${SPECIMEN.slice(1)}`, `${SPECIMEN}<`])
      expect(parseTd3(typed)).toEqual({ ok: false, fault: { fault: 'mrzShape' } });
  });

  it('takes every well-formed line, and notices every single wrong character that weights can tell', () => {
    fc.assert(
      fc.property(secondLine, fc.nat(43), fc.constantFrom(...ALPHANUMERIC), (line, place, other) => {
        expect(parseTd3(FIRST + line).ok).toBe(true);
        const changed = line.slice(0, place) + other + line.slice(place + 1);
        // Nationality and sex lie outside every digit; two characters of one value modulo ten look alike to all of them.
        const outside = (place >= 10 && place < 13) || place === 20;
        const value = (character: string) => (character === '<' ? 0 : Number.parseInt(character, 36)) % 10;
        if (outside || value(other) === value(line.charAt(place))) return;
        expect(parseTd3(FIRST + changed).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('mrzDisagreements', () => {
  it('finds none where form and register say the same', () => {
    expect(mrzDisagreements(read(SPECIMEN), EXPECTED)).toEqual([]);
  });

  it.each([
    ['documentNumber', { ...EXPECTED, passportNumber: 'L898902C4' }],
    ['expiryDate', { ...EXPECTED, expiresOn: IsoDate.parse('2012-04-16') }],
    ['birthDate', { ...EXPECTED, person: { ...EXPECTED.person, birthDate: IsoDate.parse('1974-08-13') } }],
    ['nationality', { ...EXPECTED, person: { ...EXPECTED.person, nationality: 'IND' } }],
    ['sex', { ...EXPECTED, person: { ...EXPECTED.person, sex: 'M' } }],
    [
      'names',
      { ...EXPECTED, person: { ...EXPECTED.person, nameLatin: { family: 'ERIKSON', given: 'ANNA MARIA' } } },
    ],
  ] as const)('names %s', (part, expected) => {
    expect(mrzDisagreements(read(SPECIMEN), expected)).toEqual([part]);
  });

  it('reads hyphens and apostrophes as the zone writes them, and a name cut off by its end', () => {
    const zone = `P<UTO${'OBRIEN<SMITH<<MARY<ANN'.padEnd(39, '<')}${SECOND}`;
    const person = { ...EXPECTED.person, nameLatin: { family: "O'BRIEN-SMITH", given: 'MARY ANN' } };
    expect(mrzDisagreements(read(zone), { ...EXPECTED, person })).toEqual([]);
    const family = 'PAPANDROPOULOUS';
    const given = 'JONATHON ALEC ALEXANDER MAXIMILIAN';
    const cut = `P<UTO${`${family}<<${given.replaceAll(' ', '<')}`.slice(0, 39)}${SECOND}`;
    expect(
      mrzDisagreements(read(cut), { ...EXPECTED, person: { ...person, nameLatin: { family, given } } }),
    ).toEqual([]);
    expect(
      mrzDisagreements(read(cut), {
        ...EXPECTED,
        person: { ...person, nameLatin: { family, given: 'MARY' } },
      }),
    ).toEqual(['names']);
  });
});
