import { addDays, IsoDate, isoInstant } from '../../../../contracts/calendar.ts';
import { CivilId } from '../../../../contracts/civil-id.ts';
import { Fils } from '../../../../contracts/money.ts';
import { CompanyId } from '../../../../contracts/organisation.ts';
import type { PreconditionCheck, RenewalView, Resident } from '../../../../contracts/portal-api/residency.ts';
import { Precondition, RenewalId } from '../../../../contracts/residency.ts';

/** Synthetic numbers with valid check digits (domain.md §1). */
const CIVIL_IDS = ['390010100028', '390010100036', '390010100044', '390010100052', '390010100079'];
const TODAY = IsoDate.parse('2026-11-27');

/** A company for tests. */
export const COMPANY = CompanyId.parse('C-000101');

/** The number of a renewal for tests. */
export const sampleRenewalId = (order: number) =>
  RenewalId.parse(`0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a000${order}`);

/** A resident for tests, who can be renewed unless said otherwise. */
export function sampleResident(order: number, other: Partial<Resident> = {}): Resident {
  const daysLeft = other.daysLeft ?? 10 * (order + 1);
  return {
    civilId: CivilId.parse(CIVIL_IDS[order]),
    name: { ar: `عامل ${order}`, en: `WORKER ${order}` },
    nationality: { ar: 'الهند', en: 'India' },
    article: '18',
    relation: 'worker',
    residencyExpiresOn: addDays(TODAY, daysLeft),
    daysLeft,
    standing: { standing: 'qualifies' },
    ...other,
  };
}

/** The checks of a renewal, all met but for `unmet`. */
export function sampleChecks(
  ...unmet: readonly Extract<PreconditionCheck, { readonly met: false }>[]
): PreconditionCheck[] {
  return Precondition.options.map(
    (precondition) =>
      unmet.find((check) => check.precondition === precondition) ?? { precondition, met: true },
  );
}

/** A renewal for tests: complete, of two years' insurance. */
export function sampleRenewal(order: number, other: Partial<RenewalView> = {}): RenewalView {
  return {
    renewalId: sampleRenewalId(order),
    version: 1,
    status: 'open',
    channel: 'company',
    companyId: COMPANY,
    resident: sampleResident(order, {
      standing: { standing: 'inBasket', renewalId: sampleRenewalId(order) },
    }),
    latinName: `WORKER ${order}`,
    latinNameInPassport: `WORKER ${order}`,
    passportLastFour: '4821',
    passportExpiresOn: IsoDate.parse('2028-06-30'),
    insuredUntil: IsoDate.parse('2028-12-07'),
    insurancePageUrl: 'https://insurance.example/',
    checks: sampleChecks(),
    lengths: [
      { months: 12, newExpiry: IsoDate.parse('2027-12-07'), fee: Fils.parse(20_000), cappedBy: null },
      { months: 18, newExpiry: IsoDate.parse('2028-06-07'), fee: Fils.parse(30_000), cappedBy: 'passport' },
    ],
    months: 12,
    nameMatches: true,
    termsAccepted: true,
    fee: Fils.parse(20_000),
    payable: true,
    createdAt: isoInstant(Date.UTC(2026, 10, 27, 6)),
    newExpiry: null,
    receiptUrl: null,
    ...other,
  };
}
