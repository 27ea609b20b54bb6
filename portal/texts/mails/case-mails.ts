import type { CaseId, CaseType } from '../../../contracts/case.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { CASE_TYPE_NAMES } from '../names.ts';
import { composeMail, fact, facts, link, paragraph, reference } from './compose-mail.ts';
import { rejectedMail, returnedMail } from './decision-mails.ts';

/** The case that a mail is about; `url` shows it to whoever filed it. */
export interface AboutCase {
  readonly caseId: CaseId;
  readonly type: CaseType;
  /** Name of the company, entity or person; `null` when the register knows none. */
  readonly about: Bilingual | null;
  readonly url: string;
}

const OPEN_CASE: Bilingual = { ar: 'عرض الطلب:', en: 'Open the application:' };

const identity = ({ caseId, type, about }: AboutCase) => [
  fact({ ar: 'الخدمة', en: 'Service' }, CASE_TYPE_NAMES[type]),
  ...(about === null ? [] : [fact({ ar: 'باسم', en: 'For' }, about)]),
  reference({ ar: 'رقم الطلب', en: 'Application reference' }, caseId),
];

/** The case is with its department (S1, S2, S8, S9). */
export function caseSubmittedMail(about: AboutCase, language: Language = 'ar'): MailContent {
  return composeMail(
    {
      subject: { ar: 'استلمنا طلبك', en: 'We have received your application' },
      blocks: [
        paragraph({
          ar: 'طلبك لدى الموظف المختص، وسنراسلك حين يُبت فيه.',
          en: 'Your application is with the department. We will write to you when it is decided.',
        }),
        facts(...identity(about)),
        link(OPEN_CASE, about.url),
      ],
    },
    language,
  );
}

/** What an approval leads to. */
const APPROVED: Readonly<Record<CaseType, Bilingual>> = {
  companyAccount: {
    ar: 'أُرسل رابط التفعيل إلى البريد الإلكتروني المذكور في الطلب. الحساب موقوف حتى يُستعمل الرابط.',
    en: 'The activation link was sent to the e-mail address in the application. The account is suspended until it is used.',
  },
  governmentAccount: {
    ar: 'أُرسل رابط التفعيل إلى البريد الإلكتروني المذكور في الطلب. الحساب موقوف حتى يُستعمل الرابط.',
    en: 'The activation link was sent to the e-mail address in the application. The account is suspended until it is used.',
  },
  latinNameAmendment: {
    ar: 'عُدّل الاسم اللاتيني في السجل. يمكنك متابعة التجديد الذي كان ينتظره.',
    en: 'The Latin name on record was amended. A renewal that waited for it can go on.',
  },
  passportTransfer: {
    ar: 'نُقلت معلومات الجواز الجديد إلى السجل. يمكنك متابعة التجديد الذي كان ينتظرها.',
    en: 'The new passport is on record. A renewal that waited for it can go on.',
  },
};

/** An officer approved the case, and it has been carried out. */
export function caseApprovedMail(about: AboutCase, language: Language = 'ar'): MailContent {
  return composeMail(
    {
      subject: { ar: 'قُبل طلبك', en: 'Your application was approved' },
      blocks: [paragraph(APPROVED[about.type]), facts(...identity(about)), link(OPEN_CASE, about.url)],
    },
    language,
  );
}

/** An officer sent the case back to be corrected, with `reason`. */
export const caseReturnedMail = (
  about: AboutCase & { readonly reason: string },
  language: Language = 'ar',
): MailContent => returnedMail({ ...about, identity: identity(about) }, language);

/** An officer rejected the case, with `reason`. */
export const caseRejectedMail = (
  about: AboutCase & { readonly reason: string },
  language: Language = 'ar',
): MailContent => rejectedMail({ ...about, identity: identity(about), open: OPEN_CASE }, language);
