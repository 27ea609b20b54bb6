import { randomInt } from 'node:crypto';
import { PermitNumber } from '../../contracts/pickup.ts';

/** Crockford's base 32: no I, L, O or U, so that a code read aloud is written down rightly. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const REFERENCE_GROUPS = 2;
const REFERENCE_GROUP_LENGTH = 3;
/** 60 bits: unguessable, so that holding the number is the proof. */
const PERMIT_LENGTH = 12;

function randomCode(length: number): string {
  return Array.from({ length }, () => CROCKFORD[randomInt(CROCKFORD.length)]).join('');
}

/** A session reference such as `7K4-M2Q`: random, short enough to read aloud, tied to nothing but the journal. */
export function randomReference(): string {
  return Array.from({ length: REFERENCE_GROUPS }, () => randomCode(REFERENCE_GROUP_LENGTH)).join('-');
}

/** A new permit number, from a cryptographic source. */
export function randomPermitNumber(): PermitNumber {
  return PermitNumber.parse(`P-${randomCode(PERMIT_LENGTH)}`);
}
