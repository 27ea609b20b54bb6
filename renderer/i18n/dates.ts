import type { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import type { Language } from '../../contracts/language.ts';

/**
 * Latin digits in both languages. `en-KW` would fall back to the date order of the United States, and plain `ar-KW`
 * to Arabic-Indic digits (Unicode CLDR), hence these tags.
 */
const LOCALE: Readonly<Record<Language, string>> = { ar: 'ar-KW-u-nu-latn', en: 'en-GB' };

const dateFormat = (language: Language) =>
  new Intl.DateTimeFormat(LOCALE[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

const instantFormat = (language: Language) =>
  new Intl.DateTimeFormat(LOCALE[language], {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Kuwait',
  });

const monthFormat = (language: Language) =>
  new Intl.DateTimeFormat(LOCALE[language], { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Formatters are costly to make and are needed again and again. */
const DATE_FORMATS = { ar: dateFormat('ar'), en: dateFormat('en') } as const;
/** The Arabic locale puts direction marks between the digits, which an axis draws in the wrong order. */
const DAY_FORMAT = new Intl.DateTimeFormat(LOCALE.en, { day: 'numeric', month: 'numeric', timeZone: 'UTC' });
const MONTH_FORMATS = { ar: monthFormat('ar'), en: monthFormat('en') } as const;
const INSTANT_FORMATS = { ar: instantFormat('ar'), en: instantFormat('en') } as const;

/** `22 نوفمبر 2026` or `22 November 2026`. */
export function formatDate(date: IsoDate, language: Language): string {
  return DATE_FORMATS[language].format(new Date(date));
}

/** Day and month in digits, `27/11`, in both languages: for the axis of a chart. */
export function formatDay(date: IsoDate): string {
  return DAY_FORMAT.format(new Date(date));
}

/** `نوفمبر 2026` or `Nov 2026`, from `YYYY-MM`. */
export function formatMonth(month: string, language: Language): string {
  return MONTH_FORMATS[language].format(new Date(`${month}-01`));
}

/** Day, month and wall-clock time in Kuwait of an instant, on 24 hours. */
export function formatInstant(instant: IsoInstant, language: Language): string {
  return INSTANT_FORMATS[language].format(new Date(instant));
}
