import type { Language } from '../../contracts/language.ts';

/** What the payment page says. */
export interface PageTexts {
  readonly direction: 'rtl' | 'ltr';
  readonly title: string;
  readonly simulator: string;
  readonly notReal: string;
  readonly amount: string;
  readonly reference: string;
  readonly card: string;
  readonly bank: string;
  readonly chooseBank: string;
  readonly expiry: string;
  readonly month: string;
  readonly year: string;
  readonly choose: string;
  readonly pin: string;
  readonly hint: string;
  readonly pay: string;
  readonly cancel: string;
  readonly incomplete: string;
  readonly bankMissing: string;
  readonly monthMissing: string;
  readonly yearMissing: string;
  readonly pinWrong: string;
  readonly deadEndTitle: string;
  readonly deadEnd: string;
}

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  ar: {
    direction: 'rtl',
    title: 'الدفع بالبطاقة',
    simulator: 'محاكاة كي نت',
    notReal: 'للتجربة فقط: لا تُدفع أي نقود هنا، فلا تُدخل بيانات بطاقة حقيقية.',
    amount: 'المبلغ',
    reference: 'رقم المتابعة',
    card: 'بيانات البطاقة',
    bank: 'البنك',
    chooseBank: 'اختر البنك',
    expiry: 'تاريخ انتهاء البطاقة',
    month: 'الشهر',
    year: 'السنة',
    choose: 'اختر',
    pin: 'الرقم السري (4 أرقام)',
    hint: 'بطاقة التجربة: يُقبل الدفع بتاريخ الانتهاء 09/2021، ويُرفض بأي تاريخ آخر. يُقبل أي رقم سري.',
    pay: 'ادفع',
    cancel: 'إلغاء',
    incomplete: 'يرجى استكمال البيانات التالية:',
    bankMissing: 'اختر البنك.',
    monthMissing: 'اختر شهر انتهاء البطاقة.',
    yearMissing: 'اختر سنة انتهاء البطاقة.',
    pinWrong: 'أدخل الرقم السري من 4 أرقام.',
    deadEndTitle: 'انقطع الاتصال',
    deadEnd: 'تعذّرت إعادتك إلى موقع الجهة. يمكنك إغلاق هذه الصفحة.',
  },
  en: {
    direction: 'ltr',
    title: 'Pay by card',
    simulator: 'KNET simulator',
    notReal: 'For trials only: no money is paid here. Never enter a real card.',
    amount: 'Amount',
    reference: 'Tracking number',
    card: 'Card details',
    bank: 'Bank',
    chooseBank: 'Choose a bank',
    expiry: 'Expiry date of the card',
    month: 'Month',
    year: 'Year',
    choose: 'Choose',
    pin: 'PIN (4 digits)',
    hint: 'Test card: expiry 09/2021 is approved, any other is declined. Any PIN is accepted.',
    pay: 'Pay',
    cancel: 'Cancel',
    incomplete: 'Please complete the following:',
    bankMissing: 'Choose the bank.',
    monthMissing: 'Choose the month in which the card expires.',
    yearMissing: 'Choose the year in which the card expires.',
    pinWrong: 'Enter the PIN of 4 digits.',
    deadEndTitle: 'Connection lost',
    deadEnd: 'You could not be taken back to the merchant. You may close this page.',
  },
};
