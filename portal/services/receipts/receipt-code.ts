import { randomBytes } from 'node:crypto';

/** Octets of a receipt code: nobody guesses 128 bits. */
const RECEIPT_CODE_OCTETS = 16;

/** A new receipt code, 32 hexadecimal digits: who holds it holds the receipt. */
export function newReceiptCode(): string {
  return randomBytes(RECEIPT_CODE_OCTETS).toString('hex');
}
