import { expect, test } from 'vitest';
import { newToken, tokenHash } from './secret-token.ts';

test('tokens carry 256 bits in base64url, each its own', () => {
  const tokens = Array.from({ length: 1_000 }, newToken);
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  }
  expect(new Set(tokens).size).toBe(tokens.length);
});

test('what is stored is SHA-256 (FIPS 180-4, example of one block)', () => {
  expect(tokenHash('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});
