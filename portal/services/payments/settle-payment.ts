import type { Fils } from '../../../contracts/money.ts';
import {
  PAYMENT_NEXT,
  type PaymentId,
  type PaymentItem,
  type PaymentLine,
  type PaymentStatus,
} from '../../../contracts/portal-api/payments.ts';
import { getAccount } from '../../store/accounts.ts';
import { payDues } from '../../store/dues.ts';
import { queueMail } from '../../store/mails.ts';
import {
  type Capture,
  changePayment,
  type PaymentChange,
  type PaymentOnFile,
  takePayment,
  unlockItems,
} from '../../store/payments.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { paymentReceiptMail } from '../../texts/mails/payment-mails.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import { recordRequestPayment } from '../applications/record-payment.ts';
import type { AuditActor, AuditFact } from '../audit/audit-chain.ts';
import type { PaymentFact } from '../audit/payment-facts.ts';
import { newReceiptCode } from '../receipts/receipt-code.ts';
import { recordRenewals } from '../residency/record-renewals.ts';
import type { PaymentContext } from './context.ts';
import { nextCheck } from './schedule.ts';

/** What became of a payment at the gateway, and who found it out by what. */
export interface PaymentEvidence {
  readonly by: AuditActor;
  readonly evidence: Extract<PaymentFact, { readonly action: 'paymentMoved' }>['evidence'];
  readonly outcome:
    | {
        readonly status: 'captured';
        readonly tranId: string;
        readonly reference: string;
        /** Fils: what was taken. */
        readonly amount: Fils;
      }
    | { readonly status: 'notCaptured' | 'cancelled' | 'timedOut' };
}

interface Settling {
  readonly context: PaymentContext;
  readonly transaction: StoreTransaction;
  readonly now: Moment;
}

type ItemType = PaymentItem['type'];
type LineOf<Type extends ItemType> = PaymentLine & {
  readonly item: Extract<PaymentItem, { readonly type: Type }>;
};

/** Records the lines of one type; `false` when any of them can no longer be had, and nothing was changed. */
type LineRecorder<Type extends ItemType> = (
  settling: Settling,
  payment: PaymentOnFile,
  lines: readonly LineOf<Type>[],
  capture: Capture,
) => Promise<boolean>;

/** What a capture does for each type of item. */
const RECORDERS: { readonly [Type in ItemType]: LineRecorder<Type> } = {
  due: ({ transaction }, { paymentId }, lines) =>
    payDues(
      transaction,
      lines.map(({ item }) => item.dueId),
      paymentId,
    ),
  renewal: ({ transaction }, { paymentId }, lines) => recordRenewals(transaction, paymentId, lines.length),
  async request({ context, transaction, now }, { paymentId }, [line, ...more], { at, reference }) {
    if (line === undefined || more.length > 0) throw new Error(`${paymentId} is for more than one request`);
    const recorded = await recordRequestPayment(transaction, {
      requestId: line.item.requestId,
      amount: line.amount,
      paidAt: at,
      reference,
      settings: now.settings,
      today: now.today,
      now: now.instant,
      publicUrl: context.publicUrl,
    });
    return recorded === 'recorded';
  },
};

const isOfType =
  <Type extends ItemType>(type: Type) =>
  (line: PaymentLine): line is LineOf<Type> =>
    line.item.type === type;

function recordLinesOf<Type extends ItemType>(
  type: Type,
  settling: Settling,
  payment: PaymentOnFile,
  capture: Capture,
): Promise<boolean> {
  const recorder: LineRecorder<Type> = RECORDERS[type];
  return recorder(settling, payment, payment.lines.filter(isOfType(type)), capture);
}

/**
 * Records everything that a captured payment is for; `false` when any of it can no longer be had, and nothing was changed.
 * A payment is for one request, for dues, or for renewals.
 */
function recordLines(settling: Settling, payment: PaymentOnFile, capture: Capture): Promise<boolean> {
  const [type, ...others] = new Set(payment.lines.map(({ item }) => item.type));
  if (type === undefined || others.length > 0)
    throw new Error(`${payment.paymentId} is for things of several types`);
  return recordLinesOf(type, settling, payment, capture);
}

/** What a payment becomes now that its money was taken; everything that goes with it is written. */
async function settleCapture(
  settling: Settling,
  payment: PaymentOnFile,
  capture: Capture,
): Promise<PaymentChange> {
  const { context, transaction, now } = settling;
  const receiptCode = newReceiptCode();
  const had = capture.amount === payment.amount && (await recordLines(settling, payment, capture));
  const moved = { now: now.instant, capture, receiptCode };
  if (!had) return { ...moved, status: 'refundDue', refundCause: 'notAvailable', checkAt: now.instant };
  const { email, language } = await getAccount(transaction, payment.accountId);
  const mail = paymentReceiptMail(
    {
      amount: capture.amount,
      paymentReference: capture.reference,
      paidAt: capture.at,
      receiptUrl: `${context.publicUrl}/receipts/${receiptCode}`,
    },
    language,
  );
  await queueMail(transaction, email, mail, now.instant);
  return { ...moved, status: 'captured', checkAt: null };
}

/** What the trail says of each item that is paid; a request's own facts say it. */
const PAID_FACTS: {
  readonly [Type in ItemType]: (item: LineOf<Type>['item'], payment: PaymentId) => AuditFact[];
} = {
  due: ({ dueId }, payment) => [{ action: 'duePaid', dueId, payment }],
  renewal: ({ renewalId }, payment) => [{ action: 'renewalPaid', renewalId, payment }],
  request: () => [],
};

function paidFact<Type extends ItemType>(
  item: LineOf<Type>['item'] & { readonly type: Type },
  payment: PaymentId,
) {
  const fact: (typeof PAID_FACTS)[Type] = PAID_FACTS[item.type];
  return fact(item, payment);
}

/** What a payment has paid, for the trail. */
function paidFacts({ paymentId, lines }: PaymentOnFile, status: PaymentStatus): AuditFact[] {
  return status === 'captured' ? lines.flatMap(({ item }) => paidFact(item, paymentId)) : [];
}

/**
 * The one place where what the gateway did moves a payment: in one transaction its status, what it paid for, its locks, the
 * receipt, the mail and the trail. Told again, it changes nothing; evidence that money was *not* taken ends only what is open.
 *
 * Money is matched with what it is for as a whole: when the amount is another, or any line can no longer be had (a request
 * cancelled meanwhile, a due or a residency paid otherwise), nothing is recorded as paid and all of it goes back. KNET makes only the whole
 * refund of a capture repeatable without paying twice, so no part of one is ever refunded.
 * @returns the status it has now
 */
export function settlePayment(
  context: PaymentContext,
  paymentId: PaymentId,
  { by, evidence, outcome }: PaymentEvidence,
): Promise<PaymentStatus> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const payment = await takePayment(transaction, paymentId);
    const from = payment.status;
    if (!PAYMENT_NEXT[from].includes(outcome.status)) return from;
    const change =
      outcome.status === 'captured'
        ? await settleCapture({ context, transaction, now }, payment, {
            tranId: outcome.tranId,
            reference: outcome.reference,
            amount: outcome.amount,
            at: now.instant,
          })
        : {
            status: outcome.status,
            now: now.instant,
            checkAt: nextCheck(now.instant, now.ms),
          };
    await changePayment(transaction, paymentId, change);
    await unlockItems(transaction, paymentId);
    await record(
      transaction,
      [
        { action: 'paymentMoved', paymentId, from, to: change.status, evidence },
        ...paidFacts(payment, change.status),
      ],
      by,
      now.instant,
    );
    return change.status;
  });
}
