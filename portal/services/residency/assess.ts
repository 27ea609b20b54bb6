import { fullName } from '../../../contracts/person.ts';
import { Fils } from '../../../contracts/money.ts';
import type {
  PreconditionCheck,
  RenewalLength,
  RenewalView,
} from '../../../contracts/portal-api/residency.ts';
import { findOpenCasesAbout, NO_OPEN_CASES } from '../../store/open-cases.ts';
import type { RenewalOnFile } from '../../store/renewals.ts';
import { findDebtors, findResidents, type ResidentOnFile } from '../../store/residents.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Moment } from '../applications/context.ts';
import type { Access } from './access.ts';
import type { ResidencyContext } from './context.ts';
import { feeGroup } from './fee-group.ts';
import { renewalLengths } from './lengths.ts';
import { allMet, checkPreconditions } from './preconditions.ts';
import { renewalFee } from './renewal-fee.ts';
import { residentView, standingOf } from './resident-view.ts';

/** A renewal as it stands now: what holds of it, what can be chosen, and what that costs today. */
export interface AssessedRenewal {
  readonly renewal: RenewalOnFile;
  readonly resident: ResidentOnFile;
  readonly checks: readonly PreconditionCheck[];
  readonly lengths: readonly RenewalLength[];
  /** The chosen length, as far as it can be had. */
  readonly chosen: RenewalLength | null;
  /** Nothing stands in the way, and nobody is paying it. */
  readonly payable: boolean;
}

/**
 * Assesses renewals from the store as it is now, in few queries however many they are. Those of people whom the register has no
 * residency of are left out.
 */
export async function assess(
  reader: StoreReader,
  renewals: readonly RenewalOnFile[],
  { today, settings }: Moment,
): Promise<AssessedRenewal[]> {
  const civilIds = renewals.map(({ civilId }) => civilId);
  const residents = await findResidents(reader, civilIds);
  const debtors = await findDebtors(reader, civilIds);
  const cases = await findOpenCasesAbout(reader, civilIds);
  return renewals.flatMap((renewal): AssessedRenewal[] => {
    const { civilId, insurance, nameMatches, termsAccepted, months } = renewal;
    const resident = residents.get(civilId);
    if (resident === undefined) return [];
    const { residencyExpiresOn, passport, article, relation, sponsor } = resident;
    const group = feeGroup(article, relation, sponsor);
    const lengths = renewalLengths({
      residencyExpiresOn,
      today,
      insuredUntil: insurance.state === 'insured' ? insurance.until : null,
      passportExpiresOn: passport?.expiresOn ?? null,
      mostYears: settings.residencyMostYears,
    }).map((length) => ({
      ...length,
      fee: renewalFee(settings.residencyFees, article, group, length.months),
    }));
    const checks = checkPreconditions({
      today,
      windowMonths: settings.residencyWindowMonths,
      residencyExpiresOn,
      latinName: resident.nameLatin,
      passport,
      insurance,
      hasUnpaidDues: debtors.has(civilId),
      nameMatches,
      termsAccepted,
      months,
      lengths,
      openCases: cases.get(civilId) ?? NO_OPEN_CASES,
    });
    return [
      {
        renewal,
        resident,
        checks,
        lengths,
        chosen: lengths.find((length) => length.months === months) ?? null,
        payable: renewal.status === 'open' && !renewal.locked && allMet(checks),
      },
    ];
  });
}

/** What is to be paid for renewals, fils. */
export function totalFee(assessed: readonly AssessedRenewal[]): Fils {
  return Fils.parse(
    assessed.reduce((sum, { payable, chosen }) => sum + (payable ? (chosen?.fee ?? 0) : 0), 0),
  );
}

/** A renewal as the screens show it. What was locked or paid shows what it was locked with, whatever holds today. */
export function renewalView(
  { publicUrl, insurancePageUrl }: ResidencyContext,
  access: Access,
  { renewal, resident, checks, lengths, chosen, payable }: AssessedRenewal,
  now: Moment,
): RenewalView {
  const { insurance, status, locked, receiptCode } = renewal;
  const { passport } = resident;
  const open = status === 'open' ? renewal : undefined;
  return {
    renewalId: renewal.renewalId,
    version: renewal.version,
    status,
    channel: renewal.channel,
    companyId: renewal.companyId,
    resident: residentView(resident, standingOf(access, resident, open, now), now),
    latinName: fullName(resident.nameLatin),
    latinNameInPassport: passport === null ? null : fullName(passport.latinName),
    passportLastFour: passport?.number.slice(-4) ?? null,
    passportExpiresOn: passport?.expiresOn ?? null,
    insuredUntil: insurance.state === 'insured' ? insurance.until : null,
    insurancePageUrl,
    checks: status === 'open' ? [...checks] : [],
    lengths: status === 'open' ? [...lengths] : [],
    months: renewal.months,
    nameMatches: renewal.nameMatches,
    termsAccepted: renewal.termsAccepted,
    fee: locked || status === 'paid' ? renewal.fee : (chosen?.fee ?? null),
    payable,
    createdAt: renewal.createdAt,
    newExpiry: status === 'paid' ? renewal.newExpiry : null,
    receiptUrl: receiptCode === null ? null : `${publicUrl}/receipts/${receiptCode}`,
  };
}
