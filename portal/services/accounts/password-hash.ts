import { argon2id, hash, verify } from 'argon2';
import { canonicalPassword } from './password-policy.ts';

/** What one hash costs. */
export interface HashCost {
  /** KiB. */
  readonly memoryCost: number;
  /** Passes over the memory. */
  readonly timeCost: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane at the least. */
const PASSWORD_HASH_COST: HashCost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** The hash of a new password, Argon2id in PHC format. */
export function hashPassword(password: string, cost: HashCost = PASSWORD_HASH_COST): Promise<string> {
  return hash(canonicalPassword(password), { type: argon2id, ...cost });
}

/** Hashes passwords and compares them. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Whether `password` is the one of `stored`. Without one it takes as long and is false: time tells nothing. */
  verify(stored: string | null, password: string): Promise<boolean>;
}

/** A hasher of one cost for whoever has an account and whoever has none. */
export function createPasswordHasher(cost?: HashCost): PasswordHasher {
  // Begun before anybody asks, so that the first question does not take longer than others.
  const ofNobody = hashPassword('', cost);
  // A failure is told to whoever verifies.
  ofNobody.catch(() => {});
  return {
    hash: (password) => hashPassword(password, cost),
    async verify(stored, password) {
      const right = await verify(stored ?? (await ofNobody), canonicalPassword(password));
      return right && stored !== null;
    },
  };
}
