import type { RequestId } from '../../../contracts/pickup.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import type { Language } from '../../../contracts/language.ts';
import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { getAccount } from '../../store/accounts.ts';
import type { Application } from '../../store/applications.ts';
import { findMachinePlace } from '../../store/machines.ts';
import { queueMail } from '../../store/mails.ts';
import type { StoreReader, StoreTransaction } from '../../store/store.ts';

/** What every mail about a request names; `url` shows it to its applicant. */
export function aboutRequest(
  { requestId, kind }: { readonly requestId: RequestId; readonly kind: RequestKind },
  publicUrl: string,
) {
  return { requestId, kind, url: `${publicUrl}/requests/${requestId}` };
}

/** Where the applicant wants to collect. @throws when no machine was chosen: nothing is submitted without one */
export async function chosenMachine(reader: StoreReader, { form }: Application) {
  const place = form.machine === null ? null : await findMachinePlace(reader, form.machine);
  if (place === null) throw new Error('an application was submitted without a machine');
  return place;
}

/** Queues a mail to the applicant, in their language, in the transaction of what it tells. */
export async function mailApplicant(
  transaction: StoreTransaction,
  { accountId }: Application,
  write: (language: Language) => MailContent,
  now: IsoInstant,
): Promise<void> {
  const { email, language } = await getAccount(transaction, accountId);
  await queueMail(transaction, email, write(language), now);
}
