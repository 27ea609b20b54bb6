import { z } from 'zod';
import { isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { Fils } from '../../contracts/money.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import { StateFile } from '../state-file.ts';
import { KnetPayment, type PaymentState } from './control.ts';
import type { GatewayError } from './errors.ts';

const Books = z.strictObject({
  /** How many numbers were given out. */
  issued: z.int().nonnegative(),
  payments: z.array(KnetPayment),
});

/** What a merchant asks to be paid. */
export type PaymentOrder = Pick<KnetPayment, 'trackId' | 'amount' | 'language' | 'responseUrl' | 'errorUrl'>;

/** How a payer left the payment page, or what the bank said. */
type Decision = Exclude<PaymentState, 'initiated'>;

/** The gateway's books: every payment and refund, in the file before anybody hears of it. */
export class PaymentBooks {
  readonly #file: StateFile<z.infer<typeof Books>>;
  readonly #clock: Clock;

  /** Reads `path`, or begins empty where there is none. */
  constructor(path: string, clock: Clock) {
    this.#file = new StateFile(path, Books, { issued: 0, payments: [] });
    this.#clock = clock;
  }

  /** Oldest first. */
  get payments(): readonly KnetPayment[] {
    return this.#file.state.payments;
  }

  findByTrackId(trackId: string): KnetPayment | null {
    return this.payments.find((payment) => payment.trackId === trackId) ?? null;
  }

  findByPaymentId(paymentId: string): KnetPayment | null {
    return this.payments.find((payment) => payment.paymentId === paymentId) ?? null;
  }

  /** Opens a payment; a track id may open its own again as long as nobody has decided it. */
  open(order: PaymentOrder): Result<KnetPayment, GatewayError> {
    const known = this.findByTrackId(order.trackId);
    if (known) {
      const isSame = known.state === 'initiated' && known.amount === order.amount;
      return isSame ? success(known) : failure('invalidTrackId');
    }
    const [number] = this.#issue();
    const payment: KnetPayment = {
      ...order,
      paymentId: `100${number}`,
      state: 'initiated',
      transaction: null,
      held: false,
      acknowledged: 0,
      refunds: [],
    };
    this.#replace([...this.payments, payment]);
    return success(payment);
  }

  /** Ends a payment once and for all; `null`: that was done before. */
  decide(paymentId: string, decision: Decision, held: boolean): KnetPayment | null {
    const payment = this.findByPaymentId(paymentId);
    if (payment?.state !== 'initiated') return null;
    return this.#change(payment, {
      state: decision,
      held,
      // Who cancels never gets as far as the bank.
      transaction: decision === 'cancelled' ? null : this.#transaction(),
    });
  }

  /** Notes that the merchant acknowledged a response. */
  acknowledge(paymentId: string): void {
    const payment = this.findByPaymentId(paymentId);
    if (payment) this.#change(payment, { acknowledged: payment.acknowledged + 1, held: false });
  }

  /** Gives `amount` of a captured payment back, never more in all than was taken. */
  refund(payment: KnetPayment, amount: Fils): Result<KnetPayment['refunds'][number], GatewayError> {
    if (payment.state !== 'captured') return failure('notFound');
    const before = payment.refunds.reduce((sum, refund) => sum + refund.amount, 0);
    if (before + amount > payment.amount) return failure('creditGreaterThanDebit');
    const { tranId, reference } = this.#transaction();
    const refund = { tranId, reference, amount, at: isoInstant(this.#clock.now()) };
    this.#change(payment, { refunds: [...payment.refunds, refund] });
    return success(refund);
  }

  #transaction(): NonNullable<KnetPayment['transaction']> {
    const [number, short] = this.#issue();
    const postDate = kuwaitDate(this.#clock.now()).slice(5).replace('-', '');
    return {
      tranId: `200${number}`,
      reference: `300${short}`,
      authorisation: `B${short.slice(4)}`,
      postDate,
    };
  }

  /** A number that was never given out, of 15 and of 9 digits. */
  #issue(): [string, string] {
    const issued = this.#file.state.issued + 1;
    this.#file.replace({ ...this.#file.state, issued });
    return [String(issued).padStart(15, '0'), String(issued).padStart(9, '0')];
  }

  #change(payment: KnetPayment, change: Partial<KnetPayment>): KnetPayment {
    const changed = { ...payment, ...change };
    this.#replace(this.payments.map((one) => (one.paymentId === payment.paymentId ? changed : one)));
    return changed;
  }

  #replace(payments: KnetPayment[]): void {
    this.#file.replace({ ...this.#file.state, payments });
  }
}
