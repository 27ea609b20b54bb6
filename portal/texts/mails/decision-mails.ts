import type { Bilingual, Language } from '../../../contracts/language.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { composeMail, type Fact, facts, link, paragraph, quotation } from './compose-mail.ts';

/** An application on which an officer decided with a reason: a licence's (S13–S15) or a case (S1, S2, S8, S9). */
export interface DecidedApplication {
  /** Tell its applicant which one it is. */
  readonly identity: readonly Fact[];
  /** What the officer wrote, in the language they wrote it. */
  readonly reason: string;
  /** Shows it to its applicant. */
  readonly url: string;
}

/** An officer sent the application back to be corrected. */
export function returnedMail({ identity, reason, url }: DecidedApplication, language: Language): MailContent {
  return composeMail(
    {
      subject: { ar: 'طلبك بحاجة إلى تصحيح', en: 'Your application needs a correction' },
      blocks: [
        paragraph({
          ar: 'راجع الموظف طلبك وأعاده إليك للسبب الآتي:',
          en: 'An officer looked at your application and returned it to you, for this reason:',
        }),
        quotation(reason),
        facts(...identity),
        link({ ar: 'صحّح الطلب وأرسله من جديد:', en: 'Correct it and send it again:' }, url),
      ],
    },
    language,
  );
}

/** An officer rejected the application; `open` names the link to it. */
export function rejectedMail(
  { identity, reason, url, open }: DecidedApplication & { readonly open: Bilingual },
  language: Language,
): MailContent {
  return composeMail(
    {
      subject: { ar: 'رُفض طلبك', en: 'Your application was rejected' },
      blocks: [
        paragraph({
          ar: 'راجع الموظف طلبك ولم يوافق عليه للسبب الآتي:',
          en: 'An officer looked at your application and could not approve it, for this reason:',
        }),
        quotation(reason),
        facts(...identity),
        link(open, url),
      ],
    },
    language,
  );
}
