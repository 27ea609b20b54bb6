import type { Mailer } from '../ports/mailer.ts';
import { followUpRequests } from '../services/applications/follow-up-requests.ts';
import { forgetLooseUploads, sweepUploads } from '../services/applications/uploads.ts';
import { type MailTrouble, sendDueMails } from '../services/mails/send-due-mails.ts';
import { reconcilePayments } from '../services/payments/reconcile-payments.ts';
import type { PortalContext } from '../services/portal-context.ts';
import type { Job } from './run-jobs.ts';

/** How soon a mail leaves after what it tells became true, in milliseconds. */
const MAIL_PACE_MS = 2_000;
/** Mails of one run. */
const MAILS_AT_A_TIME = 50;
/** How soon a payment that nobody finished is looked at once its time has come, in milliseconds. */
const RECONCILIATION_PACE_MS = 10_000;
/** Deadlines are whole days: looking every few minutes is enough. */
const DEADLINE_PACE_MS = 5 * 60_000;
/** Looking at every uploaded file is done once a day. */
const SWEEP_PACE_MS = 24 * 60 * 60_000;

/** Everything that the portal does by itself; several processes may do it on one store. */
export function portalJobs(
  context: PortalContext,
  mailer: Mailer,
  onTrouble: (trouble: MailTrouble) => void,
): readonly Job[] {
  const { store, clock } = context;
  return [
    {
      name: 'mail',
      everyMs: MAIL_PACE_MS,
      run: () => sendDueMails({ store, clock, mailer, onTrouble }, MAILS_AT_A_TIME),
    },
    { name: 'reconciliation', everyMs: RECONCILIATION_PACE_MS, run: () => reconcilePayments(context) },
    { name: 'followUp', everyMs: DEADLINE_PACE_MS, run: () => followUpRequests(context) },
    { name: 'looseUploads', everyMs: DEADLINE_PACE_MS, run: () => forgetLooseUploads(context) },
    { name: 'uploadSweep', everyMs: SWEEP_PACE_MS, run: () => sweepUploads(context) },
  ];
}
