import { describe, expect, test } from 'vitest';
import { createPasswordHasher, hashPassword } from './password-hash.ts';

const LEAST_COST = { memoryCost: 8, timeCost: 1, parallelism: 1 };

describe('a password hasher', () => {
  const hasher = createPasswordHasher(LEAST_COST);

  test('knows the password again, also typed with another keyboard’s digits', async () => {
    const stored = await hasher.hash('abcd1234');
    for (const same of ['abcd1234', 'abcd١٢٣٤', 'abcd۱۲۳۴', 'ａｂｃｄ1234'])
      expect(await hasher.verify(stored, same)).toBe(true);
    for (const other of ['abcd1235', 'Abcd1234', 'abcd1234 ', ''])
      expect(await hasher.verify(stored, other)).toBe(false);
  });

  test('hashes the same password differently each time', async () => {
    expect(await hasher.hash('abcd1234')).not.toBe(await hasher.hash('abcd1234'));
  });

  test('without a stored hash accepts nothing', async () => {
    for (const password of ['', 'abcd1234']) expect(await hasher.verify(null, password)).toBe(false);
  });
});

test('in production Argon2id costs what OWASP asks for at the least', async () => {
  const [, type, version, cost] = (await hashPassword('abcd1234')).split('$');
  expect([type, version, cost?.split(',').sort()]).toEqual(['argon2id', 'v=19', ['m=19456', 'p=1', 't=2']]);
});
