import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toLatinDigits } from '../../../contracts/language.ts';
import type { PasswordFault, PasswordPolicy } from '../../../contracts/portal-api/accounts.ts';

/** Characters of a password by the Ministry's guide of 2020. */
const GUIDE_LENGTH = 8;
/** Characters of a password by the policy `modern`. */
const MODERN_LENGTH = { least: 12, most: 128 } as const;

/** Passwords that everybody guesses first; the file names its source. */
const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  readFileSync(fileURLToPath(import.meta.resolve('./common-passwords.txt')), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

/**
 * The password in the one spelling that is judged and hashed: the same keys pressed on another keyboard sign the same
 * person in (Unicode NFKC as NIST SP 800-63B 5.1.1.2 has it, and the three digit shapes alike).
 */
export function canonicalPassword(password: string): string {
  return toLatinDigits(password.normalize('NFKC'));
}

type Rule = (password: string, own: readonly string[]) => PasswordFault | null;

const RULES: Readonly<Record<PasswordPolicy, Rule>> = {
  'guide-2020': (password) => {
    if ([...password].length !== GUIDE_LENGTH) return 'passwordNotEight';
    return /^[\p{L}\d]+$/u.test(password) && /\p{L}/u.test(password) && /\d/.test(password)
      ? null
      : 'passwordNeedsLetterAndDigit';
  },
  modern: (password, own) => {
    const { length } = [...password];
    if (length < MODERN_LENGTH.least) return 'passwordTooShort';
    if (length > MODERN_LENGTH.most) return 'passwordTooLong';
    const lowerCase = password.toLowerCase();
    return COMMON_PASSWORDS.has(lowerCase) || own.includes(lowerCase) ? 'passwordCommon' : null;
  },
};

/**
 * What `policy` has against a new password (S4, "Password rule"), or `null`.
 * @param own what anybody would try for this person: civil ID and e-mail address, in lower case
 */
export function passwordFault(
  policy: PasswordPolicy,
  password: string,
  own: readonly string[],
): PasswordFault | null {
  return RULES[policy](canonicalPassword(password), own);
}
