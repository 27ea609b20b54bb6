import { generateKeyPairSync } from 'node:crypto';
import { addDays, addYears, IsoDate, IsoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedDue, SeedPerson, SeedRequest } from '../../contracts/demo-seed.ts';
import { Licence } from '../../contracts/licence.ts';
import { Fils } from '../../contracts/money.ts';
import type { CompanyId } from '../../contracts/organisation.ts';
import { RequestId } from '../../contracts/pickup.ts';
import type { DueId } from '../../contracts/portal-api/payments.ts';
import type { DatedSettings, ResidencyFees, Settings } from '../dated-settings.ts';

/** Synthetic holders, born 2090. */
export const HOLDER = CivilId.parse('390010100028');
export const OTHER_HOLDER = CivilId.parse('390010100036');

/** Address of the portal in tests. */
export const PUBLIC_URL = 'http://portal.test';

/** When tests begin: 22 November 2026, 12:00 in Kuwait. */
export const BEGINNING_MS = Date.parse('2026-11-22T09:00:00.000Z');
export const MINUTE_MS = 60_000;
export const LEASE_MINUTES = 15;

export const REQUEST_ID = RequestId.parse('R-2026-000001');
export const OTHER_REQUEST_ID = RequestId.parse('R-2026-000002');

/** An Ed25519 key pair of a kiosk. */
export function kioskKeys() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
}

export function licenceOf(civilId: CivilId): Licence {
  return Licence.parse({
    number: '12345678',
    civilId,
    nameArabic: { family: 'المثال', given: 'سالم أحمد' },
    nameLatin: { family: 'ALMITHAL', given: 'SALEM AHMAD' },
    birthDate: '2090-01-01',
    sex: 'M',
    nationality: 'KWT',
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    issueDate: '2026-11-22',
    expiryDate: '2041-11-21',
    issuingAuthority: { ar: 'الإدارة العامة للمرور', en: 'General Traffic Department' },
    privileges: [{ category: 'private', issueDate: '2026-11-22', expiryDate: '2041-11-21' }],
  });
}

/** A citizen of thirty on the register, without a licence; what a test needs otherwise is given. */
export function examplePerson(changes: Partial<SeedPerson> & { readonly civilId: CivilId }): SeedPerson {
  return {
    unifiedNumber: changes.civilId.slice(1),
    nameArabic: { family: 'المثال', given: 'سالم أحمد' },
    nameLatin: { family: 'ALMITHAL', given: 'SALEM AHMAD' },
    birthDate: addYears(kuwaitDate(BEGINNING_MS), -30),
    sex: 'M',
    nationality: 'KWT',
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    residencyExpiresOn: null,
    sponsorCivilId: null,
    portrait: Buffer.from('portrait').toString('base64'),
    licence: null,
    ...changes,
  };
}

/** What of a worker matters. */
export interface ExampleWorker {
  readonly civilId: CivilId;
  readonly today: IsoDate;
  /** Days until the residency ends. */
  readonly daysLeft: number;
  /** Days until the passport ends. */
  readonly passportDaysLeft?: number;
  readonly employer: CompanyId;
}

/** Somebody who works in the country under Article 18, with a passport. */
export function exampleWorker(worker: ExampleWorker): SeedPerson {
  const { civilId, today, daysLeft, passportDaysLeft = 2_000, employer } = worker;
  const nameLatin = { given: 'ARUN KUMAR', family: 'TARANG' };
  return examplePerson({
    civilId,
    nameArabic: { given: 'أرون كومار', family: 'تارانغ' },
    nameLatin,
    nationality: 'IND',
    nationalityName: { ar: 'هندي', en: 'Indian' },
    residencyExpiresOn: addDays(today, daysLeft),
    residency: { article: '18', relation: 'worker', employer },
    passports: [
      {
        passportId: `00000000-0000-4000-8000-${civilId}`,
        number: `P${civilId.slice(-7)}`,
        nameLatin,
        issuedOn: addYears(today, -5),
        expiresOn: addDays(today, passportDaysLeft),
        placeOfIssue: 'KUWAIT',
      },
    ],
  });
}

/** Amount of {@link exampleViolation}, fils. */
export const VIOLATION_AMOUNT = Fils.parse(15_000);

/** A traffic violation of ten days before `today`, to be paid online. */
export function exampleViolation(dueId: DueId, civilId: CivilId, today: IsoDate): SeedDue {
  const text = { ar: 'مخالفة', en: 'Violation' };
  return {
    dueId,
    civilId,
    number: dueId.slice(-6),
    notPayable: null,
    type: 'trafficViolation',
    facts: {
      amount: VIOLATION_AMOUNT,
      year: Number(today.slice(0, 4)),
      violation: text,
      date: addDays(today, -10),
      time: '08:00',
      place: text,
      plate: null,
      description: text,
    },
  };
}

/** A paid, ready renewal of {@link HOLDER}; what a test needs otherwise is given. */
export function seedRequest(
  changes: Partial<SeedRequest> & { readonly civilId?: CivilId } = {},
): SeedRequest {
  const { civilId = HOLDER, ...rest } = changes;
  return {
    requestId: REQUEST_ID,
    kind: 'renewal',
    category: 'private',
    status: 'ready',
    feePaid: Fils.parse(10_000),
    paidAt: IsoInstant.parse('2026-11-20T10:00:00.000Z'),
    paymentReference: 'KNET-202611200001',
    readyOn: null,
    licence: licenceOf(civilId),
    portrait: Buffer.from('portrait').toString('base64'),
    ...rest,
  };
}

/** Fees of the tests, fils. */
export const LICENCE_FEES: Settings['licenceFees'] = {
  renewal: Fils.parse(10_000),
  damaged: Fils.parse(5_000),
  lost: Fils.parse(7_000),
};

const SINCE = IsoDate.parse('2020-01-01');

/** The day on which the residency fees of the tests double. */
export const FEES_CHANGE_ON = IsoDate.parse('2026-12-01');

/** Residency fees, all told apart: Article 17 costs `dinars` a year, and the others more. */
function residencyFees(dinars: number): ResidencyFees {
  const fils = (times: number) => Fils.parse(dinars * times * 1_000);
  return {
    '17': { standard: fils(1) },
    '18': { standard: fils(2) },
    '19': { standard: fils(3) },
    '20': { kuwaitiSponsor: fils(4), expatSponsor: fils(5) },
    '21': { standard: fils(6) },
    '22': {
      spouseOrChild: fils(7),
      spouseOrChildOfInvestorOrOwner: fils(8),
      spouseOrChildOfSelfSponsor: fils(9),
      parentOrOther: fils(10),
    },
    '23': { standard: fils(11) },
    '24': { standard: fils(12) },
    '25': { standard: fils(13) },
  };
}

export const DATED_SETTINGS: DatedSettings = {
  mostDelegates: [{ validFrom: SINCE, value: 10, source: 'test' }],
  permitDays: [{ validFrom: SINCE, value: 14, source: 'test' }],
  leaseMinutes: [{ validFrom: SINCE, value: LEASE_MINUTES, source: 'test' }],
  feeNames: [
    {
      validFrom: SINCE,
      value: {
        renewal: { ar: 'رسم التجديد', en: 'Renewal fee' },
        damaged: { ar: 'رسم بدل تالف', en: 'Damaged replacement fee' },
        lost: { ar: 'رسم بدل فاقد', en: 'Lost replacement fee' },
      },
      source: 'test',
    },
  ],
  licenceFees: [{ validFrom: SINCE, value: LICENCE_FEES, source: 'test' }],
  validityYears: [{ validFrom: SINCE, value: { gulfCitizen: 15, other: 5 }, source: 'test' }],
  residencyBoundCategories: [{ validFrom: SINCE, value: ['motorcycleA', 'motorcycleB'], source: 'test' }],
  gulfStates: [{ validFrom: SINCE, value: ['KWT', 'SAU'], source: 'test' }],
  renewalWindowDays: [{ validFrom: SINCE, value: 30, source: 'test' }],
  eyeTestAge: [{ validFrom: SINCE, value: 40, source: 'test' }],
  reviewedCategories: [
    {
      validFrom: SINCE,
      value: { renewal: ['private', 'generalB'], damaged: ['private'], lost: ['generalB'] },
      source: 'test',
    },
  ],
  collectionDays: [{ validFrom: SINCE, value: 180, source: 'test' }],
  uncollectedFee: [{ validFrom: SINCE, value: 'refunded', source: 'test' }],
  reminderDays: [{ validFrom: SINCE, value: [30, 7], source: 'test' }],
  applicantDays: [{ validFrom: SINCE, value: 30, source: 'test' }],
  overstayTariff: [
    {
      validFrom: SINCE,
      value: {
        residency: {
          rates: [
            { fromDay: 1, perDay: Fils.parse(2_000) },
            { fromDay: 31, perDay: Fils.parse(4_000) },
          ],
          cap: Fils.parse(1_200_000),
        },
        domestic: { rates: [{ fromDay: 1, perDay: Fils.parse(2_000) }], cap: Fils.parse(600_000) },
        visit: { rates: [{ fromDay: 1, perDay: Fils.parse(10_000) }], cap: Fils.parse(2_000_000) },
      },
      source: 'test',
    },
  ],
  residencyWindowMonths: [{ validFrom: SINCE, value: 2, source: 'test' }],
  passportSoonDays: [{ validFrom: SINCE, value: 180, source: 'test' }],
  residencyMostYears: [{ validFrom: SINCE, value: 5, source: 'test' }],
  residencyFees: [
    { validFrom: SINCE, value: residencyFees(10), source: 'test' },
    { validFrom: FEES_CHANGE_ON, value: residencyFees(20), source: 'test' },
  ],
};
