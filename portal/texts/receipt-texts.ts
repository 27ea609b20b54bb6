import type { Bilingual } from '../../contracts/language.ts';

/** The words of a receipt, on its page and in its document. */
export const RECEIPT_TEXTS = {
  title: { ar: 'إيصال', en: 'Receipt' },
  number: { ar: 'رقم الإيصال', en: 'Receipt number' },
  reference: { ar: 'رقم الطلب', en: 'Request reference' },
  service: { ar: 'الخدمة', en: 'Service' },
  category: { ar: 'نوع الرخصة', en: 'Licence type' },
  paymentReference: { ar: 'مرجع الدفع', en: 'Payment reference' },
  paidOn: { ar: 'تاريخ الدفع', en: 'Paid on' },
  handOver: { ar: 'تسليم الرخصة', en: 'Licence handed over' },
  machine: { ar: 'رقم الجهاز', en: 'Machine' },
  notIssued: { ar: 'لم تُستلم بعد', en: 'Not collected yet' },
  fee: { ar: 'الرسم', en: 'Fee' },
  total: { ar: 'المجموع المدفوع', en: 'Total paid' },
  none: { ar: 'لا يوجد', en: 'None' },
  verify: { ar: 'امسح الرمز للتحقق من هذا الإيصال', en: 'Scan the code to verify this receipt' },
  download: { ar: 'تنزيل الإيصال (PDF)', en: 'Download the receipt (PDF)' },
  issuedTitle: { ar: 'استُلمت الرخصة', en: 'The licence has been collected' },
  paidTitle: { ar: 'دُفع الرسم، ولم تُستلم الرخصة بعد', en: 'Paid; the licence has not been collected yet' },
  paymentTitle: { ar: 'استُلم المبلغ', en: 'The payment was received' },
  refundDueTitle: { ar: 'يُعاد المبلغ إلى من دفعه', en: 'The payment is being refunded' },
  refundedTitle: { ar: 'أُعيد المبلغ إلى من دفعه', en: 'The payment was refunded' },
  standing: { ar: 'الحالة', en: 'Status' },
  paidAt: { ar: 'وقت الدفع', en: 'Paid at' },
  unpaidTitle: { ar: 'لم يُدفع الرسم بعد', en: 'Not paid yet' },
  unknownTitle: { ar: 'لا يوجد إيصال بهذا الرقم', en: 'There is no receipt with this number' },
  unknownText: {
    ar: 'تأكد من الرقم أو امسح الرمز مرة أخرى.',
    en: 'Check the number or scan the code again.',
  },
} as const satisfies Record<string, Bilingual>;
