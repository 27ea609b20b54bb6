import type { Language } from '../../../contracts/language.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { getAccount } from '../../store/accounts.ts';
import type { CaseOnFile } from '../../store/cases.ts';
import { queueMail } from '../../store/mails.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { AboutCase } from '../../texts/mails/case-mails.ts';
import type { Moment } from '../applications/context.ts';
import type { CaseContext } from './context.ts';
import { definitionOf } from './definitions.ts';

/** Queues a mail to whoever filed a case, in their language, in the transaction of what it tells. */
export async function mailCaseApplicant(
  { publicUrl }: CaseContext,
  transaction: StoreTransaction,
  { caseId, accountId, form }: CaseOnFile,
  write: (about: AboutCase, language: Language) => MailContent,
  now: Moment,
): Promise<void> {
  const { email, language } = await getAccount(transaction, accountId);
  const about: AboutCase = {
    caseId,
    type: form.type,
    about: await definitionOf(form).about(transaction, form, accountId),
    url: `${publicUrl}/cases/${caseId}`,
  };
  await queueMail(transaction, email, write(about, language), now.instant);
}
