import { addDays, addYears, type IsoDate, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import { DemoSeed, type SeedRequest } from '../../contracts/demo-seed.ts';
import type { Licence } from '../../contracts/licence.ts';
import { Fils } from '../../contracts/money.ts';
import { RequestId } from '../../contracts/pickup.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';
import {
  BAD_CARD_HOLDER,
  DEMO_PEOPLE,
  type DemoPerson,
  type DemoRequest,
  NATIONALITIES,
  portraitSeed,
} from './people.ts';
import { drawPortrait } from './portrait.ts';
import { birthDate, makeRegister, validityYears } from './register.ts';

/** Fees of the demonstration, fils. The portal's own come from its dated configuration. */
const DEMO_FEES: Readonly<Record<RequestKind, Fils>> = {
  renewal: Fils.parse(10_000),
  damaged: Fils.parse(5_000),
  lost: Fils.parse(10_000),
};

/** Whether a fee has been captured when a request stands there. */
const PAID: Readonly<Record<RequestStatus, boolean>> = {
  draft: false,
  submitted: false,
  returned: false,
  awaitingPayment: false,
  rejected: false,
  paid: true,
  underReview: true,
  ready: true,
  reserved: true,
  printing: true,
  presented: true,
  issued: true,
  retained: true,
  needsAttendant: true,
  cancelled: true,
  expired: true,
  refundDue: true,
};

/** Days since the fee was paid and since the licence was approved. */
const PAID_DAYS_AGO = 3;
const APPROVED_DAYS_AGO = 1;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The licence that a request leads to: a renewal begins a new term, a replacement keeps the old one's end. */
function licenceOf(person: DemoPerson, kind: RequestKind, number: string, approvedOn: IsoDate): Licence {
  const term = validityYears(person);
  const yearsLeft = kind === 'renewal' ? term : Math.ceil(term / 2);
  const expiryDate = addYears(approvedOn, yearsLeft);
  return {
    number,
    civilId: person.civilId,
    nameArabic: person.nameArabic,
    nameLatin: person.nameLatin,
    birthDate: birthDate(person),
    sex: person.sex,
    nationality: person.nationality,
    nationalityName: NATIONALITIES[person.nationality],
    issueDate: approvedOn,
    expiryDate,
    issuingAuthority: { ar: 'الإدارة العامة للمرور', en: 'General Traffic Department' },
    privileges: person.categories.map((category, index) => ({
      category,
      issueDate: addYears(approvedOn, -6 + 2 * Math.min(index, 2)),
      expiryDate,
    })),
  };
}

function seedRequest(
  person: DemoPerson,
  demo: DemoRequest,
  order: number,
  portrait: string,
  now: number,
): SeedRequest {
  const today = kuwaitDate(now);
  const number = String(order).padStart(6, '0');
  const paid = PAID[demo.status];
  return {
    requestId: RequestId.parse(`R-${today.slice(0, 4)}-${number}`),
    kind: demo.kind,
    category: demo.category,
    status: demo.status,
    feePaid: paid ? DEMO_FEES[demo.kind] : Fils.parse(0),
    paidAt: paid ? isoInstant(now - PAID_DAYS_AGO * DAY_MS) : null,
    paymentReference: paid ? `4140${number}` : null,
    readyOn: demo.readyInDays === null ? null : addDays(today, demo.readyInDays),
    licence: licenceOf(
      person,
      demo.kind,
      `90${person.civilId.slice(-5)}${order % 100}`,
      addDays(today, -APPROVED_DAYS_AGO),
    ),
    portrait,
  };
}

/**
 * What the portal is filled with: the register, every demonstration person's requests and dues, dated around `now` (milliseconds since the Unix epoch),
 * and the kiosks that may call it.
 */
export function makeDemoSeed(now: number, kiosks: DemoSeed['kiosks']): DemoSeed {
  let order = 100;
  const portrayed = [...DEMO_PEOPLE, BAD_CARD_HOLDER].map((person) => ({
    person,
    portrait: drawPortrait({ ...person.portrait, sex: person.sex }, portraitSeed(person)).toString('base64'),
  }));
  const requests = portrayed.flatMap(({ person, portrait }) =>
    person.requests.map((demo) => {
      order += 1;
      return seedRequest(person, demo, order, portrait, now);
    }),
  );
  return DemoSeed.parse({ kiosks, requests, ...makeRegister(portrayed, kuwaitDate(now)) });
}
