import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, IsoDate, kuwaitDate } from '../../../contracts/calendar.ts';
import { LicenceCategory } from '../../../contracts/licence.ts';
import { RequestId } from '../../../contracts/pickup.ts';
import type { EligibilityReason } from '../../../contracts/portal-api/licences.ts';
import { RequestKind } from '../../../contracts/request.ts';
import { settingsOn } from '../../dated-settings.ts';
import { BEGINNING_MS, DATED_SETTINGS, LICENCE_FEES } from '../../test-support/fixtures.ts';
import { categoriesFor, type EligibilityFacts, isReviewed, serviceStanding } from './service-standing.ts';

const TODAY = kuwaitDate(BEGINNING_MS);
const SETTINGS = settingsOn(DATED_SETTINGS, TODAY);
const OPEN = RequestId.parse('R-2026-100000');

const privilege = (category: LicenceCategory, daysLeft: number) => ({
  category,
  issueDate: IsoDate.parse('2020-01-01'),
  expiryDate: addDays(TODAY, daysLeft),
});

/** A citizen of 30 whose private licence ends in `daysLeft`. */
const facts = (daysLeft: number, changes: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  licence: {
    expiryDate: addDays(TODAY, daysLeft),
    withdrawn: false,
    privileges: [privilege('private', daysLeft)],
  },
  nationality: 'KWT',
  residencyExpiresOn: null,
  age: 30,
  duesUnpaid: false,
  openRequest: null,
  ...changes,
});

const reasons = (kind: RequestKind, one: EligibilityFacts) =>
  serviceStanding(kind, one, SETTINGS, TODAY).refusals.map(({ reason }) => reason);

describe('who can apply', () => {
  test.each<[string, EligibilityFacts, Record<RequestKind, EligibilityReason[]>]>([
    ['licence ends in 30 days: the window is open', facts(30), { renewal: [], damaged: [], lost: [] }],
    [
      'licence ends in 31 days: renewal is too early',
      facts(31),
      { renewal: ['tooEarly'], damaged: [], lost: [] },
    ],
    ['licence ends today', facts(0), { renewal: [], damaged: [], lost: [] }],
    [
      'licence ended yesterday: it is renewed, not replaced',
      facts(-1),
      { renewal: [], damaged: ['licenceExpired'], lost: ['licenceExpired'] },
    ],
    [
      'no licence',
      facts(0, { licence: null }),
      { renewal: ['noLicence'], damaged: ['noLicence'], lost: ['noLicence'] },
    ],
    [
      'licence withdrawn',
      facts(10, { licence: { expiryDate: TODAY, withdrawn: true, privileges: [privilege('private', 0)] } }),
      { renewal: ['licenceWithdrawn'], damaged: ['licenceWithdrawn'], lost: ['licenceWithdrawn'] },
    ],
    [
      'residency ended yesterday',
      facts(10, { residencyExpiresOn: addDays(TODAY, -1) }),
      { renewal: ['residencyExpired'], damaged: ['residencyExpired'], lost: ['residencyExpired'] },
    ],
    [
      'residency ends today',
      facts(10, { residencyExpiresOn: TODAY }),
      { renewal: [], damaged: [], lost: [] },
    ],
    [
      'a due unpaid',
      facts(10, { duesUnpaid: true }),
      { renewal: ['duesUnpaid'], damaged: ['duesUnpaid'], lost: ['duesUnpaid'] },
    ],
    [
      'another request open',
      facts(10, { openRequest: OPEN }),
      { renewal: ['requestOpen'], damaged: ['requestOpen'], lost: ['requestOpen'] },
    ],
    [
      'everything at once is said at once',
      facts(-1, { duesUnpaid: true, openRequest: OPEN, residencyExpiresOn: addDays(TODAY, -1) }),
      {
        renewal: ['residencyExpired', 'duesUnpaid', 'requestOpen'],
        damaged: ['licenceExpired', 'residencyExpired', 'duesUnpaid', 'requestOpen'],
        lost: ['licenceExpired', 'residencyExpired', 'duesUnpaid', 'requestOpen'],
      },
    ],
  ])('%s', (_name, one, expected) => {
    for (const kind of RequestKind.options)
      expect([kind, reasons(kind, one)]).toEqual([kind, expected[kind]]);
  });

  test('too early says the first day, an open request which', () => {
    const { refusals } = serviceStanding('renewal', facts(40, { openRequest: OPEN }), SETTINGS, TODAY);
    expect(refusals).toEqual([
      { reason: 'tooEarly', from: addDays(TODAY, 10), requestId: null },
      { reason: 'requestOpen', from: null, requestId: OPEN },
    ]);
  });

  test('a licence whose types end on different days is renewed for those that are due', () => {
    const two = facts(4000, {
      licence: {
        expiryDate: addDays(TODAY, 4000),
        withdrawn: false,
        privileges: [privilege('private', 4000), privilege('generalB', 5), privilege('motorcycleA', -3)],
      },
    });
    expect(reasons('renewal', two)).toEqual([]);
    expect(categoriesFor('renewal', two, SETTINGS, TODAY)).toEqual(['generalB', 'motorcycleA']);
    expect(categoriesFor('damaged', two, SETTINGS, TODAY)).toEqual(['private', 'generalB']);
  });
});

describe('a motorcycle licence of a foreigner ends with their residency', () => {
  const rider = (daysLeft: number, residencyLeft: number, changes: Partial<EligibilityFacts> = {}) =>
    facts(daysLeft, {
      nationality: 'IND',
      residencyExpiresOn: addDays(TODAY, residencyLeft),
      licence: {
        expiryDate: addDays(TODAY, daysLeft),
        withdrawn: false,
        privileges: [privilege('motorcycleA', daysLeft)],
      },
      ...changes,
    });

  test.each<[string, EligibilityFacts, EligibilityReason[], LicenceCategory[]]>([
    ['residency renewed: until its new end', rider(10, 375), [], ['motorcycleA']],
    ['residency ends on the same day: nothing to gain', rider(10, 10), ['residencyEndsFirst'], []],
    ['residency was cut short: so was the licence', rider(300, 10), ['residencyEndsFirst'], []],
    ['residency over', rider(10, -1), ['residencyExpired'], []],
    ['long before', rider(300, 300), ['tooEarly'], []],
    ['of a citizen of a Gulf state', rider(10, 10, { nationality: 'SAU' }), [], ['motorcycleA']],
    ['without a residency on record', rider(10, 10, { residencyExpiresOn: null }), [], ['motorcycleA']],
  ])('%s', (_name, one, expected, categories) => {
    expect(reasons('renewal', one)).toEqual(expected);
    expect(categoriesFor('renewal', one, SETTINGS, TODAY)).toEqual(categories);
  });

  test('beside a type that is not tied to it, that one can be renewed', () => {
    const both = rider(10, 10, {
      licence: {
        expiryDate: addDays(TODAY, 10),
        withdrawn: false,
        privileges: [privilege('private', 10), privilege('motorcycleB', 10)],
      },
    });
    expect(reasons('renewal', both)).toEqual([]);
    expect(categoriesFor('renewal', both, SETTINGS, TODAY)).toEqual(['private']);
    expect(categoriesFor('lost', both, SETTINGS, TODAY)).toEqual(['private', 'motorcycleB']);
  });
});

describe('what a service asks for', () => {
  test.each<[RequestKind, number, string[]]>([
    ['renewal', 39, ['photo']],
    ['renewal', 40, ['photo', 'eyeTest']],
    ['damaged', 70, ['damagePhoto']],
    ['lost', 70, ['policeReport']],
  ])('%s at %i: %j', (kind, age, documents) => {
    const standing = serviceStanding(kind, facts(10, { age }), SETTINGS, TODAY);
    expect(standing).toMatchObject({ documents, fee: LICENCE_FEES[kind] });
  });

  test.each<[RequestKind, LicenceCategory[], boolean]>([
    ['renewal', ['private'], true],
    ['renewal', ['motorcycleA'], false],
    ['lost', ['private'], false],
    ['lost', ['private', 'generalB'], true],
  ])('%s of %j reviewed: %s', (kind, categories, reviewed) => {
    expect(isReviewed(kind, categories, SETTINGS)).toBe(reviewed);
  });
});

const anyFacts: fc.Arbitrary<EligibilityFacts> = fc.record({
  licence: fc.option(
    fc.record({
      expiryDate: fc.integer({ min: -100, max: 100 }).map((days) => addDays(TODAY, days)),
      withdrawn: fc.boolean(),
      privileges: fc.array(
        fc
          .tuple(fc.constantFrom(...LicenceCategory.options), fc.integer({ min: -100, max: 100 }))
          .map(([category, daysLeft]) => privilege(category, daysLeft)),
        { minLength: 1, maxLength: 9 },
      ),
    }),
  ),
  nationality: fc.constantFrom('KWT', 'IND'),
  residencyExpiresOn: fc.option(fc.integer({ min: -3, max: 3 }).map((days) => addDays(TODAY, days))),
  age: fc.integer({ min: 0, max: 100 }),
  duesUnpaid: fc.boolean(),
  openRequest: fc.option(fc.constant(OPEN)),
});

test('nobody who owes, has no licence or lost it can apply, whatever else holds', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...RequestKind.options), (one, kind) => {
      const given = reasons(kind, one);
      if (one.duesUnpaid) expect(given).toContain('duesUnpaid');
      if (one.licence === null) expect(given).toContain('noLicence');
      if (one.licence?.withdrawn) expect(given).toContain('licenceWithdrawn');
      expect(new Set(given).size).toBe(given.length);
    }),
  );
});

const WAITS_FOR_A_TYPE: ReadonlySet<EligibilityReason> = new Set(['tooEarly', 'residencyEndsFirst']);

test('who may renew has a type to renew; and on the day that “too early” names it is no longer too early', () => {
  fc.assert(
    fc.property(anyFacts, (one) => {
      const { refusals } = serviceStanding('renewal', one, SETTINGS, TODAY);
      const early = refusals.find(({ reason }) => reason === 'tooEarly');
      const waits = refusals.some(({ reason }) => WAITS_FOR_A_TYPE.has(reason));
      if (one.licence !== null && !refusals.some(({ reason }) => reason === 'residencyExpired'))
        expect(categoriesFor('renewal', one, SETTINGS, TODAY).length > 0).toBe(!waits);
      if (!early?.from) return;
      expect(early.from > TODAY).toBe(true);
      const then = serviceStanding('renewal', one, SETTINGS, early.from);
      expect(then.refusals.map(({ reason }) => reason)).not.toContain('tooEarly');
    }),
  );
});
