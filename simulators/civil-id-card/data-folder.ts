import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DemoSeed } from '../../contracts/demo-seed.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { makeDemoSeed } from '../demo/seed.ts';
import { CardFile } from './card-file.ts';
import { type Authority, makeCsca, makeDocumentSigner } from './certificate.ts';
import { CARD_NAMES, issueAllCards } from './office.ts';
import { exportPrivateKey } from './personalisation.ts';

/** Where the demonstration's data lie below its folder. */
export interface DataFolder {
  /** Folder with the trusted country signing certificate, `csca.pem` and `csca.der`, and nothing else. */
  readonly csca: string;
  /** Folder of card files, one JSON a card. */
  readonly cards: string;
  /** The portal's seed, `DemoSeed` in JSON. */
  readonly seed: string;
  /** What the card office keeps to itself: the document signer and its key. */
  readonly office: string;
}

/** The places below `folder`. */
export function dataFolder(folder: string): DataFolder {
  return {
    csca: join(folder, 'csca'),
    cards: join(folder, 'cards'),
    seed: join(folder, 'portal-seed.json'),
    office: join(folder, 'card-office.json'),
  };
}

const OctetsFromBase64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const OfficeFile = z.strictObject({
  certificate: OctetsFromBase64,
  subject: OctetsFromBase64,
  issuer: OctetsFromBase64,
  serialNumber: OctetsFromBase64,
  keyIdentifier: OctetsFromBase64,
  privateKey: z.string().transform((pem) => createPrivateKey(pem)),
});

function readSigner(path: string): Authority {
  return OfficeFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function writeSigner(path: string, signer: Authority): void {
  const { certificate, subject, issuer, serialNumber, keyIdentifier } = signer;
  const octets = Object.entries({ certificate, subject, issuer, serialNumber, keyIdentifier }).map(
    ([name, value]) => [name, value.toString('base64')],
  );
  const file = { ...Object.fromEntries(octets), privateKey: exportPrivateKey(signer.privateKey) };
  writeFileAtomically(path, JSON.stringify(file), 0o600);
}

/** Opens a new office: authority, signer, and no cards of an earlier one. */
function openOffice(places: DataFolder, now: number): Authority {
  const csca = makeCsca(now);
  const signer = makeDocumentSigner(csca, now);
  const lines = csca.certificate.toString('base64').replace(/.{1,64}/g, '$&\n');
  rmSync(places.cards, { recursive: true, force: true });
  writeFileAtomically(join(places.csca, 'csca.der'), csca.certificate);
  writeFileAtomically(
    join(places.csca, 'csca.pem'),
    `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
  );
  writeSigner(places.office, signer);
  return signer;
}

/** Whether a card lies there that this version can use. */
function isCard(path: string): boolean {
  try {
    return CardFile.safeParse(JSON.parse(readFileSync(path, 'utf8'))).success;
  } catch {
    return false;
  }
}

/**
 * Makes what is missing of the demonstration's data and keeps what is there; the seed's kiosks are always brought up to date.
 * Where certificate or office are missing, cards made earlier could not be believed, and all are made anew. A card that cannot
 * be used, perhaps of an earlier version, is made anew too. Throws when office or seed are there but not what they should be.
 */
export function makeDemoData(folder: string, now: number, kiosks: DemoSeed['kiosks']): DataFolder {
  const places = dataFolder(folder);
  const officeFiles = [places.office, join(places.csca, 'csca.der'), join(places.csca, 'csca.pem')];
  const signer = officeFiles.every((path) => existsSync(path))
    ? readSigner(places.office)
    : openOffice(places, now);
  const cardPath = (card: string) => join(places.cards, `${card}.json`);
  const missing = new Set(CARD_NAMES.filter((card) => !isCard(cardPath(card))));
  if (missing.size > 0) {
    for (const file of issueAllCards({ signer, now }))
      if (missing.has(file.card)) writeFileAtomically(cardPath(file.card), JSON.stringify(file));
  }
  writeSeed(places.seed, now, kiosks);
  return places;
}

function writeSeed(path: string, now: number, kiosks: DemoSeed['kiosks']): void {
  const kept = existsSync(path) ? DemoSeed.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
  const machines = new Map([...(kept?.kiosks ?? []), ...kiosks].map((kiosk) => [kiosk.machine, kiosk]));
  const seed = kept ? { ...kept, kiosks: [...machines.values()] } : makeDemoSeed(now, kiosks);
  writeFileAtomically(path, JSON.stringify(seed));
}
