import { createCipheriv, createHash } from 'node:crypto';

/** Octets of randomness made at a time. */
const POOL_OCTETS = 64 * 1024;
/** Numbers below 2³² divided by this are between 0 and 1. */
const UINT32_RANGE = 2 ** 32;

/** Randomness that is the same for the same seed: the key stream of AES-256 in counter mode (NIST SP 800-38A). */
export class SeededRandom {
  readonly #cipher;
  #pool = Buffer.alloc(0);
  #used = 0;

  constructor(seed: string) {
    const key = createHash('sha256').update(seed).digest();
    this.#cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  }

  /** `length` octets in hexadecimal. */
  hex(length: number): string {
    const begin = this.#take(length);
    return this.#pool.toString('hex', begin, begin + length);
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    const begin = this.#take(4);
    return Math.floor((this.#pool.readUInt32LE(begin) / UINT32_RANGE) * limit);
  }

  /** One of `choices`; throws when there are none. */
  pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError('there is nothing to choose from');
    return choice;
  }

  /** Uses up `length` octets of the pool; where they begin. */
  #take(length: number): number {
    if (this.#used + length > this.#pool.length) {
      this.#pool = this.#cipher.update(Buffer.alloc(POOL_OCTETS));
      this.#used = 0;
    }
    this.#used += length;
    return this.#used - length;
  }
}

/**
 * Identifiers that nobody else has. They ascend, as UUID version 7 does (RFC 9562 §5.7), so that a new row goes to the end of
 * its index: millions of rows are then written once and not again and again.
 */
export class Identifiers {
  readonly #random: SeededRandom;
  #last = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  #next(): string {
    this.#last += 1;
    return this.#last.toString(16).padStart(12, '0');
  }

  uuid(): string {
    const place = this.#next();
    const tail = this.#random.hex(9);
    return `${place.slice(0, 8)}-${place.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}`;
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    return this.#next() + this.#random.hex((length - 12) / 2);
  }
}
