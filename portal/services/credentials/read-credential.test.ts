import { generateKeyPairSync, verify } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CREDENTIAL_MAX_LENGTH, Licence, LicenceCategory } from '../../../contracts/licence.ts';
import { HOLDER, licenceOf } from '../../test-support/fixtures.ts';
import { readCredential } from './read-credential.ts';
import { createCredentialSigner } from './sign-credential.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = createCredentialSigner(privateKey);

const base64url = (content: string | Buffer) => Buffer.from(content).toString('base64url');
const headerOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));

function isSigned(token: string): boolean {
  const [header, payload, signature = ''] = token.split('.');
  return verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}

const YEARS = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
const date = fc.date(YEARS).map((day) => day.toISOString().slice(0, 10));
/** As long as the contract lets it be: the longest texts leave the least room. */
const LATIN_MAX = 70;
const longest = fc.string({ unit: 'grapheme-ascii', minLength: LATIN_MAX, maxLength: LATIN_MAX });

/** Licences with every field as long as the contract allows, nine categories, and eighteen dates of their own. */
const fullLicence = fc
  .record({
    number: fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 }),
    family: longest,
    given: longest,
    authority: longest,
    birthDate: date,
    issueDate: date,
    expiryDate: date,
    categories: fc.shuffledSubarray([...LicenceCategory.options], { minLength: 9 }),
    dates: fc.uniqueArray(date, { minLength: 18, maxLength: 18 }),
  })
  .map(({ family, given, authority, categories, dates, ...fields }) =>
    Licence.parse({
      ...licenceOf(HOLDER),
      ...fields,
      nameLatin: { family, given },
      issuingAuthority: { ar: 'الإدارة العامة للمرور', en: authority },
      privileges: categories.map((category, index) => ({
        category,
        issueDate: dates[2 * index],
        expiryDate: dates[2 * index + 1],
      })),
    }),
  );

describe('a credential', () => {
  test('of an ordinary licence is plain JSON', () => {
    const token = signer.sign(licenceOf(HOLDER));
    expect(headerOf(token)).toEqual({ alg: 'ES256', kid: signer.publicKey.kid });
    expect(readCredential(token)).toMatchObject({ ok: true, value: { family_name: 'ALMITHAL' } });
  });

  test('of any licence that the contract allows fits the card, is signed, and says the same when read', () => {
    fc.assert(
      fc.property(fullLicence, (licence) => {
        const token = signer.sign(licence);
        expect(token.length).toBeLessThanOrEqual(CREDENTIAL_MAX_LENGTH);
        expect(headerOf(token)).toEqual({ alg: 'ES256', kid: signer.publicKey.kid, zip: 'DEF' });
        expect(isSigned(token)).toBe(true);
        expect(readCredential(token)).toEqual({
          ok: true,
          value: {
            family_name: licence.nameLatin.family,
            given_name: licence.nameLatin.given,
            birth_date: licence.birthDate,
            issue_date: licence.issueDate,
            expiry_date: licence.expiryDate,
            issuing_country: 'KW',
            issuing_authority: licence.issuingAuthority.en,
            document_number: licence.number,
            driving_privileges: licence.privileges.map(({ category, issueDate, expiryDate }) => ({
              vehicle_category_code: category,
              issue_date: issueDate,
              expiry_date: expiryDate,
            })),
            un_distinguishing_sign: 'KWT',
          },
        });
      }),
      { numRuns: 300 },
    );
  });

  test('is deflated only from the letter on at which plain JSON would not fit', () => {
    const sizes = new Map<boolean, number[]>();
    for (let given = 1; given <= LATIN_MAX; given += 1) {
      const licence = Licence.parse({
        ...licenceOf(HOLDER),
        nameLatin: { family: 'ALMITHAL', given: 'S'.repeat(given) },
        privileges: LicenceCategory.options
          .slice(0, 4)
          .map((category) => ({ category, issueDate: '2026-11-22', expiryDate: '2041-11-21' })),
      });
      const token = signer.sign(licence);
      const deflated = Object.hasOwn(headerOf(token) as object, 'zip');
      sizes.set(deflated, [...(sizes.get(deflated) ?? []), token.length]);
    }
    // Three octets make four letters, so the longest plain credential lies within four letters of the limit.
    const longestPlain = Math.max(...(sizes.get(false) ?? []));
    expect(longestPlain).toBeLessThanOrEqual(CREDENTIAL_MAX_LENGTH);
    expect(longestPlain).toBeGreaterThan(CREDENTIAL_MAX_LENGTH - 4);
    expect(sizes.get(true)).not.toHaveLength(0);
  });
});

describe('the contract allows no Latin text', () => {
  test.each([
    ['longer than the codes can carry', 'A'.repeat(LATIN_MAX + 1)],
    ['in another script', 'سالم'],
    ['with a control character', 'SALEM\u0007'],
    ['that is empty', ''],
  ])('%s', (_, family) => {
    expect(Licence.safeParse({ ...licenceOf(HOLDER), nameLatin: { family, given: 'SALEM' } }).success).toBe(
      false,
    );
  });
});

describe('no credential is read from', () => {
  const plain = signer.sign(licenceOf(HOLDER));
  const [header = '', payload = '', signature = ''] = plain.split('.');
  const deflating = base64url(JSON.stringify({ alg: 'ES256', zip: 'DEF' }));

  test.each([
    ['nothing', ''],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${plain}.${signature}`],
    ['another algorithm', `${base64url('{"alg":"none"}')}.${payload}.${signature}`],
    ['another compression', `${base64url('{"alg":"ES256","zip":"GZ"}')}.${payload}.${signature}`],
    ['a payload that is not deflated though the header says so', `${deflating}.${payload}.${signature}`],
    ['a payload that is not a licence', `${header}.${base64url('{}')}.${signature}`],
    [
      'a payload that grows without end',
      `${deflating}.${base64url(deflateRawSync(Buffer.alloc(1 << 20, ' ')))}.${signature}`,
    ],
  ])('%s', (_, token) => {
    expect(readCredential(token)).toEqual({ ok: false, fault: 'malformed' });
  });

  test('random octets, plain or deflated', () => {
    const headers = fc.constantFrom(header, deflating);
    fc.assert(
      fc.property(headers, fc.uint8Array({ maxLength: 500 }), fc.boolean(), (first, octets, deflate) => {
        const second = base64url(deflate ? deflateRawSync(octets) : Buffer.from(octets));
        expect(readCredential(`${first}.${second}.${signature}`)).toEqual({ ok: false, fault: 'malformed' });
      }),
    );
  });
});
