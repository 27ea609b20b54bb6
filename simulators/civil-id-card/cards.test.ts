import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBER, type Integer, OctetString, type Sequence } from 'asn1js';
import { ContentInfo, SignedData } from 'pkijs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DemoSeed } from '../../contracts/demo-seed.ts';
import { BAD_CARDS } from './bad-cards.ts';
import { CardFile } from './card-file.ts';
import { Chip } from './chip.ts';
import { dataFolder, makeDemoData } from './data-folder.ts';
import { CARD_NAMES } from './office.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'cards-'));
const places = dataFolder(folder);
const kiosk = { machine: 'K-014', publicKey: 'first' };
let csca: X509Certificate;

beforeAll(() => {
  makeDemoData(folder, NOW, [kiosk]);
  csca = new X509Certificate(readFileSync(join(places.csca, 'csca.der')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readCard(card: string): CardFile {
  return CardFile.parse(JSON.parse(readFileSync(join(places.cards, `${card}.json`), 'utf8')));
}

/** Reads a whole file off the chip, 224 bytes at a time. */
function readFile(chip: Chip, identifier: string): Buffer {
  const parts: Buffer[] = [];
  chip.transmit(Buffer.from(`00a4020c02${identifier}`, 'hex'));
  for (let offset = 0; ; offset += 0xe0) {
    const command = [0x00, 0xb0, offset >> 8, offset & 0xff, 0xe0];
    const answer = chip.transmit(Buffer.from(command));
    const word = answer.readUInt16BE(answer.length - 2);
    parts.push(answer.subarray(0, -2));
    if (word !== 0x9000) return Buffer.concat(parts);
  }
}

/** What an inspection that shares no code with the card office finds. */
function inspect(card: CardFile) {
  const chip = new Chip({ ...card, protocol: 'T=1' }, card.pin.triesLeft);
  const selected = chip.transmit(Buffer.from('00a4040c07a0000002471001', 'hex')).toString('hex');
  if (selected !== '9000') return { selected };
  const file = (identifier: string) => readFile(chip, identifier);
  const content = new Uint8Array(file('011d').subarray(4));
  const signedData = new SignedData({
    schema: new ContentInfo({ schema: fromBER(content).result }).content,
  });
  const [signerInfo] = signedData.signerInfos;
  const [certificate] = signedData.certificates ?? [];
  const eContent = signedData.encapContentInfo.eContent;
  if (!signerInfo?.signedAttrs || !certificate || !eContent) throw new Error('EF.SOD is incomplete');
  const signer = new X509Certificate(Buffer.from(certificate.toSchema().toBER()));
  const list = Buffer.from(eContent.getValue());
  const digest = signerInfo.signedAttrs.attributes.find(({ type }) => type === '1.2.840.113549.1.9.4');
  const signatureValid =
    verify(
      'sha256',
      Buffer.from(signerInfo.signedAttrs.encodedValue),
      signer.publicKey,
      Buffer.from(signerInfo.signature.valueBlock.valueHexView),
    ) &&
    digest?.values[0] instanceof OctetString &&
    createHash('sha256').update(list).digest().equals(Buffer.from(digest.values[0].getValue()));

  const hashes = new Map<number, Buffer>();
  const [, , entries] = (fromBER(new Uint8Array(list)).result as Sequence).valueBlock.value;
  for (const entry of (entries as Sequence).valueBlock.value) {
    const [number, hash] = (entry as Sequence).valueBlock.value;
    hashes.set((number as Integer).valueBlock.valueDec, Buffer.from((hash as OctetString).getValue()));
  }
  const groups = [1, 2, 11, 14, 15];
  const octets = new Map(
    groups.map((group) => [group, file(`01${group.toString(16).padStart(2, '0')}`)] as const),
  );
  const dg15 = octets.get(15) ?? Buffer.alloc(0);
  const challenge = Buffer.from('a1b2c3d4e5f60718', 'hex');
  const proof = chip.transmit(Buffer.concat([Buffer.from('0088000008', 'hex'), challenge, Buffer.from([0])]));
  const chipKey = createPublicKey({ key: dg15.subarray(2), format: 'der', type: 'spki' });
  const mrz = (octets.get(1) ?? Buffer.alloc(0)).subarray(5).toString('ascii');
  return {
    selected,
    contentType: signedData.encapContentInfo.eContentType,
    signatureValid,
    issuerTrusted: signer.verify(csca.publicKey) && signer.checkIssued(csca),
    altered: groups.filter((group) => {
      const expected = hashes.get(group);
      return (
        expected &&
        !createHash('sha256')
          .update(octets.get(group) ?? '')
          .digest()
          .equals(expected)
      );
    }),
    unsigned: groups.filter((group) => !hashes.has(group)),
    chipGenuine: verify(
      'sha256',
      challenge,
      { key: chipKey, dsaEncoding: 'ieee-p1363' },
      proof.subarray(0, -2),
    ),
    issuingState: mrz.slice(2, 5),
    expired: mrz.slice(38, 44) < '261122',
    behaviour: card.behaviour.type,
    pinTriesLeft: card.pin.triesLeft,
  };
}

const SOUND = {
  selected: '9000',
  contentType: '2.23.136.1.1.1',
  signatureValid: true,
  issuerTrusted: true,
  altered: [],
  unsigned: [],
  chipGenuine: true,
  issuingState: 'KWT',
  expired: false,
  behaviour: 'sound',
  pinTriesLeft: 3,
};

/** How each bad card differs from a sound one, and in nothing else. */
const DIFFERENCES: Readonly<Record<string, object>> = {
  expired: { expired: true },
  'forged-sod': { issuerTrusted: false },
  'signature-invalid': { signatureValid: false },
  'data-altered': { altered: [11] },
  'data-not-signed': { unsigned: [15] },
  cloned: { chipGenuine: false },
  foreign: { issuingState: 'SAU' },
  unreadable: { behaviour: 'mute' },
  garbled: { behaviour: 'garbled' },
  'removed-mid-read': { behaviour: 'leaves' },
  'pin-blocked': { pinTriesLeft: 0 },
};

describe('every card', () => {
  const bad = new Set(BAD_CARDS.map(({ card }) => card));

  test('of a person is sound', () => {
    for (const card of CARD_NAMES.filter((name) => !bad.has(name)))
      expect(inspect(readCard(card))).toEqual(SOUND);
  });

  test.each(Object.entries(DIFFERENCES))('%s is bad in exactly its way', (card, difference) => {
    expect(inspect(readCard(card))).toEqual({ ...SOUND, ...difference });
  });

  test('not-civil-id has no such application', () => {
    expect(inspect(readCard('not-civil-id'))).toEqual({ selected: '6a82' });
  });

  test('no bad card is left out above', () => {
    expect([...Object.keys(DIFFERENCES), 'not-civil-id'].sort()).toEqual([...bad].sort());
  });

  test('has its place in the row, and both transmission protocols occur', () => {
    const files = CARD_NAMES.map(readCard);
    expect(files.map(({ order }) => order)).toEqual(files.map((_file, index) => index));
    expect(new Set(files.map(({ protocol }) => protocol))).toEqual(new Set(['T=0', 'T=1']));
  });
});

describe('certificates', () => {
  test('the authority is a CA of Kuwait that signs itself', () => {
    expect(csca.ca).toBe(true);
    expect(csca.subject).toContain('C=KW');
    expect(csca.verify(csca.publicKey)).toBe(true);
    expect(readFileSync(join(places.csca, 'csca.pem'), 'utf8').trim()).toBe(csca.toString().trim());
  });

  test("the forger's authority bears the same name, so that only the signature tells", () => {
    const content = Buffer.from(readCard('forged-sod').application?.files['011d'] ?? '', 'base64').subarray(
      4,
    );
    const signedData = new SignedData({
      schema: new ContentInfo({ schema: fromBER(new Uint8Array(content)).result }).content,
    });
    const [certificate] = signedData.certificates ?? [];
    if (!certificate) throw new Error('no signer');
    const forged = new X509Certificate(Buffer.from(certificate.toSchema().toBER()));
    expect(forged.issuer).toBe(csca.subject);
  });
});

describe('the data folder', () => {
  const snapshot = () =>
    new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
    );

  test('is left as it is when made again', () => {
    const before = snapshot();
    makeDemoData(folder, NOW + 86_400_000, [kiosk]);
    expect(snapshot()).toEqual(before);
  });

  test('a lost or spoiled card is made again, by the same authority, and the others are kept', () => {
    const before = snapshot();
    rmSync(join(places.cards, 'ready-lost.json'));
    writeFileSync(join(places.cards, 'two-ready.json'), '{"card":');
    makeDemoData(folder, NOW, [kiosk]);
    for (const card of ['ready-lost', 'two-ready']) expect(inspect(readCard(card))).toEqual(SOUND);
    const changed = [...snapshot()].filter(([name, content]) => before.get(name) !== content);
    expect(changed.map(([name]) => name).sort()).toEqual(['ready-lost.json', 'two-ready.json']);
  });

  test("a kiosk's new key replaces its old one in the seed, and the requests stay", () => {
    const before = DemoSeed.parse(JSON.parse(readFileSync(places.seed, 'utf8')));
    makeDemoData(folder, NOW + 86_400_000, [
      { machine: 'K-014', publicKey: 'second' },
      { machine: 'K-015', publicKey: 'other' },
    ]);
    const after = DemoSeed.parse(JSON.parse(readFileSync(places.seed, 'utf8')));
    expect(after.requests).toEqual(before.requests);
    expect(after.kiosks).toEqual([
      { machine: 'K-014', publicKey: 'second' },
      { machine: 'K-015', publicKey: 'other' },
    ]);
  });

  test('a spoiled office file stops the making', () => {
    const kept = readFileSync(places.office, 'utf8');
    writeFileSync(places.office, '{}');
    expect(() => makeDemoData(folder, NOW, [])).toThrow();
    writeFileSync(places.office, kept);
  });
});
