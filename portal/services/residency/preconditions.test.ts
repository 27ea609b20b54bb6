import { describe, expect, test } from 'vitest';
import { IsoDate } from '../../../contracts/calendar.ts';
import { CaseId } from '../../../contracts/case.ts';
import { Precondition } from '../../../contracts/residency.ts';
import { allMet, checkPreconditions, type RenewalFacts } from './preconditions.ts';

const date = (text: string) => IsoDate.parse(text);
const CASE = CaseId.parse('C-2026-00000001');
const NAME = { given: 'JOSE MARIA', family: "AL-D'AGATAN" };

/** Nothing stands in the way of it. */
const READY: RenewalFacts = {
  today: date('2026-11-22'),
  windowMonths: 2,
  residencyExpiresOn: date('2026-12-31'),
  latinName: NAME,
  passport: { latinName: NAME, expiresOn: date('2030-01-01') },
  insurance: { state: 'insured', until: date('2027-12-31') },
  hasUnpaidDues: false,
  nameMatches: true,
  termsAccepted: true,
  months: 12,
  lengths: [{ months: 12, newExpiry: date('2027-12-31'), cappedBy: null }],
  openCases: { latinNameAmendment: null, passportTransfer: null },
};

const passport = (expiresOn: string, latinName = NAME) => ({ latinName, expiresOn: date(expiresOn) });
const insured = (until: string) => ({ state: 'insured', until: date(until) }) as const;

test('all hold, in the order of the screens', () => {
  const checks = checkPreconditions(READY);
  expect(checks).toEqual(Precondition.options.map((precondition) => ({ precondition, met: true })));
  expect(allMet(checks)).toBe(true);
});

describe('what does not hold says so, and nothing can be paid', () => {
  test.each<[string, Partial<RenewalFacts>, object]>([
    [
      'too early',
      { residencyExpiresOn: date('2027-01-22') },
      { precondition: 'withinWindow', fault: 'tooEarly', from: '2026-11-23' },
    ],
    ['no passport', { passport: null }, { precondition: 'passportOnRecord', fault: 'noPassport' }],
    [
      'the passport is being transferred',
      { openCases: { latinNameAmendment: null, passportTransfer: CASE } },
      { precondition: 'passportOnRecord', fault: 'passportUnderTransfer', caseId: CASE },
    ],
    [
      'the passport expired yesterday',
      { passport: passport('2026-11-21') },
      { precondition: 'passportValid', fault: 'passportExpired' },
    ],
    [
      'the passport ends within a month of the residency',
      { passport: passport('2027-01-30') },
      { precondition: 'passportValid', fault: 'passportTooShort' },
    ],
    [
      'the insurance could not be asked after',
      { insurance: { state: 'unknown' } },
      { precondition: 'insurancePaid', fault: 'insuranceUnavailable' },
    ],
    [
      'no insurance',
      { insurance: { state: 'notInsured' } },
      { precondition: 'insurancePaid', fault: 'notInsured' },
    ],
    [
      'only the insurance of the residency that ends',
      { insurance: insured('2026-12-31') },
      { precondition: 'insurancePaid', fault: 'notInsured' },
    ],
    [
      'an insurance of less than a month',
      { insurance: insured('2027-01-30') },
      { precondition: 'insurancePaid', fault: 'insuranceTooShort' },
    ],
    ['dues', { hasUnpaidDues: true }, { precondition: 'duesSettled', fault: 'duesUnpaid' }],
    [
      'the name is not confirmed',
      { nameMatches: false },
      { precondition: 'latinNameConfirmed', fault: 'nameNotConfirmed' },
    ],
    [
      'the name is confirmed, and another one stands in the passport',
      { passport: passport('2030-01-01', { ...NAME, given: 'JOSE' }) },
      { precondition: 'latinNameConfirmed', fault: 'nameDiffers' },
    ],
    [
      'the name is being amended',
      { openCases: { latinNameAmendment: CASE, passportTransfer: null } },
      { precondition: 'latinNameConfirmed', fault: 'nameUnderAmendment', caseId: CASE },
    ],
    [
      'the terms are not accepted',
      { termsAccepted: false },
      { precondition: 'termsAccepted', fault: 'termsNotAccepted' },
    ],
    ['no length', { months: null }, { precondition: 'lengthChosen', fault: 'lengthNotChosen' }],
    [
      'a length that cannot be had any more',
      { months: 24 },
      { precondition: 'lengthChosen', fault: 'lengthNoLongerPossible' },
    ],
  ])('%s', (_name, change, expected) => {
    const checks = checkPreconditions({ ...READY, ...change });
    expect(checks.filter(({ met }) => !met)).toMatchObject([{ met: false, ...expected }]);
    expect(allMet(checks)).toBe(false);
  });
});

test('hyphens, apostrophes and spaces make no other name, as in the machine-readable zone', () => {
  const inPassport = { given: 'JOSE-MARIA', family: 'AL DAGATAN' };
  expect(allMet(checkPreconditions({ ...READY, passport: passport('2030-01-01', inPassport) }))).toBe(true);
});

test('on the last day before it qualifies it is too early, and on the first it is not', () => {
  const on = (today: string) => checkPreconditions({ ...READY, today: date(today) })[0]?.met;
  expect([on('2026-10-31'), on('2026-11-01')]).toEqual([false, true]);
});
