import { z } from 'zod';
import type { Language } from './language.ts';

/** An amount in fils, the thousandth of a Kuwaiti dinar (ISO 4217 code 414, three decimals). */
export const Fils = z.int().nonnegative().brand<'Fils'>();
export type Fils = z.infer<typeof Fils>;

const DINARS = new Intl.NumberFormat('en-GB');

/** `12500` fils as `12.500 د.ك` (ar) or `KD 12.500` (en), with Latin digits. */
export function formatFils(fils: Fils, language: Language): string {
  const amount = `${DINARS.format(Math.floor(fils / 1000))}.${String(fils % 1000).padStart(3, '0')}`;
  return language === 'ar' ? `${amount} د.ك` : `KD ${amount}`;
}
