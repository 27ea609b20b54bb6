import type { IsoInstant } from '../../../../contracts/calendar.ts';
import type { Language } from '../../../../contracts/language.ts';
import type { ReviewCaseSummary } from '../../../../contracts/portal-api/licences.ts';

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

/** The case to go on with: the oldest that no other officer holds, and not the one just left (if any). */
export function nextCase(
  cases: readonly ReviewCaseSummary[],
  left: ReviewCaseSummary['requestId'] | null,
): ReviewCaseSummary | undefined {
  return cases.find(({ requestId, claimedBy, claimedByMe }) => {
    const free = claimedBy === null || claimedByMe;
    return free && requestId !== left;
  });
}
