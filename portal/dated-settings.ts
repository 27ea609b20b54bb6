import { z } from 'zod';
import { IsoDate } from '../contracts/calendar.ts';
import { ResidencyFineFacts } from '../contracts/demo-seed.ts';
import { Bilingual } from '../contracts/language.ts';
import { LicenceCategory } from '../contracts/licence.ts';
import { Fils } from '../contracts/money.ts';
import { CountryCode } from '../contracts/person.ts';
import { RequestKind } from '../contracts/request.ts';
import type { FeeGroup, ResidencyArticle } from '../contracts/residency.ts';

/** A value that holds from a date until the next one, with the decree or document it comes from. */
const dated = <Value extends z.ZodType>(value: Value) =>
  z
    .array(z.strictObject({ validFrom: IsoDate, value, source: z.string().min(1) }))
    .min(1)
    .refine((facts) => facts.every((fact, index) => fact.validFrom > (facts[index - 1]?.validFrom ?? '')), {
      error: 'dates must ascend',
    });

/** For how long a licence is valid depends on whose it is: citizens of the Gulf states, or anybody else. */
export const ValidityGroup = z.enum(['gulfCitizen', 'other']);
export type ValidityGroup = z.infer<typeof ValidityGroup>;

const days = z.int().positive();

/** What becomes of the fee when a licence was not collected in time. */
export const UncollectedFee = z.enum(['refunded', 'forfeited']);
export type UncollectedFee = z.infer<typeof UncollectedFee>;

/** What overstaying costs: fils for each day from the day named (counted from 1, the day after the expiry), up to a cap. */
export const OverstayTariff = z.strictObject({
  rates: z
    .array(z.strictObject({ fromDay: z.int().positive(), perDay: Fils }))
    .min(1)
    .refine((rates) => rates.every(({ fromDay }, index) => fromDay > (rates[index - 1]?.fromDay ?? 0)), {
      error: 'days must ascend',
    })
    .refine(([first]) => first?.fromDay === 1, { error: 'must begin with day 1' }),
  /** Fils. */
  cap: Fils,
});
export type OverstayTariff = z.infer<typeof OverstayTariff>;

const StandardFee = z.strictObject({ standard: Fils });

/** The fee of a year of residency, fils, by article and by the group that the article distinguishes. */
export const ResidencyFees = z.strictObject({
  '17': StandardFee,
  '18': StandardFee,
  '19': StandardFee,
  '20': z.strictObject({ kuwaitiSponsor: Fils, expatSponsor: Fils }),
  '21': StandardFee,
  '22': z.strictObject({
    spouseOrChild: Fils,
    spouseOrChildOfInvestorOrOwner: Fils,
    spouseOrChildOfSelfSponsor: Fils,
    parentOrOther: Fils,
  }),
  '23': StandardFee,
  '24': StandardFee,
  '25': StandardFee,
}) satisfies z.ZodType<Record<ResidencyArticle, Partial<Record<FeeGroup, Fils>>>>;
export type ResidencyFees = z.infer<typeof ResidencyFees>;

/** What changes by decree rather than by release: every value has a source and the date it holds from. */
export const DatedSettings = z.strictObject({
  /** Days a temporary permit is valid, counted from the day it was given. */
  permitDays: dated(days),
  /** Minutes a kiosk holds a request without being heard of. */
  leaseMinutes: dated(z.int().positive()),
  /** The fee of each service, as a receipt names it. */
  feeNames: dated(z.record(RequestKind, Bilingual)),
  /** The fee of each licence service, fils (S13–S15). */
  licenceFees: dated(z.record(RequestKind, Fils)),
  /** Years that a new licence is valid. */
  validityYears: dated(z.record(ValidityGroup, z.int().positive())),
  /** The licence types that end with their holder's residency, whatever `validityYears` says; of `other` only. */
  residencyBoundCategories: dated(z.array(LicenceCategory)),
  /** States whose citizens are `gulfCitizen`. */
  gulfStates: dated(z.array(CountryCode).min(1)),
  /** Days before its expiry from which a licence can be renewed. */
  renewalWindowDays: dated(days),
  /** Age in years from which a renewal needs an eye test. */
  eyeTestAge: dated(z.int().positive()),
  /** The licence types for which an officer looks at an application before it is paid. */
  reviewedCategories: dated(z.record(RequestKind, z.array(LicenceCategory))),
  /** Days that a ready licence waits for its holder. */
  collectionDays: dated(days),
  /** Whether the fee of a licence that nobody collected goes back. */
  uncollectedFee: dated(UncollectedFee),
  /** Days before the last day of collection on which the holder is reminded, descending. */
  reminderDays: dated(
    z.array(days).refine((list) => list.every((day, index) => day < (list[index - 1] ?? Infinity)), {
      error: 'days must descend',
    }),
  ),
  /** Most users whom the main user of a company or entity may authorise (S3). */
  mostDelegates: dated(z.int().positive()),
  /** Days that an application waits for its applicant: to be corrected, or to be paid. */
  applicantDays: dated(days),
  /** What a day beyond a residency or visit costs, by its kind (S11). */
  overstayTariff: dated(z.record(ResidencyFineFacts.shape.kind, OverstayTariff)),
  /** A residency can be renewed when less than so many months are left of it (S5–S7). */
  residencyWindowMonths: dated(z.int().positive()),
  /** Days before its end from which a passport is said to expire soon (S10). */
  passportSoonDays: dated(days),
  /** Longest renewal of a residency, in years. */
  residencyMostYears: dated(z.int().positive()),
  /** What a year of residency costs (S5–S7). */
  residencyFees: dated(ResidencyFees),
});
export type DatedSettings = z.infer<typeof DatedSettings>;

/** The settings that hold on one day. */
export type Settings = {
  readonly [Name in keyof DatedSettings]: DatedSettings[Name][number]['value'];
};

/**
 * The settings that hold on `date`.
 * @throws RangeError when one of them has no value that early
 */
export function settingsOn(settings: DatedSettings, date: IsoDate): Settings {
  const held = Object.entries(settings).map(([name, facts]) => {
    const fact = facts.findLast(({ validFrom }) => validFrom <= date);
    if (!fact) throw new RangeError(`${name} has no value on ${date}`);
    return [name, fact.value];
  });
  return Object.fromEntries(held) as Settings;
}
