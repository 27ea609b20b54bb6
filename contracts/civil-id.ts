import { z } from 'zod';
import { IsoDate } from './calendar.ts';
import { canonicalNumber } from './language.ts';
import { failure, type Result, success } from './result.ts';

/** Why a text is not a civil ID number. */
export type CivilIdFault = 'length' | 'century' | 'date' | 'checkDigit';

const SHAPE = /^(\d)(\d{2})(\d{2})(\d{2})(\d{4})(\d)$/;
const CENTURIES: Readonly<Record<string, string>> = { '2': '19', '3': '20' };
const WEIGHTS = [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/**
 * The check digit for the first eleven digits: 11 − (Σ dᵢ·wᵢ mod 11).
 * Remainders 0 and 1 would give 11 and 10, which are no digits: `null`, and such a number is not issued.
 */
export function civilIdCheckDigit(firstEleven: string): number | null {
  const sum = WEIGHTS.reduce((total, weight, index) => total + Number(firstEleven[index]) * weight, 0);
  const check = 11 - (sum % 11);
  return check < 10 ? check : null;
}

/** What is wrong with twelve Latin digits, or `null`. */
function findFault(digits: string): CivilIdFault | null {
  const match = SHAPE.exec(digits);
  if (!match) return 'length';
  const [, century = '', year, month, day] = match;
  const firstTwo = CENTURIES[century];
  if (!firstTwo) return 'century';
  if (!IsoDate.safeParse(`${firstTwo}${year}-${month}-${day}`).success) return 'date';
  return civilIdCheckDigit(digits.slice(0, 11)) === Number(digits[11]) ? null : 'checkDigit';
}

/** A civil ID number in canonical form: 12 Latin digits with a right check digit. */
export const CivilId = z
  .string()
  .refine((text) => findFault(text) === null, { error: 'not a civil ID number' })
  .brand<'CivilId'>();
export type CivilId = z.infer<typeof CivilId>;

/** Parses a civil ID number typed by a person: any digit shapes, spaces and invisible marks allowed. */
export function parseCivilId(text: string): Result<CivilId, CivilIdFault> {
  const digits = canonicalNumber(text);
  const fault = findFault(digits);
  return fault === null ? success(CivilId.parse(digits)) : failure(fault);
}

/** The last four digits, all of a civil ID that a screen shows before and after confirmation. */
export function civilIdLastFour(civilId: CivilId): string {
  return civilId.slice(-4);
}
