import type { RequestId } from '../../../contracts/pickup.ts';
import {
  type Application,
  changeApplication,
  findLicenceRequest,
  type LicenceRequest,
  listFollowUps,
} from '../../store/applications.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { collectionReminderMail, requestExpiredMail } from '../../texts/mails/application-mails.ts';
import { addDays, type IsoDate } from '../../../contracts/calendar.ts';
import { anyLocked } from '../../store/payments.ts';
import { changeRequest } from '../../store/requests.ts';
import { requestRefund } from '../payments/request-refund.ts';
import { aboutRequest, chosenMachine, mailApplicant } from './applicant-mail.ts';
import { type ApplicationContext, type Moment, moment, record } from './context.ts';
import { followUp, type FollowUp } from './follow-up.ts';
import { moveRequest } from './move-request.ts';

const BY_JOB = { actor: 'job:follow-up', origin: 'portal' } as const;

/** Requests looked at in one go. */
const PAGE_SIZE = 100;

interface Following {
  readonly context: ApplicationContext;
  readonly now: Moment;
  readonly transaction: StoreTransaction;
  readonly request: LicenceRequest;
  readonly application: Application;
}

/**
 * Looks at every request whose day has come: reminds of licences that were not collected, and ends requests whose applicant
 * did not correct, pay or collect in time. Each in a transaction of its own, so that it can be stopped and begun again
 * at any point, and run by several processes.
 */
export async function followUpRequests(context: ApplicationContext): Promise<void> {
  const now = moment(context);
  for (;;) {
    const due = await listFollowUps(context.store.reader, now.today, PAGE_SIZE);
    for (const requestId of due) await followUpRequest(context, requestId, now);
    if (due.length < PAGE_SIZE) return;
  }
}

function followUpRequest(context: ApplicationContext, requestId: RequestId, now: Moment): Promise<void> {
  return context.store.transaction(async (transaction) => {
    const request = await findLicenceRequest(transaction, requestId);
    const application = request?.application;
    // Another process was here first.
    if (!request || !application?.followUpOn || application.followUpOn > now.today) return;
    const { collectBy, remindersSent } = application;
    const next = followUp({ status: request.status, collectBy, remindersSent }, now.settings, now.today);
    await act({ context, now, transaction, request, application }, next);
  });
}

function act(following: Following, next: FollowUp): Promise<void> {
  switch (next.act) {
    case 'remind':
      return remind(following, next);
    case 'expire':
      return expire(following, next.from);
    case 'wait':
      return lookAgain(following, next.nextOn);
    case 'forget':
      return lookAgain(following, null);
  }
}

/** Notes the day of the next look. The version is moved with it, so that no two processes do the same. */
async function lookAgain(
  { transaction, request: { requestId, version } }: Following,
  followUpOn: IsoDate | null,
  remindersSent?: number,
): Promise<void> {
  await changeRequest(transaction, requestId, version, {});
  await changeApplication(transaction, requestId, {
    followUpOn,
    ...(remindersSent === undefined ? {} : { remindersSent }),
  });
}

async function remind(
  following: Following,
  { nextOn, remindersSent }: Extract<FollowUp, { act: 'remind' | 'wait' }>,
): Promise<void> {
  const { transaction, request, application, now, context } = following;
  const { requestId } = request;
  const { collectBy } = application;
  if (collectBy === null) return;
  await lookAgain(following, nextOn, remindersSent);
  const machine = await chosenMachine(transaction, application);
  const about = { ...aboutRequest(request, context.publicUrl), machine, collectBy };
  await mailApplicant(
    transaction,
    application,
    (language) => collectionReminderMail(about, language),
    now.instant,
  );
  const fact = { action: 'reminderSent', requestId, ordinal: remindersSent } as const;
  await record(transaction, [fact], BY_JOB, now.instant);
}

async function expire(
  following: Following,
  expiredFrom: Extract<FollowUp, { act: 'expire' }>['from'],
): Promise<void> {
  const { transaction, request, application, now, context } = following;
  const { requestId } = request;
  // Whether it was paid is not known before the payment has ended.
  if (await anyLocked(transaction, [{ type: 'request', requestId }]))
    return lookAgain(following, addDays(now.today, 1));
  const expired = await moveRequest(transaction, request, 'expire');
  if (expired === null) throw new Error(`${request.status} cannot expire`);
  await changeApplication(transaction, requestId, { followUpOn: null, portrait: null });
  const fee = expiredFrom === 'ready' ? now.settings.uncollectedFee : ('unpaid' as const);
  if (fee === 'refunded') await requestRefund(transaction, requestId, 'uncollected', now.instant);
  const about = { ...aboutRequest(request, context.publicUrl), expiredFrom, fee };
  await mailApplicant(
    transaction,
    application,
    (language) => requestExpiredMail(about, language),
    now.instant,
  );
  await record(transaction, [expired.fact], BY_JOB, now.instant);
}
