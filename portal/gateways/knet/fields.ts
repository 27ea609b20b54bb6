import { z } from 'zod';
import { Fils } from '../../../contracts/money.ts';

/** The most that ten characters hold (K-064 §3.5.4, `amt`), fils. */
const LARGEST_AMOUNT = 999_999_999;

/** An amount as KNET writes it: `10.000` for 10 000 fils, at most ten characters. */
export const KnetAmount = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})\.\d{3}$/)
  .transform((text) => Fils.parse(Number(text.replace('.', ''))));

/** `fils` as KNET writes it; throws above KD 999 999.999. */
export function formatAmount(fils: Fils): string {
  if (fils > LARGEST_AMOUNT) throw new RangeError('more than KNET takes in one payment');
  return `${Math.floor(fils / 1000)}.${String(fils % 1000).padStart(3, '0')}`;
}

/** A track id, or any number that KNET gives. */
export const KnetNumber = z.string().regex(/^[A-Za-z0-9]{1,40}$/);
