import { z } from 'zod';

/** Interface language. Arabic comes first everywhere. */
export const Language = z.enum(['ar', 'en']);
export type Language = z.infer<typeof Language>;

/** A text in both languages. */
export const Bilingual = z.strictObject({ ar: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;

/** One line of text as it can be typed: no control characters, of which databases refuse NUL (PostgreSQL, 8.3). */
export const ONE_LINE = /^\P{Cc}*$/u;
/** The same with more lines than one. */
export const LINES = /^(?:\P{Cc}|[\t\n\r])*$/u;

/** Maps Arabic-Indic (٠–٩), Persian (۰–۹) and full-width (０–９) digits to 0–9 and leaves all else as it is. */
export function toLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 0x0f));
}

/**
 * Takes out what nobody sees: direction marks, joiners, soft hyphens (Unicode, Default_Ignorable_Code_Point, DI). They come along when
 * something is copied from a message or an address book, around numbers in Arabic text above all.
 */
export function withoutInvisible(text: string): string {
  return text.replace(/\p{DI}/gu, '');
}

/** A number with its signs as a person types or pastes it, in one spelling: Latin digits, ASCII signs, no spaces, nothing invisible. */
export function canonicalNumber(text: string): string {
  return (
    toLatinDigits(withoutInvisible(text))
      .replace(/\s/g, '')
      .replace(/[\p{Pd}\u2212]/gu, '-')
      // Full-width signs stand as far from their ASCII ones as all full-width forms (Unicode, U+FF01 to U+FF5E).
      .replace(/[（）＋／]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
  );
}
