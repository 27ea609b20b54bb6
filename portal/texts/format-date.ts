import type { IsoDate } from '../../contracts/calendar.ts';
import type { Language } from '../../contracts/language.ts';

/** `en-KW` would fall back to the American order; `ar-KW` to Arabic-Indic digits. */
const LOCALES: Readonly<Record<Language, string>> = { ar: 'ar-KW-u-nu-latn', en: 'en-GB' };

/** A date in words, `22 نوفمبر 2026` or `22 November 2026`. */
export function formatDate(date: IsoDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  );
}
