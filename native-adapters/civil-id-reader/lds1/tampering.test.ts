import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChipProof } from '../../../contracts/collection-api.ts';
import { makeKeys } from '../test-support/authority.ts';
import { accepted, card, issuance, makeRsaIssuance, proofOf, verify } from '../test-support/proof.ts';
import { prepareTrustAnchors } from './verify-chip-proof.ts';

describe('tampering', () => {
  const files = card();
  const { authority: rsaAuthority, signer } = makeRsaIssuance();
  const rsaFiles = card({ signer, sod: { scheme: 'rsaPss' }, chipKeys: makeKeys('rsa2048') });
  const FIELDS = ['sod', 'dg1', 'dg11', 'dg15', 'signature'] as const;

  function withBitFlipped(proof: ChipProof, field: (typeof FIELDS)[number], bit: number): ChipProof {
    const octets = Buffer.from(proof[field], 'base64');
    octets.writeUInt8(octets.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return { ...proof, [field]: octets.toString('base64') };
  }

  it.each([
    ['ECDSA', proofOf(files), issuance.authority],
    ['RSASSA-PSS and an RSA chip', proofOf(rsaFiles), rsaAuthority],
  ])('no flipped bit of any file is ever accepted: %s', (_, proof, authority) => {
    const cscaCertificates = prepareTrustAnchors([authority.certificate]);
    const tampered = fc.constantFrom(...FIELDS).chain((field) => {
      const bits = Buffer.from(proof[field], 'base64').length * 8;
      return fc.nat(bits - 1).map((bit) => withBitFlipped(proof, field, bit));
    });
    expect(verify(proof, { cscaCertificates })).toMatchObject(accepted);
    fc.assert(
      fc.property(tampered, (value) => !verify(value, { cscaCertificates }).ok),
      { numRuns: 1_000 },
    );
  });

  it('each bit of an EF.SOD matters, also those that no signature covers', () => {
    const cscaCertificates = prepareTrustAnchors([rsaAuthority.certificate]);
    const proof = proofOf(rsaFiles);
    const ignored = Array.from({ length: rsaFiles.sod.length * 8 }, (_, bit) => bit).filter(
      (bit) => verify(withBitFlipped(proof, 'sod', bit), { cscaCertificates }).ok,
    );
    expect(ignored).toEqual([]);
  });
});
