import { addDays, type IsoDate } from '../../contracts/calendar.ts';
import type { Bilingual } from '../../contracts/language.ts';
import type { CardRefusalReason } from '../../contracts/refusal.ts';
import { DEMO_PEOPLE } from '../demo/people.ts';
import type { CardBehaviour, CardFile } from './card-file.ts';
import { type Authority, makeCsca, makeDocumentSigner } from './certificate.ts';
import {
  type CardContents,
  encodeDataGroups,
  encodeFiles,
  encodeHolderDetails,
  exportPrivateKey,
  makeChipKeys,
  type Signing,
  signGroups,
} from './personalisation.ts';

/** The genuine office and card from which forgers and accidents start. */
export interface Original {
  readonly contents: CardContents;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
  readonly signer: Authority;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly today: IsoDate;
}

/** A card that must be refused, and for which one reason. */
export interface BadCard {
  readonly card: string;
  readonly story: Bilingual;
  readonly refusal: CardRefusalReason;
  readonly behaviour?: CardBehaviour;
  readonly pinTriesLeft?: number;
  readonly application: (original: Original) => CardFile['application'];
}

/** Days since the expired card ran out. */
const EXPIRED_DAYS_AGO = 40;
/** Exchanges after which the impatient holder pulls the card: the application is selected and EF.SOD is being read. */
const LEAVES_AFTER_EXCHANGES = 4;

/** A card made as by the office, of other contents or signed otherwise. */
function issue(
  original: Original,
  changes: { readonly contents?: Partial<CardContents>; readonly signing?: Partial<Signing> } = {},
): CardFile['application'] {
  const groups = encodeDataGroups({ ...original.contents, ...changes.contents });
  const sod = signGroups(groups, { signer: original.signer, ...changes.signing });
  return { files: encodeFiles(groups, sod), privateKey: original.privateKey };
}

/** Every card that a machine must refuse, each wrong in exactly one way. */
export const BAD_CARDS: readonly BadCard[] = [
  {
    card: 'expired',
    story: { ar: 'بطاقة منتهية', en: 'Expired card' },
    refusal: 'cardExpired',
    application: (original) =>
      issue(original, { contents: { expiryDate: addDays(original.today, -EXPIRED_DAYS_AGO) } }),
  },
  {
    card: 'forged-sod',
    story: { ar: 'مزورة: موقّعة من جهة مجهولة', en: 'Forged: signed by an unknown authority' },
    refusal: 'issuerUntrusted',
    application: (original) => {
      const forger = makeDocumentSigner(makeCsca(original.now), original.now);
      return issue(original, { signing: { signer: forger } });
    },
  },
  {
    card: 'signature-invalid',
    story: { ar: 'مزورة: توقيع غير صحيح', en: 'Forged: the signature is wrong' },
    refusal: 'signatureInvalid',
    application: (original) => issue(original, { signing: { breakSignature: true } }),
  },
  {
    card: 'data-altered',
    story: { ar: 'مزورة: رقم مدني آخر بعد التوقيع', en: "Forged: another's civil ID number after signing" },
    refusal: 'dataAltered',
    application: (original) => {
      const groups = encodeDataGroups(original.contents);
      const sod = signGroups(groups, { signer: original.signer });
      const [victim] = DEMO_PEOPLE;
      groups.set('dg11', encodeHolderDetails(original.contents.holder.person, victim?.civilId));
      return { files: encodeFiles(groups, sod), privateKey: original.privateKey };
    },
  },
  {
    card: 'data-not-signed',
    story: { ar: 'مزورة: مفتاح الشريحة غير موقّع', en: "Forged: the chip's key is not in the signed list" },
    refusal: 'dataNotSigned',
    application: (original) => {
      const { publicKey, privateKey } = makeChipKeys();
      const application = issue(original, { contents: { publicKey }, signing: { unsigned: ['dg15'] } });
      return application && { ...application, privateKey: exportPrivateKey(privateKey) };
    },
  },
  {
    card: 'cloned',
    story: { ar: 'مستنسخة: بلا المفتاح السري', en: 'Cloned: without the private key' },
    refusal: 'chipCloned',
    application: (original) => {
      const application = issue(original);
      return application && { ...application, privateKey: exportPrivateKey(makeChipKeys().privateKey) };
    },
  },
  {
    card: 'foreign',
    story: { ar: 'بطاقة دولة أخرى', en: 'Card of another state' },
    refusal: 'issuingStateWrong',
    application: (original) => issue(original, { contents: { issuingState: 'SAU' } }),
  },
  {
    card: 'not-civil-id',
    story: { ar: 'ليست بطاقة مدنية', en: 'Not a civil ID' },
    refusal: 'notCivilId',
    application: () => null,
  },
  {
    card: 'unreadable',
    story: { ar: 'شريحة لا تستجيب', en: 'The chip does not answer' },
    refusal: 'cardUnreadable',
    behaviour: { type: 'mute' },
    application: issue,
  },
  {
    card: 'garbled',
    story: { ar: 'شريحة تالفة', en: 'The chip answers with noise' },
    refusal: 'cardUnreadable',
    behaviour: { type: 'garbled' },
    application: issue,
  },
  {
    card: 'removed-mid-read',
    story: { ar: 'تُسحب أثناء القراءة', en: 'Pulled out while being read' },
    refusal: 'cardRemoved',
    behaviour: { type: 'leaves', afterExchanges: LEAVES_AFTER_EXCHANGES },
    application: issue,
  },
  {
    card: 'pin-blocked',
    story: { ar: 'الرقم السري محجوب', en: 'PIN blocked' },
    refusal: 'pinBlocked',
    pinTriesLeft: 0,
    application: issue,
  },
];
