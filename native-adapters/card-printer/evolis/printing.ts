import type { PrinterCounters } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PrinterFault } from '../port.ts';
import { END_JOB, FEED_CARD, READ_CARDS_PRINTED, START_JOB } from './commands.ts';
import { explainFault } from './fault.ts';
import { printingForbiddenBy } from './gates.ts';
import type { JobProgress } from './job-progress.ts';
import type { LicenceJob } from './print-job.ts';
import type { PrinterSession } from './printer-session.ts';
import { readCounters, readGates } from './sensors.ts';

/** Sends the steps in order and stops at the first that fails: nothing is sent again, and no further panel follows. */
async function sendSteps(
  session: PrinterSession,
  job: LicenceJob,
  progress: JobProgress,
): Promise<Result<'OK', PrinterFault>> {
  for (const step of job.steps) {
    if (step.command === START_JOB) session.jobBegins();
    let left = step.command.bytes.length;
    const answer = await session.channel.exchange(step.command, (bytes) => {
      left -= bytes;
      progress.taken(step, bytes, left);
    });
    if (!answer.ok) {
      return session.failed(answer.fault, step.command === FEED_CARD ? 'feeding' : 'other');
    }
    progress.confirmed(step);
    if (step.command === END_JOB) session.jobEnded();
  }
  return success('OK');
}

/**
 * Prints one licence: supervise, gates, counters, the job, counters again. Success only if the printer has confirmed every
 * step, counts one card more and one ribbon print less, and its sensor sees the card in the transport.
 */
export async function printLicence(
  session: PrinterSession,
  job: LicenceJob,
  progress: JobProgress,
): Promise<Result<PrinterCounters, PrinterFault>> {
  const supervised = await session.supervise();
  if (!supervised.ok) return session.failed(supervised.fault);
  const gates = await readGates(session.channel, session.clock);
  if (!gates.ok) return session.failed(gates.fault);
  const forbiddenBy = printingForbiddenBy(gates.value);
  if (forbiddenBy !== null) return failure(explainFault(forbiddenBy, gates.value));
  const printedBefore = await session.channel.exchange(READ_CARDS_PRINTED);
  if (!printedBefore.ok) return session.failed(printedBefore.fault);

  const sent = await sendSteps(session, job, progress);
  if (!sent.ok) return sent;

  const counters = await readCounters(session.channel, session.clock);
  if (!counters.ok) return session.failed(counters.fault);
  const { cardsPrinted, ribbonRemaining } = counters.value;
  const ribbonBefore = gates.value.ribbon;
  const ribbonAgrees =
    ribbonBefore.ok &&
    ribbonBefore.value !== 'absent' &&
    ribbonRemaining === ribbonBefore.value.cardsLeft - 1;
  if (cardsPrinted !== printedBefore.value + 1 || !ribbonAgrees) return session.failed('countersDisagree');
  const location = await session.locate();
  if (!location.ok) return session.failed(location.fault);
  return location.value === 'transport' ? counters : session.failed('mediaJammed');
}
