import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { formatInstant } from '../format-date.ts';
import { composeMail, fact, facts, inBoth, link, paragraph } from './compose-mail.ts';

/** A link that works once, and until then. */
interface SingleUseLink {
  readonly url: string;
  readonly expiresAt: IsoInstant;
}

const VALID_UNTIL: Bilingual = { ar: 'الرابط صالح لمرة واحدة حتى', en: 'The link works once, until' };
const NOT_YOU: Bilingual = {
  ar: 'إن لم تطلب ذلك فتجاهل هذه الرسالة، ولن يتغير شيء.',
  en: 'If you did not ask for this, ignore this message; nothing will change.',
};

/** What the mail of a single-use link says; the mails differ in these words alone. */
interface LinkWords {
  readonly subject: Bilingual;
  readonly why: Bilingual;
  readonly label: Bilingual;
}

/** The links that an account is mailed (S4), by what they are for. */
const LINK_WORDS = {
  activation: {
    subject: { ar: 'فعّل حسابك', en: 'Activate your account' },
    why: {
      ar: 'سُجّل حساب بهذا البريد الإلكتروني. لتفعيله افتح الرابط واختر كلمة السر.',
      en: 'An account was registered with this e-mail address. To activate it, open the link and choose a password.',
    },
    label: { ar: 'تفعيل الحساب:', en: 'Activate the account:' },
  },
  unlock: {
    subject: { ar: 'أُوقف الدخول إلى حسابك', en: 'Your account is locked' },
    why: {
      ar: 'أُدخلت كلمة سر غير صحيحة عدة مرات، فأوقفنا الدخول إلى حسابك حمايةً له. افتح الرابط لتدخل من جديد.',
      en: 'A wrong password was entered several times, so we locked your account to protect it. Open the link to sign in again.',
    },
    label: { ar: 'إعادة فتح الحساب:', en: 'Unlock the account:' },
  },
  passwordReset: {
    subject: { ar: 'اختر كلمة سر جديدة', en: 'Choose a new password' },
    why: {
      ar: 'طُلب تعيين كلمة سر جديدة لحسابك. افتح الرابط لاختيارها.',
      en: 'A new password was asked for on your account. Open the link to choose it.',
    },
    label: { ar: 'تعيين كلمة السر:', en: 'Set the password:' },
  },
  emailConfirmation: {
    subject: { ar: 'أكّد بريدك الإلكتروني الجديد', en: 'Confirm your new e-mail address' },
    why: {
      ar: 'طُلب أن يكون هذا عنوان البريد الإلكتروني للحساب. لا يتغير العنوان قبل فتح الرابط.',
      en: 'This was given as the new e-mail address of an account. It takes effect only when the link is opened.',
    },
    label: { ar: 'تأكيد العنوان:', en: 'Confirm the address:' },
  },
} as const satisfies Readonly<Record<string, LinkWords>>;

const validUntil = (expiresAt: IsoInstant) =>
  facts(
    fact(
      VALID_UNTIL,
      inBoth((each) => formatInstant(expiresAt, each)),
    ),
  );

/** The mail of a single-use link of an account (S4); that of a new address goes there. */
export function linkMail(
  purpose: keyof typeof LINK_WORDS,
  { url, expiresAt }: SingleUseLink,
  language: Language = 'ar',
): MailContent {
  const { subject, why, label } = LINK_WORDS[purpose];
  return composeMail(
    { subject, blocks: [paragraph(why), link(label, url), validUntil(expiresAt), paragraph(NOT_YOU)] },
    language,
  );
}

/** What a user of an organisation was made (S1–S3). */
const USER_ROLES: Readonly<Record<'mainUser' | 'delegate', Bilingual>> = {
  mainUser: {
    ar: 'أُنشئ لك حساب المستخدم الرئيسي لخدمات شؤون الإقامة.',
    en: 'You were made the main user for residency services.',
  },
  delegate: {
    ar: 'خوّلك المستخدم الرئيسي بتجديد الإقامات.',
    en: 'The main user authorised you to renew residencies.',
  },
};

/** The link that activates the account of a main user or delegate and sets its first password (S1–S3). */
export function userActivationMail(
  {
    url,
    expiresAt,
    role,
    organisation,
  }: SingleUseLink & { readonly role: 'mainUser' | 'delegate'; readonly organisation: Bilingual },
  language: Language = 'ar',
): MailContent {
  return composeMail(
    {
      subject: { ar: 'فعّل رمز المستخدم', en: 'Activate your user code' },
      blocks: [
        paragraph(USER_ROLES[role]),
        facts(
          fact({ ar: 'الشركة أو الجهة', en: 'Company or entity' }, organisation),
          fact({ ar: 'رمز المستخدم', en: 'User code' }, { ar: 'رقمك المدني', en: 'your civil ID number' }),
        ),
        link(
          {
            ar: 'افتح الرابط وعيّن كلمة السر. الحساب موقوف حتى ذلك الحين:',
            en: 'Open the link and set your password. The account is suspended until then:',
          },
          url,
        ),
        validUntil(expiresAt),
        paragraph({
          ar: 'إن كنت لا تعرف هذه الشركة أو الجهة فتجاهل هذه الرسالة، ويبقى الحساب موقوفًا.',
          en: 'If you do not know this company or entity, ignore this message; the account stays suspended.',
        }),
      ],
    },
    language,
  );
}

/** What of an account was changed. */
export type AccountChange = 'email' | 'mobile' | 'password';

const CHANGES: Readonly<Record<AccountChange, { readonly subject: Bilingual; readonly text: Bilingual }>> = {
  email: {
    subject: { ar: 'تغيّر البريد الإلكتروني لحسابك', en: 'The e-mail address of your account was changed' },
    text: {
      ar: 'لحسابك الآن عنوان بريد آخر، وهذه آخر رسالة إلى هذا العنوان.',
      en: 'Your account now has another e-mail address; this is the last message to this one.',
    },
  },
  mobile: {
    subject: { ar: 'تغيّر رقم الموبايل لحسابك', en: 'The mobile number of your account was changed' },
    text: { ar: 'لحسابك الآن رقم هاتف آخر.', en: 'Your account now has another mobile number.' },
  },
  password: {
    subject: { ar: 'تغيّرت كلمة السر لحسابك', en: 'The password of your account was changed' },
    text: {
      ar: 'لحسابك الآن كلمة سر أخرى، وانتهت كل الجلسات المفتوحة.',
      en: 'Your account now has another password, and every open session has ended.',
    },
  },
};

/** Tells of a change; goes to the address that was on the account before it (S4). */
export function accountChangedMail(
  {
    change,
    changedAt,
    passwordResetUrl,
  }: { readonly change: AccountChange; readonly changedAt: IsoInstant; readonly passwordResetUrl: string },
  language: Language = 'ar',
): MailContent {
  const { subject, text } = CHANGES[change];
  return composeMail(
    {
      subject,
      blocks: [
        paragraph(text),
        facts(
          fact(
            { ar: 'وقت التغيير', en: 'Changed' },
            inBoth((each) => formatInstant(changedAt, each)),
          ),
        ),
        link(
          {
            ar: 'إن لم تكن أنت من غيّره فاختر كلمة سر جديدة حالًا:',
            en: 'If this was not you, choose a new password at once:',
          },
          passwordResetUrl,
        ),
      ],
    },
    language,
  );
}

/**
 * Somebody registered with an address or civil ID that has an account: only its holder learns so, at the address on the account.
 */
export function alreadyRegisteredMail(
  { signInUrl, passwordResetUrl }: { readonly signInUrl: string; readonly passwordResetUrl: string },
  language: Language = 'ar',
): MailContent {
  return composeMail(
    {
      subject: { ar: 'لديك حساب من قبل', en: 'You already have an account' },
      blocks: [
        paragraph({
          ar: 'حاول أحدهم التسجيل ببيانات حسابك. لا حاجة إلى حساب ثانٍ، ولم يتغير في حسابك شيء.',
          en: 'Somebody tried to register with the details of your account. You need no second one, and nothing in your account has changed.',
        }),
        link({ ar: 'الدخول إلى حسابك:', en: 'Sign in to your account:' }, signInUrl),
        link({ ar: 'إن نسيت كلمة السر:', en: 'If you forgot the password:' }, passwordResetUrl),
        paragraph({
          ar: 'إن لم تكن أنت من حاول فلا يلزمك شيء.',
          en: 'If it was not you, there is nothing to do.',
        }),
      ],
    },
    language,
  );
}
