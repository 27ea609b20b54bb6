import type { Clock } from '../../contracts/clock.ts';
import { PaymentBooks } from './books.ts';
import type { KnetPayment, KnetState, Misbehaviour, PipeFault } from './control.ts';
import { responseForm, sendResponse } from './merchant-response.ts';
import { DEMO_MERCHANT, type Merchant } from './merchant.ts';
import { answerPipe } from './tran-pipe.ts';

/** What the payer does on the payment page. */
export type PayerAct =
  | { readonly act: 'cancel' }
  /** Expiry of the card, `MM/YYYY`; the test card accepts any PIN, so none is handed on. */
  | { readonly act: 'pay'; readonly expiry: string };

/** Where the payer's browser goes after the payment page. */
export type Departure =
  | { readonly to: 'merchant'; readonly url: string }
  | { readonly to: 'nowhere' }
  | { readonly to: 'error'; readonly error: 'invalidPaymentStatus' | 'responseUrlDown' };

/** The one expiry with which the test card pays (KNET manual K-064). */
const CAPTURED_EXPIRY = '09/2021';

/** Misbehaviours after which no response leaves the gateway by itself. */
const SILENT: readonly (Misbehaviour | null)[] = ['browserClosedAfterCapture', 'responseLate'];

/** The gateway: its books, and how it misbehaves on command. */
export class KnetSimulator {
  readonly books: PaymentBooks;
  readonly merchant: Merchant = DEMO_MERCHANT;
  #misbehaviour: Misbehaviour | null = null;
  #pipeFault: PipeFault | null = null;

  /** `booksPath`: file of all payments. */
  constructor(booksPath: string, clock: Clock) {
    this.books = new PaymentBooks(booksPath, clock);
  }

  get behaviour(): Omit<KnetState, 'connected'> {
    return { misbehaviour: this.#misbehaviour, pipeFault: this.#pipeFault };
  }

  misbehave(misbehaviour: Misbehaviour | null): void {
    this.#misbehaviour = misbehaviour;
  }

  setPipeFault(fault: PipeFault | null): void {
    this.#pipeFault = fault;
  }

  answerPipe(xml: string): string | null {
    return answerPipe(xml, this.merchant, this.books, this.#pipeFault);
  }

  /** The payer presses a button: the payment is decided, then the merchant hears of it, then the browser goes on. */
  async leavePage(paymentId: string, payer: PayerAct): Promise<Departure> {
    const misbehaviour = payer.act === 'pay' ? this.#misbehaviour : null;
    const decided = this.books.decide(
      paymentId,
      decisionOf(payer, misbehaviour),
      misbehaviour === 'responseLate',
    );
    if (decided === null) return { to: 'error', error: 'invalidPaymentStatus' };
    if (payer.act === 'pay') this.#misbehaviour = null;
    if (SILENT.includes(misbehaviour)) return { to: 'nowhere' };
    const redirect = await this.#respond(decided, misbehaviour);
    if (misbehaviour === 'responseTwice') await this.#respond(decided, misbehaviour);
    return redirect === null ? { to: 'error', error: 'responseUrlDown' } : { to: 'merchant', url: redirect };
  }

  /** Sends what is held, one after the other. */
  async deliver(): Promise<{ trackId: string; redirect: string | null }[]> {
    const delivered = [];
    for (const payment of this.books.payments.filter(({ held }) => held))
      delivered.push({ trackId: payment.trackId, redirect: await this.#respond(payment, null) });
    return delivered;
  }

  async #respond(payment: KnetPayment, misbehaviour: Misbehaviour | null): Promise<string | null> {
    const form = responseForm(payment, this.merchant, misbehaviour, this.books.payments);
    const redirect = await sendResponse(payment.responseUrl, form);
    if (redirect !== null) this.books.acknowledge(payment.paymentId);
    return redirect;
  }
}

function decisionOf(payer: PayerAct, misbehaviour: Misbehaviour | null) {
  if (payer.act === 'cancel') return 'cancelled';
  if (misbehaviour === 'hostTimeout') return 'hostTimeout';
  // Every other misbehaviour is one of a payment that was captured, or was not, as the card says.
  return payer.expiry === CAPTURED_EXPIRY ? 'captured' : 'notCaptured';
}
