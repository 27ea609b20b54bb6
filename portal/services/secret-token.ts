import { createHash, randomBytes } from 'node:crypto';

/** Octets of a token in a mailed link or a session's cookie: nobody guesses 256 bits. */
const TOKEN_OCTETS = 32;

/** A new token, 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_OCTETS).toString('base64url');
}

/** What is stored of a token (SHA-256, base64url): a copy of the table opens nothing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
