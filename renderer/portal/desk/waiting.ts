import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { Language } from '../../../contracts/language.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Units of an age, the largest first. */
const UNITS = [
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
] as const;

const FORMATS: Readonly<Record<Language, Intl.RelativeTimeFormat>> = {
  ar: new Intl.RelativeTimeFormat('ar-KW-u-nu-latn'),
  en: new Intl.RelativeTimeFormat('en-GB'),
};

/** How long ago `instant` was at `nowMs` (milliseconds since the Unix epoch), in the largest whole unit: `3 days ago`. */
export function formatAge(instant: IsoInstant, nowMs: number, language: Language): string {
  const age = Math.max(0, nowMs - Date.parse(instant));
  const { unit, ms } = UNITS.find((each) => age >= each.ms) ?? { unit: 'minute', ms: MINUTE_MS };
  return FORMATS[language].format(-Math.floor(age / ms), unit);
}

/** Who has claimed a waiting case. */
export interface Claimed {
  /** Name of the officer. */
  readonly claimedBy: string | null;
  readonly claimedByMe: boolean;
}

/** The case to go on with: the oldest that no other officer holds, and not one that was just left. */
export function nextCase<Case extends Claimed>(
  cases: readonly Case[],
  wasLeft: (one: Case) => boolean,
): Case | undefined {
  return cases.find((one) => (one.claimedBy === null || one.claimedByMe) && !wasLeft(one));
}
