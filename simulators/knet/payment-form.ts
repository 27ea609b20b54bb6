import { z } from 'zod';
import { toLatinDigits } from '../../contracts/language.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import type { PayerAct } from './knet.ts';

/** The banks of the payment page: test cards only. */
export const BANKS = [{ id: 'KNET1', name: 'KNET Test Card [KNET1]' }] as const;

const FIRST_YEAR = 2021;
const YEARS = 20;
export const EXPIRY_MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
export const EXPIRY_YEARS = Array.from({ length: YEARS }, (_, index) => String(FIRST_YEAR + index));

/** The fields that must be filled to pay, in their order on the page. */
const CARD_FIELDS = ['bank', 'month', 'year', 'pin'] as const;
export type CardField = (typeof CARD_FIELDS)[number];

const Card = z.object({
  bank: z.enum(BANKS.map(({ id }) => id)),
  month: z.enum(EXPIRY_MONTHS),
  year: z.enum(EXPIRY_YEARS),
  pin: z
    .string()
    .transform(toLatinDigits)
    .pipe(z.string().regex(/^\d{4}$/)),
});

/** Reads the payment page's form: what the payer does, or the fields that are missing or wrong. */
export function readPaymentForm(
  form: Readonly<Record<string, string>>,
): Result<PayerAct, readonly CardField[]> {
  if (form['act'] === 'cancel') return success({ act: 'cancel' });
  const card = Card.safeParse(form);
  if (card.success) return success({ act: 'pay', expiry: `${card.data.month}/${card.data.year}` });
  const wrong = card.error.issues.map(({ path }) => path[0]);
  return failure(CARD_FIELDS.filter((field) => wrong.includes(field)));
}
