import { fullName } from '../../contracts/person.ts';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { type DemoPerson, portraitSeed } from '../demo/people.ts';
import { drawPortrait, PORTRAIT_HEIGHT, PORTRAIT_WIDTH } from '../demo/portrait.ts';
import type { Authority } from './certificate.ts';
import {
  type DataGroup,
  encodeCom,
  encodeDg1,
  encodeDg2,
  encodeDg11,
  encodeDg14,
  encodeDg15,
  LDS_FILES,
} from './lds.ts';
import { composeTd1 } from './mrz.ts';
import { encodeSod } from './sod.ts';

/** What the issuing office knows of a holder when it makes a card. */
export interface CardHolder {
  readonly person: DemoPerson;
  /** JPEG octets. */
  readonly portrait: Buffer;
}

/** A holder with the portrait drawn. */
export function photograph(person: DemoPerson): CardHolder {
  return { person, portrait: drawPortrait({ ...person.portrait, sex: person.sex }, portraitSeed(person)) };
}

/** The date of birth that a civil ID number of this century tells. */
function birthDate(civilId: CivilId): IsoDate {
  return IsoDate.parse(`20${civilId.slice(1, 3)}-${civilId.slice(3, 5)}-${civilId.slice(5, 7)}`);
}

/** What a card says, before anything is signed. */
export interface CardContents {
  readonly holder: CardHolder;
  /** ICAO letters. */
  readonly issuingState: string;
  readonly expiryDate: IsoDate;
  /** The chip's key pair, ECDSA P-256. */
  readonly publicKey: KeyObject;
}

/** A new chip key pair, ECDSA P-256. */
export function makeChipKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** A private key as a card file holds it: PKCS #8 in PEM. */
export function exportPrivateKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** DG11 of a person, also of one who claims another's number. */
export function encodeHolderDetails(person: DemoPerson, personalNumber: CivilId = person.civilId): Buffer {
  return encodeDg11({ name: fullName(person.nameArabic), personalNumber });
}

/** The data groups of a card. */
export function encodeDataGroups(contents: CardContents): Map<DataGroup, Buffer> {
  const { person, portrait } = contents.holder;
  const mrz = composeTd1({
    documentCode: 'ID',
    issuingState: contents.issuingState,
    documentNumber: `K${person.civilId.slice(-8)}`,
    optionalData: person.civilId,
    birthDate: birthDate(person.civilId),
    sex: person.sex,
    expiryDate: contents.expiryDate,
    nationality: person.nationality,
    name: person.nameLatin,
  });
  return new Map([
    ['dg1', encodeDg1(mrz)],
    ['dg2', encodeDg2({ jpeg: portrait, width: PORTRAIT_WIDTH, height: PORTRAIT_HEIGHT, sex: person.sex })],
    ['dg11', encodeHolderDetails(person)],
    ['dg14', encodeDg14()],
    ['dg15', encodeDg15(contents.publicKey.export({ type: 'spki', format: 'der' }))],
  ]);
}

/** How a card is signed. */
export interface Signing {
  readonly signer: Authority;
  readonly breakSignature?: boolean;
  /** Groups that the signed list leaves out. */
  readonly unsigned?: readonly DataGroup[];
}

/** EF.SOD over `groups`. */
export function signGroups(groups: ReadonlyMap<DataGroup, Buffer>, signing: Signing): Buffer {
  const listed = new Map([...groups].filter(([group]) => !signing.unsigned?.includes(group)));
  return encodeSod(listed, { signer: signing.signer, breakSignature: signing.breakSignature ?? false });
}

/** All files of the application, by file identifier, in base64. */
export function encodeFiles(groups: ReadonlyMap<DataGroup, Buffer>, sod: Buffer): Record<string, string> {
  const files: [string, Buffer][] = [
    [LDS_FILES.com, encodeCom([...groups.keys()])],
    [LDS_FILES.sod, sod],
    ...[...groups].map(([group, octets]): [string, Buffer] => [LDS_FILES[group], octets]),
  ];
  return Object.fromEntries(files.map(([identifier, octets]) => [identifier, octets.toString('base64')]));
}
