import { daysBetween, type IsoDate } from '../../../contracts/calendar.ts';
import type { ResidencyFineFacts } from '../../../contracts/demo-seed.ts';
import { Fils } from '../../../contracts/money.ts';
import type { DatedSettings } from '../../dated-settings.ts';

/** Days over in a row that cost the same under the same cap. */
interface Stretch {
  readonly fromDay: number;
  /** Included. */
  readonly untilDay: number;
  readonly perDay: Fils;
  readonly cap: Fils;
}

/** What an overstay costs so far, and how that came about. */
export interface OverstayFine {
  readonly daysOver: number;
  /** Fils. */
  readonly amount: Fils;
  /** Fils a day, from the day named; day 1 is the first day after the expiry. */
  readonly rates: readonly { readonly fromDay: number; readonly perDay: Fils }[];
  /** Fils: the cap that holds on the last day. */
  readonly cap: Fils;
  readonly capped: boolean;
}

/** The days from 1 to `daysOver`, cut wherever a tariff begins to hold or a tariff's rate changes. */
function stretches(
  tariffs: DatedSettings['overstayTariff'],
  { kind, expiredOn }: ResidencyFineFacts,
  daysOver: number,
): Stretch[] {
  return tariffs.flatMap(({ validFrom, value }, index) => {
    const next = tariffs[index + 1];
    const firstDay = Math.max(1, daysBetween(expiredOn, validFrom));
    const lastDay = next ? Math.min(daysOver, daysBetween(expiredOn, next.validFrom) - 1) : daysOver;
    const { rates, cap } = value[kind];
    return rates.flatMap(({ fromDay, perDay }, place): Stretch[] => {
      const from = Math.max(firstDay, fromDay);
      const until = Math.min(lastDay, (rates[place + 1]?.fromDay ?? Infinity) - 1);
      return from <= until ? [{ fromDay: from, untilDay: until, perDay, cap }] : [];
    });
  });
}

/**
 * The fine for an overstay as of `today` (S11): each day costs what the tariff in force on that day says, as long
 * as the sum stays under the cap in force on that day. Days before the first tariff cost nothing. The day on which the
 * overstay ended is the last that counts. `null` while no day has begun.
 */
export function overstayFine(
  tariffs: DatedSettings['overstayTariff'],
  facts: ResidencyFineFacts,
  today: IsoDate,
): OverstayFine | null {
  const daysOver = daysBetween(facts.expiredOn, facts.endedOn ?? today);
  const parts = stretches(tariffs, facts, daysOver);
  const last = parts.at(-1);
  if (last === undefined) return null;
  let amount = 0;
  let uncapped = 0;
  for (const { fromDay, untilDay, perDay, cap } of parts) {
    const stretch = (untilDay - fromDay + 1) * perDay;
    uncapped += stretch;
    // A cap that was lowered meanwhile takes nothing back.
    amount = Math.max(amount, Math.min(cap, amount + stretch));
  }
  return {
    daysOver,
    amount: Fils.parse(amount),
    rates: parts
      .filter(({ perDay }, index) => perDay !== parts[index - 1]?.perDay)
      .map(({ fromDay, perDay }) => ({ fromDay, perDay })),
    cap: last.cap,
    capped: amount < uncapped,
  };
}
