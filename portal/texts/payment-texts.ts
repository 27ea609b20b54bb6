import type { Bilingual } from '../../contracts/language.ts';

/** The words of the page that a payer sees whose way back from the gateway could not be followed. */
export const PAYMENT_UNCONFIRMED_TEXTS = {
  title: { ar: 'الدفع', en: 'Payment' },
  heading: { ar: 'لم نتمكن من تأكيد نتيجة الدفع', en: 'We could not confirm the result of the payment' },
  text: {
    ar: 'لا تدفع مرة أخرى الآن. نستعلم من بوابة الدفع بأنفسنا، وكل مبلغ خُصم يُسجَّل أو يُعاد إليك. تجد النتيجة في صفحة مدفوعاتك.',
    en: 'Please do not pay again now. We ask the payment gateway ourselves, and whatever was taken is recorded or given back. You find the result among your payments.',
  },
  link: { ar: 'مدفوعاتي', en: 'My payments' },
} as const satisfies Record<string, Bilingual>;
