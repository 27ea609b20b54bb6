import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { HOLDER, licenceOf } from '../../test-support/fixtures.ts';
import { createCredentialSigner } from './sign-credential.ts';

test('a key of another kind is refused', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  expect(() => createCredentialSigner(privateKey)).toThrow();
});

test('a credential stays small enough to be printed as a code', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(createCredentialSigner(privateKey).sign(licenceOf(HOLDER)).length).toBeLessThan(800);
});

test('one key always has one name', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [one, other] = [createCredentialSigner(privateKey), createCredentialSigner(privateKey)];
  expect(one.publicKey.kid).toBe(other.publicKey.kid);
  expect(one.publicKey.kid).toHaveLength(11);
});
