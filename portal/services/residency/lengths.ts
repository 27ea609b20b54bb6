import { addMonths, type IsoDate } from '../../../contracts/calendar.ts';
import type { RenewalLength } from '../../../contracts/portal-api/residency.ts';

/** What limits a renewal. */
export interface LengthLimits {
  readonly residencyExpiresOn: IsoDate;
  readonly today: IsoDate;
  /** Last day of the health insurance; `null`: none is paid. */
  readonly insuredUntil: IsoDate | null;
  /** Last day of the passport; `null`: none is on record. */
  readonly passportExpiresOn: IsoDate | null;
  /** Longest renewal, in years. */
  readonly mostYears: number;
}

/** A length without its fee. */
export type PossibleLength = Omit<RenewalLength, 'fee'>;

const MONTHS_OF_YEAR = 12;

/** The day from which a renewal counts: the end of the residency, or today where it has ended. */
export function renewalBegins(residencyExpiresOn: IsoDate, today: IsoDate): IsoDate {
  return residencyExpiresOn > today ? residencyExpiresOn : today;
}

/** The end of the shortest renewal: neither insurance nor passport may end before it. */
export function shortestRenewalEnd(residencyExpiresOn: IsoDate, today: IsoDate): IsoDate {
  return addMonths(renewalBegins(residencyExpiresOn, today), 1);
}

/** Whole months from `begin` that end on `cap` or before it. */
function wholeMonths(begin: IsoDate, cap: IsoDate): number {
  const estimate =
    (Number(cap.slice(0, 4)) - Number(begin.slice(0, 4))) * MONTHS_OF_YEAR +
    (Number(cap.slice(5, 7)) - Number(begin.slice(5, 7)));
  return addMonths(begin, estimate) <= cap ? estimate : estimate - 1;
}

/**
 * The lengths that can be chosen, shortest first (guide: مدة الإقامة مرتبطة بالضمان الصحي; capped by the passport): every number of
 * whole years that both insurance and passport cover, and where the shorter of them ends within a year, the whole
 * months up to there. Every end is counted from the begin at once, so that a day that a month lacks is not lost for the next.
 */
export function renewalLengths(limits: LengthLimits): PossibleLength[] {
  const { residencyExpiresOn, today, insuredUntil, passportExpiresOn, mostYears } = limits;
  if (insuredUntil === null || passportExpiresOn === null) return [];
  const begin = renewalBegins(residencyExpiresOn, today);
  const [cap, cappedBy] =
    passportExpiresOn < insuredUntil
      ? ([passportExpiresOn, 'passport'] as const)
      : ([insuredUntil, 'insurance'] as const);
  const most = Math.min(wholeMonths(begin, cap), mostYears * MONTHS_OF_YEAR);
  const years = Array.from({ length: Math.max(0, Math.floor(most / MONTHS_OF_YEAR)) }, (_, index) => {
    const months = (index + 1) * MONTHS_OF_YEAR;
    return { months, newExpiry: addMonths(begin, months), cappedBy: null };
  });
  return most < 1 || most % MONTHS_OF_YEAR === 0
    ? years
    : [...years, { months: most, newExpiry: addMonths(begin, most), cappedBy }];
}
