import { z } from 'zod';

/** Interface language. Arabic comes first everywhere. */
export const Language = z.enum(['ar', 'en']);
export type Language = z.infer<typeof Language>;

/** A text in both languages. */
export const Bilingual = z.strictObject({ ar: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;

/** Maps Arabic-Indic (٠–٩) and Persian (۰–۹) digits to 0–9 and leaves all else as it is. */
export function toLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0x0f));
}
