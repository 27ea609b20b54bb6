import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { type Fils, formatFils } from '../../../contracts/money.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { formatInstant } from '../format-date.ts';
import { composeMail, fact, facts, inBoth, link, paragraph, reference } from './compose-mail.ts';

const AMOUNT: Bilingual = { ar: 'المبلغ', en: 'Amount' };
const PAYMENT_REFERENCE: Bilingual = { ar: 'مرجع الدفع', en: 'Payment reference' };

/** A captured payment, as a mail names it; what was paid for stands on the receipt alone. */
interface AboutPayment {
  /** Fils. */
  readonly amount: Fils;
  /** KNET's `ref`. */
  readonly paymentReference: string;
}

const identity = ({ amount, paymentReference }: AboutPayment) => [
  fact(
    AMOUNT,
    inBoth((each) => formatFils(amount, each)),
  ),
  reference(PAYMENT_REFERENCE, paymentReference),
];

/** A payment was received (S12). */
export function paymentReceiptMail(
  about: AboutPayment & { readonly paidAt: IsoInstant; readonly receiptUrl: string },
  language: Language = 'ar',
): MailContent {
  return composeMail(
    {
      subject: { ar: 'استلمنا دفعتك', en: 'We received your payment' },
      blocks: [
        facts(
          ...identity(about),
          fact(
            { ar: 'وقت الدفع', en: 'Paid' },
            inBoth((each) => formatInstant(about.paidAt, each)),
          ),
        ),
        link(
          { ar: 'الإيصال، ويمكنك طباعته في أي وقت:', en: 'The receipt, to print at any time:' },
          about.receiptUrl,
        ),
      ],
    },
    language,
  );
}

/** Why a payment was given back. */
export type RefundCause = 'cancelled' | 'rejected' | 'uncollected' | 'notAvailable';

const REFUND_CAUSES: Readonly<Record<RefundCause, Bilingual>> = {
  cancelled: {
    ar: 'ألغيت طلبك، فأعدنا ما دفعته.',
    en: 'You cancelled your request, so we returned what you paid.',
  },
  rejected: {
    ar: 'رُفض طلبك، فأعدنا ما دفعته.',
    en: 'Your request was rejected, so we returned what you paid.',
  },
  uncollected: {
    ar: 'لم تُستلم الرخصة حتى آخر يوم للاستلام، فأعدنا ما دفعته.',
    en: 'The licence was not collected by the last day, so we returned what you paid.',
  },
  notAvailable: {
    ar: 'لم يعد ما دفعت عنه مستحقًا أو متاحًا، فأعدنا ما دفعته.',
    en: 'What you paid for is no longer due or available, so we returned what you paid.',
  },
};

/** A payment was given back (S12). */
export function refundMail(
  about: AboutPayment & {
    /** `null`: the gateway told it once, and that answer was lost. */
    readonly refundReference: string | null;
    readonly cause: RefundCause;
  },
  language: Language = 'ar',
): MailContent {
  return composeMail(
    {
      subject: { ar: 'أعدنا إليك ما دفعته', en: 'Your payment was refunded' },
      blocks: [
        paragraph(REFUND_CAUSES[about.cause]),
        facts(
          ...identity(about),
          ...(about.refundReference === null
            ? []
            : [reference({ ar: 'مرجع الاسترداد', en: 'Refund reference' }, about.refundReference)]),
        ),
        paragraph({
          ar: 'يعود المبلغ إلى البطاقة التي دفعت بها، وقد يحتاج مصرفك إلى بضعة أيام لإظهاره.',
          en: 'The amount goes back to the card you paid with; your bank may need some days to show it.',
        }),
      ],
    },
    language,
  );
}
