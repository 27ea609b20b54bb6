import { describe, expect, test } from 'vitest';
import { addYears, IsoDate, kuwaitDate } from '../../../contracts/calendar.ts';
import { settingsOn } from '../../dated-settings.ts';
import type { HeldLicence, PersonOnRecord } from '../../store/people.ts';
import { BEGINNING_MS, DATED_SETTINGS, HOLDER } from '../../test-support/fixtures.ts';
import { printedLicence } from './printed-licence.ts';

const TODAY = kuwaitDate(BEGINNING_MS);
const SETTINGS = settingsOn(DATED_SETTINGS, TODAY);
const date = (text: string) => IsoDate.parse(text);

const person = (nationality: string, residencyExpiresOn: IsoDate | null = null): PersonOnRecord => ({
  civilId: HOLDER,
  nameArabic: { family: 'المثال', given: 'سالم' },
  nameLatin: { family: 'ALMITHAL', given: 'SALEM' },
  birthDate: date('2090-01-01'),
  sex: 'M',
  nationality,
  nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
  residencyExpiresOn,
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

describe('a type that is tied to the residency', () => {
  const RESIDENCY_ENDS = date('2027-08-01');
  const [privateType] = HELD.privileges;
  const motorcycle = { category: 'motorcycleB', issueDate: date('2022-01-01') } as const;
  const holding = (expiryDate: IsoDate): HeldLicence => ({
    ...HELD,
    privileges: [...HELD.privileges.slice(0, 1), { ...motorcycle, expiryDate }],
  });
  const print = (nationality: string, held: HeldLicence, kind: 'renewal' | 'lost') =>
    printedLicence(
      person(nationality, RESIDENCY_ENDS),
      held,
      { kind, category: 'motorcycleB' },
      SETTINGS,
      TODAY,
    );

  test('is renewed until the residency of a foreigner ends', () => {
    const licence = print('IND', holding(date('2026-12-01')), 'renewal');
    expect(licence.privileges).toEqual([
      privateType,
      { category: 'motorcycleB', issueDate: TODAY, expiryDate: RESIDENCY_ENDS },
    ]);
    expect(licence.expiryDate).toBe(RESIDENCY_ENDS);
  });

  test('is renewed for the years of everybody else where its holder is a citizen of a Gulf state', () => {
    const licence = print('SAU', holding(date('2026-12-01')), 'renewal');
    expect(licence.privileges[1]?.expiryDate).toBe(addYears(TODAY, 15));
  });

  test('of a replacement ends with a residency that was cut short, and so does the licence', () => {
    const held = { ...holding(date('2029-01-01')), expiryDate: date('2029-01-01') };
    const licence = print('IND', held, 'lost');
    expect(licence.privileges.map(({ expiryDate }) => expiryDate)).toEqual(['2026-12-10', RESIDENCY_ENDS]);
    expect(licence.expiryDate).toBe(RESIDENCY_ENDS);
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
