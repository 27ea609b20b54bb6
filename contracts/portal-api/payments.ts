import { z } from 'zod';
import { IsoDate, IsoInstant } from '../calendar.ts';
import { parseCivilId } from '../civil-id.ts';
import { Bilingual, canonicalNumber, Language } from '../language.ts';
import { Fils } from '../money.ts';
import { RequestId } from '../pickup.ts';
import { RenewalId } from '../residency.ts';
import type { ApiRoute } from './route.ts';

export const DueId = z
  .string()
  .regex(/^D-\d{4}-\d{8}$/)
  .brand<'DueId'>();
export type DueId = z.infer<typeof DueId>;

export const PaymentId = z.uuid().brand<'PaymentId'>();
export type PaymentId = z.infer<typeof PaymentId>;

/** Why a due cannot be paid online, and so where it is paid (S11). */
export const NotPayableReason = z.enum([
  'courtCase',
  'trafficOffice',
  'impoundedVehicle',
  'residencyDepartment',
  'overstayStillRunning',
]);
export type NotPayableReason = z.infer<typeof NotPayableReason>;

/** A vehicle's number plate as the guide prints it: code, stroke, number. */
export const Plate = z
  .string()
  .transform((text) => canonicalNumber(text))
  .pipe(z.string().regex(/^\d{1,2}\/\d{1,5}$/, { error: 'plate' }))
  .brand<'Plate'>();
export type Plate = z.infer<typeof Plate>;

const payable = z.discriminatedUnion('payable', [
  z.strictObject({ payable: z.literal(true) }),
  z.strictObject({ payable: z.literal(false), reason: NotPayableReason }),
]);

const dueCommon = {
  dueId: DueId,
  /** The name of the dependant whose due it is; `null`: it is one's own. */
  dependant: Bilingual.nullable(),
  /** Fils. */
  amount: Fils,
  standing: payable,
  /** A payment of it is open: it cannot be ticked until that has ended. */
  locked: z.boolean(),
};

/** One due (S11): a traffic violation, or a fine for overstaying a residency. */
export const Due = z.discriminatedUnion('type', [
  z.strictObject({
    ...dueCommon,
    type: z.literal('trafficViolation'),
    number: z.string(),
    year: z.int(),
    violation: Bilingual,
    date: IsoDate,
    /** `HH:MM`. */
    time: z.string(),
    place: Bilingual,
    plate: z.string().nullable(),
    description: Bilingual,
  }),
  z.strictObject({
    ...dueCommon,
    type: z.literal('residencyFine'),
    number: z.string(),
    expiredOn: IsoDate,
    daysOver: z.int().nonnegative(),
    /** Fils a day, from the day named; the dated tariff that gave the amount. */
    rates: z.array(z.strictObject({ fromDay: z.int().positive(), perDay: Fils })),
    cap: Fils,
    capped: z.boolean(),
  }),
]);
export type Due = z.infer<typeof Due>;

/** A due as the public inquiry shows it: nothing that tells who, where or what vehicle. */
export const PublicDue = z.strictObject({
  type: z.enum(['trafficViolation', 'residencyFine']),
  number: z.string(),
  year: z.int(),
  amount: Fils,
  standing: payable,
});
export type PublicDue = z.infer<typeof PublicDue>;

/** Civil ID or unified number (الرقم الموحد, 6 to 12 digits), as typed. */
export const InquiryNumber = z.string().transform((text, context) => {
  const digits = canonicalNumber(text);
  const civilId = parseCivilId(digits);
  if (civilId.ok) return { type: 'civilId' as const, number: civilId.value };
  if (digits.length === 12 || !/^\d{6,11}$/.test(digits)) {
    context.addIssue({ code: 'custom', message: 'inquiryNumber' });
    return z.NEVER;
  }
  return { type: 'unifiedNumber' as const, number: digits };
});
export type InquiryNumber = z.infer<typeof InquiryNumber>;

/** What a payment pays for. */
export const PaymentItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('request'), requestId: RequestId }),
  z.strictObject({ type: z.literal('due'), dueId: DueId }),
  z.strictObject({ type: z.literal('renewal'), renewalId: RenewalId }),
]);
export type PaymentItem = z.infer<typeof PaymentItem>;

/**
 * - `open`: the payer is at the gateway, or came from there without an answer; it is found out by inquiry.
 * - `captured`: the money was taken and what it pays for is recorded.
 * - `notCaptured`, `cancelled`, `timedOut`: nothing was taken.
 * - `refundDue`, `refunded`: taken, but what it was for could no longer be had.
 */
export const PaymentStatus = z.enum([
  'open',
  'captured',
  'notCaptured',
  'cancelled',
  'timedOut',
  'refundDue',
  'refunded',
]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** What may become of a payment: the only way money's state moves. */
export const PAYMENT_NEXT: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  open: ['captured', 'notCaptured', 'cancelled', 'timedOut', 'refundDue'],
  captured: ['refundDue'],
  notCaptured: ['captured', 'refundDue'],
  cancelled: ['captured', 'refundDue'],
  timedOut: ['captured', 'refundDue'],
  refundDue: ['refunded'],
  refunded: [],
};

/** What becomes of the fee of a request that ended without its licence. */
export const FeeRefund = z.strictObject({
  status: PaymentStatus.extract(['refundDue', 'refunded']),
  /** Since when it stands so; of what was refunded, when it was. */
  since: IsoInstant,
});
export type FeeRefund = z.infer<typeof FeeRefund>;

export const PaymentLine = z.strictObject({ item: PaymentItem, description: Bilingual, amount: Fils });
export type PaymentLine = z.infer<typeof PaymentLine>;

export const PaymentView = z.strictObject({
  paymentId: PaymentId,
  status: PaymentStatus,
  amount: Fils,
  lines: z.array(PaymentLine).min(1),
  createdAt: IsoInstant,
  /** The gateway's reference, once captured. */
  reference: z.string().nullable(),
  receiptUrl: z.string().nullable(),
  /** While it is open: where it can be gone on with, from any browser of its payer. */
  gatewayUrl: z.url().nullable(),
});
export type PaymentView = z.infer<typeof PaymentView>;

const PaymentParams = z.strictObject({ paymentId: PaymentId });

/** Most lines of one payment. */
export const PAYMENT_MOST_LINES = 100;

/** Routes of S11 and S12. */
export const PAYMENT_ROUTES = {
  dues: {
    method: 'GET',
    path: '/api/dues',
    access: ['individual'],
    summary: 'Own dues and those of dependants, payable and not payable online',
    answer: z.strictObject({ dues: z.array(Due) }),
  },
  inquire: {
    method: 'POST',
    path: '/api/dues-inquiries',
    access: 'public',
    summary: 'Dues of a civil ID or unified number, without personal data',
    body: z.strictObject({ number: InquiryNumber }),
    answer: z.strictObject({ dues: z.array(PublicDue), total: Fils }),
    throttled: true,
  },
  beginPayment: {
    method: 'POST',
    path: '/api/payments',
    access: ['individual'],
    summary:
      'Locks what is paid for and tells where to pay; repeated with the same key it answers the same payment',
    body: z.strictObject({
      key: z.uuid(),
      items: z.array(PaymentItem).min(1).max(PAYMENT_MOST_LINES),
      language: Language,
    }),
    answer: z.strictObject({ paymentId: PaymentId, amount: Fils, gatewayUrl: z.url() }),
    faults: ['notPayable', 'paymentOpen', 'alreadyPaid'],
  },
  payments: {
    method: 'GET',
    path: '/api/payments',
    access: ['individual', 'mainUser', 'delegate'],
    summary: 'Own payments, newest first',
    answer: z.strictObject({ payments: z.array(PaymentView) }),
  },
  payment: {
    method: 'GET',
    path: '/api/payments/:paymentId',
    access: ['individual', 'mainUser', 'delegate'],
    summary: 'One own payment; while it is open the gateway is asked',
    params: PaymentParams,
    answer: PaymentView,
  },
  abandonPayment: {
    method: 'POST',
    path: '/api/payments/:paymentId/abandonment',
    access: ['individual', 'mainUser', 'delegate'],
    summary: 'Ends a payment that the gateway has not captured, so that its lines can be paid anew',
    params: PaymentParams,
    answer: PaymentView,
    faults: ['gatewayUnavailable'],
  },
} as const satisfies Record<string, ApiRoute>;

/** Where the gateway reports, and where it sends the payer's browser. Not JSON, therefore not among the routes above. */
export const KNET_RESPONSE_PATH = '/payments/knet/response';
export const KNET_ERROR_PATH = '/payments/knet/error';
/** The page of the portal that the payer returns to; `paymentId` is no secret and no personal data. */
export const PAYMENT_RETURN_PATH = '/payments/:paymentId';
