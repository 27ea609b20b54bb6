import type { Language } from '../../contracts/language.ts';

/** What the pages say. */
export interface PageTexts {
  readonly direction: 'rtl' | 'ltr';
  readonly simulator: string;
  readonly notReal: string;
  readonly otherLanguage: string;
  readonly title: string;
  readonly intro: string;
  readonly order: string;
  readonly civilId: string;
  readonly civilIdHint: string;
  readonly years: string;
  readonly choose: string;
  readonly group: string;
  readonly perYear: string;
  readonly next: string;
  readonly confirmTitle: string;
  readonly insuredUntil: string;
  readonly amount: string;
  readonly card: string;
  readonly cardHint: string;
  readonly expiry: string;
  readonly month: string;
  readonly year: string;
  readonly pin: string;
  readonly pay: string;
  readonly confirm: string;
  readonly back: string;
  readonly incomplete: string;
  readonly civilIdWrong: string;
  readonly yearsWrong: string;
  readonly groupWrong: string;
  readonly monthWrong: string;
  readonly yearWrong: string;
  readonly pinWrong: string;
  readonly unknownPerson: string;
  readonly declined: string;
  readonly paidTitle: string;
  readonly paid: string;
  readonly another: string;
}

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  ar: {
    direction: 'rtl',
    simulator: 'محاكاة وزارة الصحة',
    notReal: 'للتجربة فقط: لا تُدفع أي نقود هنا، فلا تُدخل بيانات بطاقة حقيقية.',
    otherLanguage: 'English',
    title: 'دفع رسوم الضمان الصحي',
    intro: 'تُحتسب السنوات من انتهاء الضمان الحالي، أو من اليوم إن كان قد انتهى.',
    order: 'المؤمَّن عليه',
    civilId: 'الرقم المدني',
    civilIdHint: '12 رقمًا',
    years: 'عدد السنوات',
    choose: 'اختر',
    group: 'الفئة',
    perYear: 'سنويًا',
    next: 'التالي',
    confirmTitle: 'تأكيد الدفع',
    insuredUntil: 'مؤمَّن حتى',
    amount: 'المبلغ',
    card: 'بيانات البطاقة',
    cardHint: 'بطاقة التجربة: يُقبل الدفع بتاريخ الانتهاء 09/2021، ويُرفض بأي تاريخ آخر. يُقبل أي رقم سري.',
    expiry: 'تاريخ انتهاء البطاقة',
    month: 'الشهر',
    year: 'السنة',
    pin: 'الرقم السري (4 أرقام)',
    pay: 'ادفع',
    confirm: 'أكّد',
    back: 'تعديل البيانات',
    incomplete: 'يرجى تصحيح ما يلي:',
    civilIdWrong: 'أدخل رقمًا مدنيًا صحيحًا من 12 رقمًا.',
    yearsWrong: 'اختر عدد السنوات.',
    groupWrong: 'اختر الفئة.',
    monthWrong: 'اختر شهر انتهاء البطاقة.',
    yearWrong: 'اختر سنة انتهاء البطاقة.',
    pinWrong: 'أدخل الرقم السري من 4 أرقام.',
    unknownPerson: 'لا يوجد هذا الرقم المدني في سجلات الضمان الصحي.',
    declined: 'رُفضت البطاقة ولم يُدفع شيء. تأكد من تاريخ الانتهاء.',
    paidTitle: 'تم الدفع',
    paid: 'سُجّل الضمان الصحي، ويمكن الآن تجديد الإقامة.',
    another: 'دفع ضمان آخر',
  },
  en: {
    direction: 'ltr',
    simulator: 'Ministry of Health simulator',
    notReal: 'For trials only: no money is paid here. Never enter a real card.',
    otherLanguage: 'العربية',
    title: 'Pay health insurance',
    intro: 'Years count from the end of the present insurance, or from today if it has ended.',
    order: 'The insured person',
    civilId: 'Civil ID',
    civilIdHint: '12 digits',
    years: 'Number of years',
    choose: 'Choose',
    group: 'Group',
    perYear: 'a year',
    next: 'Continue',
    confirmTitle: 'Confirm the payment',
    insuredUntil: 'Insured until',
    amount: 'Amount',
    card: 'Card details',
    cardHint: 'Test card: expiry 09/2021 is approved, any other is declined. Any PIN is accepted.',
    expiry: 'Expiry date of the card',
    month: 'Month',
    year: 'Year',
    pin: 'PIN (4 digits)',
    pay: 'Pay',
    confirm: 'Confirm',
    back: 'Change the details',
    incomplete: 'Please correct the following:',
    civilIdWrong: 'Enter a valid civil ID of 12 digits.',
    yearsWrong: 'Choose the number of years.',
    groupWrong: 'Choose the group.',
    monthWrong: 'Choose the month in which the card expires.',
    yearWrong: 'Choose the year in which the card expires.',
    pinWrong: 'Enter the PIN of 4 digits.',
    unknownPerson: 'The register of health insurance has no such civil ID.',
    declined: 'The card was declined and nothing was paid. Check the expiry date.',
    paidTitle: 'Paid',
    paid: 'The health insurance is recorded; the residency can be renewed now.',
    another: 'Pay another insurance',
  },
};
