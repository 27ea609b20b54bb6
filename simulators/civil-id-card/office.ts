import { fullName } from '../../contracts/person.ts';
import type { KeyObject } from 'node:crypto';
import { addDays, kuwaitDate } from '../../contracts/calendar.ts';
import { BAD_CARD_HOLDER, BRANCH_TECHNICIAN, DEMO_PEOPLE, DEMO_PIN } from '../demo/people.ts';
import { BAD_CARDS, type BadCard, type Original } from './bad-cards.ts';
import type { CardFile } from './card-file.ts';
import type { Authority } from './certificate.ts';
import {
  type CardHolder,
  encodeDataGroups,
  encodeFiles,
  exportPrivateKey,
  makeChipKeys,
  photograph,
  signGroups,
} from './personalisation.ts';

/** Days a card is valid from the day it is issued. */
const CARD_VALIDITY_DAYS = 5 * 365;
const PIN_TRIES = 3;
const ISSUING_STATE = 'KWT';
/** Cards of this protocol hand out data by GET RESPONSE and 6Cxx; every third holder has one, so that both are met daily. */
const T0_EVERY = 3;

/** The office that makes all cards of the demonstration. */
export interface CardOffice {
  readonly signer: Authority;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

function printedOn({ person }: CardHolder): CardFile['printed'] {
  return {
    nameArabic: fullName(person.nameArabic),
    nameLatin: fullName(person.nameLatin),
    civilId: person.civilId,
  };
}

function contentsOf(office: CardOffice, holder: CardHolder, publicKey: KeyObject) {
  const expiryDate = addDays(kuwaitDate(office.now), CARD_VALIDITY_DAYS);
  return { holder, issuingState: ISSUING_STATE, expiryDate, publicKey };
}

/** A sound card for a person. */
function issueCard(office: CardOffice, holder: CardHolder, order: number): CardFile {
  const { publicKey, privateKey } = makeChipKeys();
  const groups = encodeDataGroups(contentsOf(office, holder, publicKey));
  const sod = signGroups(groups, { signer: office.signer });
  return {
    card: holder.person.card,
    order,
    story: holder.person.story,
    printed: printedOn(holder),
    protocol: order % T0_EVERY === T0_EVERY - 1 ? 'T=0' : 'T=1',
    behaviour: { type: 'sound' },
    application: { files: encodeFiles(groups, sod), privateKey: exportPrivateKey(privateKey) },
    pin: { digits: DEMO_PIN, triesLeft: PIN_TRIES },
  };
}

function issueBadCard(bad: BadCard, original: Original, order: number): CardFile {
  const application = bad.application(original);
  return {
    card: bad.card,
    order,
    story: bad.story,
    printed: application && printedOn(original.contents.holder),
    protocol: 'T=1',
    behaviour: bad.behaviour ?? { type: 'sound' },
    application,
    pin: { digits: DEMO_PIN, triesLeft: bad.pinTriesLeft ?? PIN_TRIES },
  };
}

/** The sound card from which the bad ones are made. It is not itself among the cards. */
function makeOriginal(office: CardOffice): Original {
  const { publicKey, privateKey } = makeChipKeys();
  return {
    contents: contentsOf(office, photograph(BAD_CARD_HOLDER), publicKey),
    privateKey: exportPrivateKey(privateKey),
    signer: office.signer,
    now: office.now,
    today: kuwaitDate(office.now),
  };
}

/** Names of all cards, in the order in which a stand shows them. */
export const CARD_NAMES: readonly string[] = [
  ...DEMO_PEOPLE.map((person) => person.card),
  ...BAD_CARDS.map((bad) => bad.card),
  BRANCH_TECHNICIAN.card,
];

/** Makes every card of the demonstration. */
export function issueAllCards(office: CardOffice): CardFile[] {
  const original = makeOriginal(office);
  const makers: ((order: number) => CardFile)[] = [
    ...DEMO_PEOPLE.map((person) => (order: number) => issueCard(office, photograph(person), order)),
    ...BAD_CARDS.map((bad) => (order: number) => issueBadCard(bad, original, order)),
    (order) => issueCard(office, photograph(BRANCH_TECHNICIAN), order),
  ];
  return makers.map((make, order) => make(order));
}
