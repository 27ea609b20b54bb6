import { Fils } from '../../contracts/money.ts';

/** `10.000` for 10 000 fils. */
export function writeAmount(fils: Fils): string {
  const digits = String(fils).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** At most ten characters with three decimals, and more than nothing (KNET manual K-064); `null`: anything else. */
export function readAmount(text: string): Fils | null {
  if (text.length > 10 || !/^\d+\.\d{3}$/.test(text)) return null;
  const fils = Number(text.replace('.', ''));
  return fils > 0 ? Fils.parse(fils) : null;
}
