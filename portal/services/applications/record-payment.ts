import type { IsoDate, IsoInstant } from '../../../contracts/calendar.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { Settings } from '../../dated-settings.ts';
import {
  changeApplication,
  findLicenceRequest,
  insertLicence,
  type LicenceRequest,
} from '../../store/applications.ts';
import { findPerson, getPortrait } from '../../store/people.ts';
import { ensureReceiptCode } from '../../store/receipts.ts';
import type { StoreReader, StoreTransaction } from '../../store/store.ts';
import { licenceReadyMail } from '../../texts/mails/application-mails.ts';
import { REQUEST_KIND_NAMES } from '../../texts/names.ts';
import { newReceiptCode } from '../receipts/receipt-code.ts';
import { aboutRequest, chosenMachine, mailApplicant } from './applicant-mail.ts';
import { record } from './context.ts';
import { collectionTerm } from './follow-up.ts';
import { moveRequest } from './move-request.ts';
import { printedLicence } from './printed-licence.ts';
import { residencyEnd } from './residency-bound.ts';

/** Acts that follow from a payment are the portal's own. */
const BY_PAYMENT = { actor: 'portal:payments', origin: 'portal' } as const;

/** A captured payment of one request's fee. */
export interface CapturedFee {
  readonly requestId: RequestId;
  /** Fils. */
  readonly amount: Fils;
  readonly paidAt: IsoInstant;
  /** The gateway's reference, printed on receipts. */
  readonly reference: string;
  /** The settings of `today`. */
  readonly settings: Settings;
  readonly today: IsoDate;
  /** The portal's time now. */
  readonly now: IsoInstant;
  readonly publicUrl: string;
}

/** Whether the licence that is asked for would have ended before it was printed: with a residency that has ended since. */
async function isOver(
  reader: StoreReader,
  { civilId, category }: LicenceRequest,
  { settings, today }: Pick<CapturedFee, 'settings' | 'today'>,
): Promise<boolean> {
  const person = await findPerson(reader, civilId);
  const end = person === null ? null : residencyEnd(category, person, settings);
  return end !== null && end < today;
}

/**
 * Records that the fee of a request was captured and makes its licence ready, in the transaction of the payment.
 * `notPayable`: it does not wait for this amount (any more); nothing was changed, and the money goes back.
 */
export async function recordRequestPayment(
  transaction: StoreTransaction,
  { requestId, amount, paidAt, reference, settings, today, now, publicUrl }: CapturedFee,
): Promise<'recorded' | 'notPayable'> {
  const request = await findLicenceRequest(transaction, requestId);
  const application = request?.application ?? null;
  if (request === null || application === null || application.fee !== amount) return 'notPayable';
  if (await isOver(transaction, request, { settings, today })) return 'notPayable';
  const paid = await moveRequest(transaction, request, 'recordPayment', null, {
    payment: { amount, at: paidAt, reference },
  });
  if (paid === null) return 'notPayable';
  const ready = await moveRequest(transaction, paid.request, 'approve');
  if (ready === null) throw new Error('a paid request cannot be approved');
  const person = await findPerson(transaction, request.civilId);
  if (!person?.licence) throw new Error(`the holder of ${requestId} has no licence any more`);
  const licence = printedLicence(person, person.licence, request, settings, today);
  await insertLicence(transaction, requestId, {
    licence: JSON.stringify(licence),
    portrait: application.portrait ?? (await getPortrait(transaction, request.civilId)),
  });
  const term = collectionTerm(today, settings);
  await changeApplication(transaction, requestId, { ...term, portrait: null });
  await ensureReceiptCode(transaction, requestId, newReceiptCode(), now);
  const machine = await chosenMachine(transaction, application);
  const about = { ...aboutRequest(request, publicUrl), machine, collectBy: term.collectBy };
  await mailApplicant(transaction, application, (language) => licenceReadyMail(about, language), now);
  await record(transaction, [paid.fact, ready.fact], BY_PAYMENT, now);
  return 'recorded';
}

/** Notes that what was paid for a cancelled request went back to its payer. */
export async function recordRequestRefund(
  transaction: StoreTransaction,
  requestId: RequestId,
  now: IsoInstant,
): Promise<void> {
  const request = await findLicenceRequest(transaction, requestId);
  const refunded = request === null ? null : await moveRequest(transaction, request, 'refund');
  if (refunded) await record(transaction, [refunded.fact], BY_PAYMENT, now);
}

/** What is to be paid for a request. */
export interface RequestPaymentLine {
  /** Fils. */
  readonly fee: Fils;
  readonly description: Bilingual;
}

/** What the account has to pay for its request today; `null` unless it waits for that. */
export async function requestPaymentLine(
  reader: StoreReader,
  requestId: RequestId,
  accountId: string,
  now: Pick<CapturedFee, 'settings' | 'today'>,
): Promise<RequestPaymentLine | null> {
  const request = await findLicenceRequest(reader, requestId);
  if (request?.application?.accountId !== accountId || request.status !== 'awaitingPayment') return null;
  if (await isOver(reader, request, now)) return null;
  const service = REQUEST_KIND_NAMES[request.kind];
  const category = LICENCE_CATEGORY_NAMES[request.category];
  return {
    fee: request.application.fee,
    description: { ar: `${service.ar}: ${category.ar}`, en: `${service.en}: ${category.en}` },
  };
}
