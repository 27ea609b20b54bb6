import { z } from 'zod';
import { type CivilId, parseCivilId } from '../../contracts/civil-id.ts';
import { toLatinDigits } from '../../contracts/language.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import { INSURED_GROUPS, type InsuredGroup } from './fees.ts';

/** Most years that are paid at once. */
const MOST_YEARS = 5;
export const INSURED_YEARS = Array.from({ length: MOST_YEARS }, (_, index) => String(index + 1));
const FIRST_YEAR = 2021;
const EXPIRY_YEAR_COUNT = 20;
export const EXPIRY_MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
export const EXPIRY_YEARS = Array.from({ length: EXPIRY_YEAR_COUNT }, (_, index) =>
  String(FIRST_YEAR + index),
);
/** The one expiry with which the test card pays (as KNET's, manual K-064). */
const PAYING_EXPIRY = '09/2021';

/** A form as it was sent: each name once. */
export type Fields = Readonly<Record<string, string>>;

/** What is to be paid for. */
export interface InsuranceOrder {
  readonly civilId: CivilId;
  readonly years: number;
  readonly group: InsuredGroup;
}

/** The fields of the two pages, in their order there, and what may be wrong with them. */
export const ORDER_FIELDS = ['civilId', 'years', 'group'] as const;
export const CARD_FIELDS = ['month', 'year', 'pin'] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];
export type CardField = (typeof CARD_FIELDS)[number];

const Order = z.object({
  civilId: z.string().transform((text, context) => {
    const parsed = parseCivilId(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: 'civilId' });
    return z.NEVER;
  }),
  years: z.enum(INSURED_YEARS).transform(Number),
  group: z.enum(INSURED_GROUPS),
});

const Card = z.object({
  month: z.enum(EXPIRY_MONTHS),
  year: z.enum(EXPIRY_YEARS),
  pin: z
    .string()
    .transform(toLatinDigits)
    .pipe(z.string().regex(/^\d{4}$/)),
});

/** Reads what is to be paid for: or the fields that are missing or wrong. */
export function readOrder(form: Fields): Result<InsuranceOrder, readonly OrderField[]> {
  const order = Order.safeParse(form);
  if (order.success) return success(order.data);
  const wrong = order.error.issues.map(({ path }) => path[0]);
  return failure(ORDER_FIELDS.filter((field) => wrong.includes(field)));
}

/** Reads the card: whether it pays, or the fields that are missing or wrong. */
export function readCard(form: Fields): Result<{ readonly pays: boolean }, readonly CardField[]> {
  const card = Card.safeParse(form);
  if (card.success) return success({ pays: `${card.data.month}/${card.data.year}` === PAYING_EXPIRY });
  const wrong = card.error.issues.map(({ path }) => path[0]);
  return failure(CARD_FIELDS.filter((field) => wrong.includes(field)));
}
