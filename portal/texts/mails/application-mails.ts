import type { IsoDate } from '../../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { type Fils, formatFils } from '../../../contracts/money.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { RequestKind, RequestStatus } from '../../../contracts/request.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { formatDate } from '../format-date.ts';
import { REQUEST_KIND_NAMES } from '../names.ts';
import { type Block, composeMail, fact, facts, inBoth, link, paragraph, reference } from './compose-mail.ts';
import { rejectedMail, returnedMail } from './decision-mails.ts';

/** The request that a mail is about; `url` shows it to its applicant. */
interface AboutRequest {
  readonly requestId: RequestId;
  readonly kind: RequestKind;
  readonly url: string;
}

/** Where and until when a licence is collected (S16). */
interface Collection {
  readonly machine: { readonly machine: string; readonly place: Bilingual; readonly hours: Bilingual };
  readonly collectBy: IsoDate;
}

const SERVICE: Bilingual = { ar: 'الخدمة', en: 'Service' };
const REQUEST: Bilingual = { ar: 'رقم الطلب', en: 'Request reference' };
const OPEN_REQUEST: Bilingual = { ar: 'عرض الطلب:', en: 'Open the request:' };

const identity = ({ requestId, kind }: AboutRequest) => [
  fact(SERVICE, REQUEST_KIND_NAMES[kind]),
  reference(REQUEST, requestId),
];

/** What to bring to the machine (S13–S15, "bring to the machine"). */
const BRING: Readonly<Record<RequestKind, Bilingual>> = {
  renewal: {
    ar: 'أحضر بطاقتك المدنية ورخصتك السابقة؛ فالجهاز يستلم الرخصة السابقة.',
    en: 'Bring your civil ID and your old licence; the machine takes the old licence in.',
  },
  damaged: {
    ar: 'أحضر بطاقتك المدنية الذكية والرخصة التالفة؛ فالجهاز يستلم الرخصة التالفة.',
    en: 'Bring your smart civil ID and the damaged licence; the machine takes the damaged licence in.',
  },
  lost: { ar: 'أحضر بطاقتك المدنية.', en: 'Bring your civil ID.' },
};

function collectionBlocks(about: AboutRequest & Collection): Block[] {
  const { machine, place, hours } = about.machine;
  return [
    facts(
      ...identity(about),
      fact({ ar: 'المكان', en: 'Place' }, place),
      reference({ ar: 'رقم الجهاز', en: 'Machine' }, machine),
      fact({ ar: 'أوقات العمل', en: 'Hours' }, hours),
      fact(
        { ar: 'آخر يوم للاستلام', en: 'Last day to collect' },
        inBoth((each) => formatDate(about.collectBy, each)),
      ),
    ),
    paragraph(BRING[about.kind]),
    link(OPEN_REQUEST, about.url),
  ];
}

/** An officer sent the application back to be corrected, with `reason`. */
export const applicationReturnedMail = (
  about: AboutRequest & { readonly reason: string },
  language: Language = 'ar',
): MailContent => returnedMail({ ...about, identity: identity(about) }, language);

/** An officer rejected the application, with `reason`. */
export const applicationRejectedMail = (
  about: AboutRequest & { readonly reason: string },
  language: Language = 'ar',
): MailContent => rejectedMail({ ...about, identity: identity(about), open: OPEN_REQUEST }, language);

/** The application was approved; `fee` (fils) is to be paid now. */
export function applicationApprovedMail(
  about: AboutRequest & { readonly fee: Fils },
  language: Language = 'ar',
): MailContent {
  return composeMail(
    {
      subject: { ar: 'قُبل طلبك، ادفع الرسم الآن', en: 'Your application was approved, please pay now' },
      blocks: [
        paragraph({
          ar: 'وافق الموظف على طلبك. تُجهَّز الرخصة للاستلام بعد دفع الرسم.',
          en: 'Your application was approved. The licence is made ready once the fee is paid.',
        }),
        facts(
          ...identity(about),
          fact(
            { ar: 'الرسم', en: 'Fee' },
            inBoth((each) => formatFils(about.fee, each)),
          ),
        ),
        link({ ar: 'ادفع الرسم:', en: 'Pay the fee:' }, about.url),
      ],
    },
    language,
  );
}

/** The licence can be collected. */
export function licenceReadyMail(about: AboutRequest & Collection, language: Language = 'ar'): MailContent {
  return composeMail(
    {
      subject: { ar: 'رخصتك جاهزة للاستلام', en: 'Your licence is ready to collect' },
      blocks: [
        paragraph({
          ar: 'يطبع الجهاز رخصتك حين تُدخل بطاقتك المدنية.',
          en: 'The machine prints your licence when you insert your civil ID.',
        }),
        ...collectionBlocks(about),
      ],
    },
    language,
  );
}

/** The licence still waits to be collected. */
export function collectionReminderMail(
  about: AboutRequest & Collection,
  language: Language = 'ar',
): MailContent {
  return composeMail(
    {
      subject: { ar: 'تذكير: رخصتك تنتظرك', en: 'Reminder: your licence is waiting for you' },
      blocks: [
        paragraph({
          ar: 'لم تستلم رخصتك بعد. ينتهي الطلب بعد آخر يوم للاستلام.',
          en: 'You have not collected your licence yet. The request ends after the last day to collect.',
        }),
        ...collectionBlocks(about),
      ],
    },
    language,
  );
}

/** The states in which a request can expire, and what was not done in time. */
const EXPIRIES = {
  returned: {
    ar: 'لم يُصحَّح الطلب في المدة المحددة.',
    en: 'The application was not corrected in time.',
  },
  awaitingPayment: {
    ar: 'لم يُدفع الرسم في المدة المحددة.',
    en: 'The fee was not paid in time.',
  },
  ready: {
    ar: 'لم تُستلم الرخصة حتى آخر يوم للاستلام.',
    en: 'The licence was not collected by the last day.',
  },
} as const satisfies Partial<Record<RequestStatus, Bilingual>>;

/** What becomes of the fee of a request that expired; nothing is said of one that was not paid. */
const EXPIRED_FEES = {
  unpaid: null,
  refunded: {
    ar: 'نعيد الرسم إلى البطاقة التي دفعت بها دون أن تطلب ذلك، ونخبرك عندما يعود.',
    en: 'The fee goes back to the card you paid with. You need not ask for it; we write to you once it has gone.',
  },
  forfeited: { ar: 'لا يُعاد الرسم المدفوع.', en: 'The fee that was paid is not refunded.' },
} as const satisfies Record<string, Bilingual | null>;

/** The request ended because its applicant did not act in time; `expiredFrom` is the state it waited in. */
export function requestExpiredMail(
  about: AboutRequest & {
    readonly expiredFrom: keyof typeof EXPIRIES;
    readonly fee: keyof typeof EXPIRED_FEES;
  },
  language: Language = 'ar',
): MailContent {
  const fee = EXPIRED_FEES[about.fee];
  return composeMail(
    {
      subject: { ar: 'انتهت مدة طلبك', en: 'Your request has expired' },
      blocks: [
        paragraph(EXPIRIES[about.expiredFrom]),
        facts(...identity(about)),
        ...(fee === null ? [] : [paragraph(fee)]),
        paragraph({
          ar: 'إن كنت لا تزال بحاجة إلى الرخصة فقدّم طلبًا جديدًا.',
          en: 'If you still need the licence, please apply again.',
        }),
        link(OPEN_REQUEST, about.url),
      ],
    },
    language,
  );
}
