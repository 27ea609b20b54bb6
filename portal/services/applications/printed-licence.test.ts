import { describe, expect, test } from 'vitest';
import { addYears, IsoDate, kuwaitDate } from '../../../contracts/calendar.ts';
import { settingsOn } from '../../dated-settings.ts';
import type { HeldLicence, PersonOnRecord } from '../../store/people.ts';
import { BEGINNING_MS, DATED_SETTINGS, HOLDER } from '../../test-support/fixtures.ts';
import { printedLicence } from './printed-licence.ts';

const TODAY = kuwaitDate(BEGINNING_MS);
const SETTINGS = settingsOn(DATED_SETTINGS, TODAY);
const date = (text: string) => IsoDate.parse(text);

const person = (nationality: string): PersonOnRecord => ({
  civilId: HOLDER,
  nameArabic: { family: 'المثال', given: 'سالم' },
  nameLatin: { family: 'ALMITHAL', given: 'SALEM' },
  birthDate: date('2090-01-01'),
  sex: 'M',
  nationality,
  nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
  residencyExpiresOn: null,
  licence: null,
});

const HELD: HeldLicence = {
  number: '80123456',
  issueDate: date('2011-12-10'),
  expiryDate: date('2026-12-10'),
  privileges: [
    { category: 'private', issueDate: date('2011-12-10'), expiryDate: date('2026-12-10') },
    { category: 'generalB', issueDate: date('2016-12-10'), expiryDate: date('2026-12-10') },
  ],
  withdrawn: false,
};

describe('a renewal', () => {
  test.each([
    ['KWT', 15],
    ['SAU', 15],
    ['IND', 5],
  ])('of somebody from %s is for %i years, for the type renewed alone', (nationality, years) => {
    const request = { kind: 'renewal', category: 'private' } as const;
    const licence = printedLicence(person(nationality), HELD, request, SETTINGS, TODAY);
    const expiryDate = addYears(TODAY, years);
    expect(licence).toMatchObject({ number: HELD.number, civilId: HOLDER, issueDate: TODAY, expiryDate });
    expect(licence.privileges).toEqual([
      { category: 'private', issueDate: TODAY, expiryDate },
      HELD.privileges[1],
    ]);
  });
});

test.each(['damaged', 'lost'] as const)(
  'a replacement (%s) keeps every day but that of its issue',
  (kind) => {
    const licence = printedLicence(person('IND'), HELD, { kind, category: 'private' }, SETTINGS, TODAY);
    expect(licence).toMatchObject({ issueDate: TODAY, expiryDate: HELD.expiryDate });
    expect(licence.privileges).toEqual(HELD.privileges);
  },
);

test('a licence that cannot be printed is noticed', () => {
  const longName = { family: 'A'.repeat(71), given: 'SALEM' };
  expect(() =>
    printedLicence(
      { ...person('KWT'), nameLatin: longName },
      HELD,
      { kind: 'lost', category: 'private' },
      SETTINGS,
      TODAY,
    ),
  ).toThrow();
});
