import type { CaseFormSheet } from '../../contracts/case.ts';
import type { Bilingual } from '../../contracts/language.ts';

/** The forms that are filled in for the applicant of a company account to sign (S1), by the guide's names. */
export const CASE_SHEET_TITLES: Readonly<Record<CaseFormSheet, Bilingual>> = {
  declaration: { ar: 'إقرار وتعهد', en: 'Declaration and undertaking' },
  userCodeRequestLetter: { ar: 'كتاب طلب رمز المستخدم', en: 'User-code request letter' },
};

/** The labels of both forms. */
export const CASE_SHEET_LABELS = {
  reference: { ar: 'رقم الطلب', en: 'Application reference' },
  organisation: { ar: 'اسم الشركة / المؤسسة', en: 'Company or institution' },
  unifiedNumber: { ar: 'الرقم الموحد للشركة', en: 'Unified company number' },
  concernedPerson: { ar: 'صاحب العلاقة', en: 'Person concerned' },
  userCode: { ar: 'رمز المستخدم (الرقم المدني لصاحب العلاقة)', en: "User code (the person's civil ID)" },
  email: { ar: 'البريد الإلكتروني لإرسال التفعيل', en: 'E-mail for the activation' },
  signatory: { ar: 'اسم المفوض بالتوقيع', en: 'Name of the authorised signatory' },
  signature: { ar: 'التوقيع', en: 'Signature' },
  stamp: { ar: 'ختم الشركة', en: 'Company stamp' },
} as const satisfies Record<string, Bilingual>;

/** What each form says: what comes before the facts, and after them. The guide names the forms and not their wording. */
export const CASE_SHEET_PARAGRAPHS: Readonly<
  Record<CaseFormSheet, { readonly before: readonly Bilingual[]; readonly after: readonly Bilingual[] }>
> = {
  declaration: {
    before: [
      {
        ar: 'أقر أنا الموقّع أدناه، المفوض بالتوقيع عن الشركة المذكورة، بأن البيانات الآتية والمستندات المرفقة بالطلب صحيحة:',
        en: 'I, the undersigned, authorised to sign for the company named here, declare that the following details and the documents attached to the application are true:',
      },
    ],
    after: [
      {
        ar: 'وأتعهد بأن يُستعمل رمز المستخدم في خدمات شؤون الإقامة وحدها، وبألا يطلع على كلمة السر أحد غير صاحبها.',
        en: 'I undertake that the user code is used for residency services only, and that nobody but its holder knows the password.',
      },
      {
        ar: 'وأتعهد بمتابعة المستخدمين المخولين بتجديد الإقامات، وبإيقاف من ينتهي تخويله دون تأخير.',
        en: 'I undertake to supervise the users authorised to renew residencies, and to suspend without delay anybody who is no longer authorised.',
      },
      {
        ar: 'وأتعهد بإبلاغ وزارة الداخلية بكل تغيير في بيانات الشركة أو صاحب العلاقة أو المفوض بالتوقيع.',
        en: 'I undertake to tell the Ministry of Interior of every change to the company, the person concerned or the authorised signatory.',
      },
      {
        ar: 'وتتحمل الشركة المسؤولية عن كل ما يتم باستعمال رمز المستخدم.',
        en: 'The company answers for everything done with the user code.',
      },
    ],
  },
  userCodeRequestLetter: {
    before: [
      { ar: 'السادة وزارة الداخلية المحترمين', en: 'To the Ministry of Interior' },
      {
        ar: 'تحية طيبة وبعد، نرجو إنشاء حساب للشركة المذكورة لخدمات شؤون الإقامة، ومنح صاحب العلاقة رمز المستخدم:',
        en: 'We ask you to open an account for residency services for the company named here, and to give the person concerned its user code:',
      },
    ],
    after: [
      {
        ar: 'ويُرسل رابط التفعيل إلى البريد الإلكتروني المذكور أعلاه.',
        en: 'Please send the activation link to the e-mail address above.',
      },
      { ar: 'وتفضلوا بقبول فائق الاحترام والتقدير.', en: 'Yours faithfully,' },
    ],
  },
};
