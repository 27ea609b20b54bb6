import { type IsoDate, type IsoInstant, kuwaitDate, kuwaitTime } from '../../contracts/calendar.ts';
import type { Language } from '../../contracts/language.ts';

/** `en-KW` would fall back to the American order; `ar-KW` to Arabic-Indic digits. */
const LOCALES: Readonly<Record<Language, string>> = { ar: 'ar-KW-u-nu-latn', en: 'en-GB' };

const SEPARATORS: Readonly<Record<Language, string>> = { ar: '،', en: ',' };

const dateFormat = (language: Language) =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
/** To make one takes far longer than to use it. */
const DATE_FORMATS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  ar: dateFormat('ar'),
  en: dateFormat('en'),
};

/** A date in words, `22 نوفمبر 2026` or `22 November 2026`. */
export function formatDate(date: IsoDate, language: Language): string {
  return DATE_FORMATS[language].format(new Date(date));
}

/** A date and the wall-clock time in Kuwait, `22 نوفمبر 2026، 14:05` or `22 November 2026, 14:05`. */
export function formatInstant(instant: IsoInstant, language: Language): string {
  const epochMs = Date.parse(instant);
  return `${formatDate(kuwaitDate(epochMs), language)}${SEPARATORS[language]} ${kuwaitTime(epochMs)}`;
}
