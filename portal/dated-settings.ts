import { z } from 'zod';
import { IsoDate } from '../contracts/calendar.ts';
import { Bilingual } from '../contracts/language.ts';
import { RequestKind } from '../contracts/request.ts';

/** A value that holds from a date until the next one, with the decree or document it comes from. */
const dated = <Value extends z.ZodType>(value: Value) =>
  z
    .array(z.strictObject({ validFrom: IsoDate, value, source: z.string().min(1) }))
    .min(1)
    .refine((facts) => facts.every((fact, index) => fact.validFrom > (facts[index - 1]?.validFrom ?? '')), {
      error: 'dates must ascend',
    });

/** What changes by decree rather than by release: every value has a source and the date it holds from. */
export const DatedSettings = z.strictObject({
  /** Days a temporary permit is valid, counted from the day it was given. */
  permitDays: dated(z.int().positive()),
  /** Minutes a kiosk holds a request without being heard of. */
  leaseMinutes: dated(z.int().positive()),
  /** The fee of each service, as a receipt names it. */
  feeNames: dated(z.record(RequestKind, Bilingual)),
});
export type DatedSettings = z.infer<typeof DatedSettings>;

/** The settings that hold on one day. */
export interface Settings {
  readonly permitDays: number;
  readonly leaseMinutes: number;
  readonly feeNames: Readonly<Record<RequestKind, Bilingual>>;
}

/** @throws RangeError when nothing holds yet on `date` */
function valueOn<Value>(
  name: string,
  facts: readonly { readonly validFrom: IsoDate; readonly value: Value }[],
  date: IsoDate,
): Value {
  const fact = facts.findLast(({ validFrom }) => validFrom <= date);
  if (!fact) throw new RangeError(`${name} has no value on ${date}`);
  return fact.value;
}

/**
 * The settings that hold on `date`.
 * @throws RangeError when one of them has no value that early
 */
export function settingsOn(settings: DatedSettings, date: IsoDate): Settings {
  return {
    permitDays: valueOn('permitDays', settings.permitDays, date),
    leaseMinutes: valueOn('leaseMinutes', settings.leaseMinutes, date),
    feeNames: valueOn('feeNames', settings.feeNames, date),
  };
}
