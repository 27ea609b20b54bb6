import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCertificate, makeKeys } from '../test-support/authority.ts';
import {
  CARD_TEXT,
  type CardFiles,
  machineReadableZone,
  makeDg1,
  makeDg11,
  makeIssuance,
  makeSod,
} from '../test-support/card-files.ts';
import { signChallenge } from '../test-support/chip.ts';
import { dataObject } from '../test-support/der.ts';
import {
  accepted,
  card,
  challenge,
  issuance,
  makeRsaIssuance,
  proofOf,
  refused,
  verify,
} from '../test-support/proof.ts';
import { prepareTrustAnchors } from './verify-chip-proof.ts';

describe('a genuine card', () => {
  it('tells its holder', () => {
    expect(verify(proofOf(card()))).toEqual({
      ok: true,
      value: {
        civilId: '390010100028',
        nameArabic: 'نور يوسف السالم',
        nameLatin: { family: 'ALSALEM', given: 'NOOR YOUSEF' },
        birthDate: '2090-01-01',
        sex: 'F',
        nationality: 'KWT',
        documentNumber: 'T12345678',
        documentExpiry: '2031-06-30',
      },
    });
  });

  it('is accepted with certificates given as DER too', () => {
    expect(verify(proofOf(card()), { cscaCertificates: [issuance.authority.certificate] })).toMatchObject(
      accepted,
    );
  });

  it('is accepted when another authority of the same name comes first', () => {
    const older = makeCertificate({ commonName: 'CSCA Testland' });
    const cscaCertificates = [older.certificate, issuance.authority.certificate];
    expect(verify(proofOf(card()), { cscaCertificates })).toMatchObject(accepted);
  });

  it.each(['rsaPkcs1', 'rsaEncryption', 'rsaPss'] as const)('is accepted when signed with %s', (scheme) => {
    const { authority, signer } = makeRsaIssuance();
    const cscaCertificates = [authority.certificate];
    expect(verify(proofOf(card({ signer, sod: { scheme } })), { cscaCertificates })).toMatchObject(accepted);
  });

  it('is accepted when authority and signer use a Brainpool curve', () => {
    const authority = makeCertificate({ commonName: 'BP', keys: makeKeys('brainpoolP256r1') });
    const signer = makeCertificate({
      commonName: 'BPS',
      issuer: authority,
      keys: makeKeys('brainpoolP256r1'),
    });
    expect(verify(proofOf(card({ signer })), { cscaCertificates: [authority.certificate] })).toMatchObject(
      accepted,
    );
  });

  it('is accepted when its signer is named by key identifier, and with LDS version information', () => {
    const sod = { identifiesBy: 'subjectKeyIdentifier', ldsVersion: 1 } as const;
    expect(verify(proofOf(card({ sod })))).toMatchObject(accepted);
  });

  it('is accepted with an RSA key in its chip (ISO/IEC 9796-2)', () => {
    expect(verify(proofOf(card({ chipKeys: makeKeys('rsa2048') })))).toMatchObject(accepted);
  });

  it('is accepted on its day of expiry', () => {
    expect(verify(proofOf(card({ text: { expiryDate: '261122' } })))).toMatchObject(accepted);
  });

  it('says DEU for the single letter of Germany', () => {
    const files = card({ text: { nationality: 'D' } });
    expect(verify(proofOf(files))).toMatchObject({ value: { nationality: 'DEU' } });
  });

  it('takes the latest past century when the civil ID number has another date of birth', () => {
    expect(verify(proofOf(card({ text: { birthDate: '850203' } })))).toMatchObject({
      value: { birthDate: '1985-02-03' },
    });
    expect(verify(proofOf(card({ text: { birthDate: '050203' } })))).toMatchObject({
      value: { birthDate: '2005-02-03' },
    });
  });

  it('speaks other names first when the Arabic name is separated as in the zone', () => {
    const files = card({ text: { nameArabic: 'السالم<<نور<يوسف' } });
    expect(verify(proofOf(files))).toMatchObject({ value: { nameArabic: 'نور يوسف السالم' } });
  });
});

describe('signatureInvalid', () => {
  it('EF.SOD signed with another key than the certificate has', () => {
    const files = card({ sod: { signingKeys: makeKeys('prime256v1') } });
    expect(verify(proofOf(files))).toEqual(refused('signatureInvalid'));
  });

  it('EF.SOD whose signer names another certificate', () => {
    expect(verify(proofOf(card({ sod: { namedSerialNumber: 8 } })))).toEqual(refused('signatureInvalid'));
  });

  it('EF.SOD whose signed attributes tell of another type of content', () => {
    const files = card({ sod: { attributeType: '1.2.840.113549.1.7.1' } });
    expect(verify(proofOf(files))).toEqual(refused('signatureInvalid'));
  });

  it('the signed list replaced under an old signature', () => {
    const original = card();
    const forged = card({ text: { civilId: '390010100036' } });
    const hash = (files: CardFiles) => listOf(files.sod);
    const sod = Buffer.from(original.sod);
    hash(forged).copy(sod, sod.indexOf(hash(original)));
    expect(verify(proofOf({ ...forged, sod }))).toEqual(refused('signatureInvalid'));
  });
});

/** The octets of the signed list inside EF.SOD: from its version on, as long as the hashes reach. */
function listOf(sod: Uint8Array): Buffer {
  const octets = Buffer.from(sod);
  const start = octets.indexOf(Buffer.from('020100300d0609608648016503040201', 'hex'));
  return octets.subarray(start, start + 16 + 2 + 4 * 39);
}

describe('issuerUntrusted', () => {
  it('no authority is known', () => {
    expect(verify(proofOf(card()), { cscaCertificates: [] })).toEqual(refused('issuerUntrusted'));
  });

  it('a signer under another authority of the same name', () => {
    const { signer } = makeIssuance();
    expect(verify(proofOf(card({ signer })))).toEqual(refused('issuerUntrusted'));
  });

  it('a signer that certifies itself', () => {
    const signer = makeCertificate({ commonName: 'CSCA Testland', isAuthority: false });
    expect(verify(proofOf(card({ signer })))).toEqual(refused('issuerUntrusted'));
  });

  it('a signer whose issuer has the key but not the name of the authority', () => {
    const signer = makeCertificate({ commonName: 's', issuer: issuance.authority, issuerName: 'CSCA Other' });
    expect(verify(proofOf(card({ signer })))).toEqual(refused('issuerUntrusted'));
  });

  it('a signer and an authority count on their last and first day in Kuwait', () => {
    for (const changes of [{ to: '2026-11-21T21:00:00Z' }, { from: '2026-11-22T20:59:59Z' }]) {
      const signer = makeCertificate({ commonName: 's', issuer: issuance.authority, ...changes });
      expect(verify(proofOf(card({ signer })))).toMatchObject(accepted);
    }
  });

  it.each([
    ['has expired', { to: '2026-11-21T20:59:59Z' }],
    ['is not yet valid', { from: '2026-11-22T21:00:00Z' }],
    ['was certified with SHA-1', { scheme: 'ecdsaSha1' as const }],
    ['may not sign data', { keyUsage: 0x06 }],
    ['is an authority itself', { isAuthority: true }],
    ['is for another purpose', { extendedKeyUsage: '2.23.136.1.1.3' }],
  ])('a signer that %s', (_, changes) => {
    const signer = makeCertificate({ commonName: 'signer', issuer: issuance.authority, ...changes });
    expect(verify(proofOf(card({ signer })))).toEqual(refused('issuerUntrusted'));
  });

  it('a signer without key usage is accepted (RFC 5280 §4.2.1.3)', () => {
    const signer = makeCertificate({ commonName: 'signer', issuer: issuance.authority, keyUsage: null });
    expect(verify(proofOf(card({ signer })))).toMatchObject(accepted);
  });

  it('an authority that has expired', () => {
    const authority = makeCertificate({ commonName: 'Old', to: '2026-01-01T00:00:00Z' });
    const signer = makeCertificate({ commonName: 'signer', issuer: authority });
    const cscaCertificates = [authority.certificate];
    expect(verify(proofOf(card({ signer })), { cscaCertificates })).toEqual(refused('issuerUntrusted'));
  });
});

describe('dataAltered and dataNotSigned', () => {
  it.each(['dg1', 'dg11', 'dg15'] as const)('%s of another card of the same issuer', (name) => {
    const other = card({ text: { civilId: '390010100036', documentNumber: 'T87654321' } });
    const files = { ...card(), [name]: other[name] };
    expect(verify(proofOf(files))).toEqual(refused('dataAltered'));
  });

  it.each([1, 11, 15])('data group %i is not in the signed list', (number) => {
    expect(verify(proofOf(card({ unsigned: [number] })))).toEqual(refused('dataNotSigned'));
  });

  it('octets after the end of a file', () => {
    const files = card();
    expect(verify(proofOf({ ...files, dg11: Buffer.concat([files.dg11, Buffer.of(0)]) }))).toEqual(
      refused('dataAltered'),
    );
    expect(verify(proofOf({ ...files, sod: Buffer.concat([files.sod, Buffer.of(0)]) }))).toEqual(
      refused('cardUnreadable'),
    );
  });
});

describe('chipCloned', () => {
  const files = card();
  const rsaFiles = card({ chipKeys: makeKeys('rsa2048') });

  const signRsa = (frame: { header: number; trailer: number }) =>
    signChallenge(rsaFiles.chipKeys.privateKey, challenge, frame);

  it.each([
    ['another key signed', signChallenge(makeKeys('prime256v1').privateKey, challenge)],
    ['another challenge was signed', signChallenge(files.chipKeys.privateKey, Buffer.alloc(8))],
    ['the chip would not sign', Buffer.alloc(0)],
    ['the signature is too short', signChallenge(files.chipKeys.privateKey, challenge).subarray(1)],
    ['the signature is nothing', Buffer.alloc(64)],
  ])('%s', (_, signature) => {
    expect(verify(proofOf(files, signature))).toEqual(refused('chipCloned'));
  });

  it.each([
    ['another RSA key signed', signChallenge(makeKeys('rsa2048').privateKey, challenge)],
    ['another challenge was signed with RSA', signChallenge(rsaFiles.chipKeys.privateKey, Buffer.alloc(8))],
    ['the RSA chip would not sign', Buffer.alloc(0)],
    ['the RSA block begins wrongly', signRsa({ header: 0x4a, trailer: 0x34cc })],
    ['the RSA block names another hash', signRsa({ header: 0x6a, trailer: 0x33cc })],
    ['the RSA signature is random', randomBytes(256)],
    ['the RSA signature is above the modulus', Buffer.alloc(256, 0xff)],
  ])('%s', (_, signature) => {
    expect(verify(proofOf(rsaFiles, signature))).toEqual(refused('chipCloned'));
  });
});

describe('documents that are not accepted', () => {
  it('issuingStateWrong: another State', () => {
    const files = card({ text: { issuingState: 'UTO' } });
    expect(verify(proofOf(files))).toEqual(refused('issuingStateWrong'));
  });

  it('notCivilId: another document code', () => {
    expect(verify(proofOf(card({ text: { documentCode: 'AC' } })))).toEqual(refused('notCivilId'));
  });

  it('notCivilId: a zone of another format (TD3)', () => {
    const dg1 = makeDg1('P<KWTALSALEM<<NOOR'.padEnd(88, '<'));
    expect(verify(proofOf(card({ dg1 })))).toEqual(refused('notCivilId'));
  });

  it('notCivilId: a personal number that is no civil ID number', () => {
    expect(verify(proofOf(card({ text: { civilId: '390010100029' } })))).toEqual(refused('notCivilId'));
  });

  it('cardExpired: the day after', () => {
    const files = card({ text: { expiryDate: '261121' } });
    expect(verify(proofOf(files))).toEqual(refused('cardExpired'));
  });
});

describe('cardUnreadable', () => {
  const zone = machineReadableZone(CARD_TEXT);

  it.each([
    [
      'a wrong check digit',
      { dg1: makeDg1(`${zone.slice(0, 89 - 30)}${zone[59] === '1' ? '2' : '1'}${zone.slice(60)}`) },
    ],
    ['no Arabic name', { dg11: dataObject(0x6b, dataObject(0x5f10, Buffer.from(CARD_TEXT.civilId))) }],
    ['a name that is not UTF-8', { dg11: badName() }],
    ['a sex that is not given', { text: { sex: '<' } }],
    ['a date that does not exist', { text: { birthDate: '901301' } }],
    ['only one name', { text: { name: 'ALSALEM' } }],
  ])('%s', (_, changes) => {
    expect(verify(proofOf(card(changes)))).toEqual(refused('cardUnreadable'));
  });

  it('an EF.SOD that lists a data group twice', () => {
    expect(verify(proofOf(card({ sod: { listsTwice: true } })))).toEqual(refused('cardUnreadable'));
  });

  it('an EF.SOD signed over another hash than it announces', () => {
    expect(verify(proofOf(card({ sod: { scheme: 'ecdsaSha512' } })))).toEqual(refused('cardUnreadable'));
  });

  it('an EF.SOD that lists something else', () => {
    const files = card({ sod: { contentType: '1.2.840.113549.1.7.1' } });
    expect(verify(proofOf(files))).toEqual(refused('cardUnreadable'));
  });

  it.each([0, 1, 2, 30, 300])('an EF.SOD of which %i octets are left', (length) => {
    const files = card();
    expect(verify(proofOf({ ...files, sod: files.sod.subarray(0, length) }))).toEqual(
      refused('cardUnreadable'),
    );
  });

  it('a public key of a kind the profile does not have', () => {
    const files = card();
    const dg15 = dataObject(0x6f, Buffer.from('302a300506032b6570032100', 'hex'), Buffer.alloc(32, 1));
    const sod = makeSod({ 1: files.dg1, 2: files.dg2, 11: files.dg11, 15: dg15 }, issuance.signer);
    expect(verify(proofOf({ ...files, dg15, sod }))).toEqual(refused('cardUnreadable'));
  });

  it('files of random octets', () => {
    const octets = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64'));
    const proof = fc.record({ sod: octets, dg1: octets, dg11: octets, dg15: octets, signature: octets });
    fc.assert(fc.property(proof, (value) => !verify(value).ok));
  });
});

function badName(): Buffer {
  const good = makeDg11({ ...CARD_TEXT, nameArabic: 'xx' });
  const at = good.indexOf('xx');
  good[at] = 0xd9;
  return good;
}

describe('prepareTrustAnchors', () => {
  it('names the certificate that is none, and the one that is no authority', () => {
    const { certificate } = issuance.authority;
    expect(() => prepareTrustAnchors([certificate, Buffer.from('none')])).toThrow('CSCA certificate 2');
    expect(() => prepareTrustAnchors([issuance.signer.certificate])).toThrow('CSCA certificate 1');
  });
});
