import { readFile } from 'node:fs/promises';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { SubmissionFault } from '../../../contracts/portal-api/licences.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type Application, changeApplication, type LicenceRequest } from '../../store/applications.ts';
import { lockPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { contentFile } from '../uploads/content-file.ts';
import { type Applicant, type ApplicationContext, type Moment, moment, record } from './context.ts';
import { FILLED_IN, type JudgedDraft, judgeDraft } from './draft.ts';
import { askForPayment, moveRequest } from './move-request.ts';
import { portraitOf } from './portrait.ts';
import { printedLicence } from './printed-licence.ts';
import { findOwnRequest } from './request-view.ts';
import { isReviewed } from './service-standing.ts';

type SubmitFault = 'notFound' | 'notInThisState' | 'changedMeanwhile' | SubmissionFault;

interface Submitted {
  readonly request: LicenceRequest;
  readonly application: Application;
  readonly draft: JudgedDraft;
}

/** The draft as it is at `version`, with nothing in the way. */
async function completeDraft(
  reader: StoreReader,
  { civilId }: Applicant,
  requestId: RequestId,
  version: number,
  now: Moment,
): Promise<Result<Submitted, SubmitFault>> {
  const request = await findOwnRequest(reader, civilId, requestId);
  if (request === null) return failure('notFound');
  const { application, status } = request;
  if (application === null || !FILLED_IN.has(status)) return failure('notInThisState');
  if (request.version !== version) return failure('changedMeanwhile');
  const draft = await judgeDraft(reader, request, application, now);
  const [fault] = draft.faults;
  return fault === undefined ? success({ request, application, draft }) : failure(fault);
}

/** Asks the police about the loss that the draft tells of; nothing to ask about without one. */
async function lossFault(
  { police }: ApplicationContext,
  { request: { kind, civilId }, application: { form } }: Submitted,
): Promise<'lossReportNotFound' | 'policeUnavailable' | null> {
  if (kind !== 'lost' || form.lossReport === null) return null;
  const found = await police.findLossReport({ ...form.lossReport, civilId });
  if (!found.ok) return 'policeUnavailable';
  return found.value === 'confirmed' ? null : 'lossReportNotFound';
}

/**
 * The portrait of an attached photo; `null` where none is needed, so that the register's is printed.
 * @throws when the file cannot be read
 */
async function newPortrait(
  { uploadsFolder }: ApplicationContext,
  { draft: { standing, attached } }: Submitted,
): Promise<Result<string | null, 'documentMissing'>> {
  const { photo } = attached;
  if (!standing.documents.includes('photo') || photo === undefined) return success(null);
  const octets = await readFile(contentFile(uploadsFolder, photo.sha256));
  try {
    return success(await portraitOf(octets));
  } catch {
    // It begins like a picture and cannot be drawn: as good as none.
    return failure('documentMissing');
  }
}

/** Makes sure now that the licence can be printed: once the fee is taken it would be too late. */
function proveLicence({ draft: { person }, request, application }: Submitted, now: Moment): void {
  const { category } = application.form;
  if (person?.licence && category !== null)
    printedLicence(person, person.licence, { kind: request.kind, category }, now.settings, now.today);
}

/**
 * Submits an application. Everything that could make the machine refuse is checked here, before anything is paid; the first
 * thing in the way is answered. Without review it is to be paid at once.
 */
export async function submitRequest(
  context: ApplicationContext,
  applicant: Applicant,
  requestId: RequestId,
  { version, declared }: { readonly version: number; readonly declared: boolean },
): Promise<Result<null, SubmitFault>> {
  const now = moment(context);
  const complete = await completeDraft(context.store.reader, applicant, requestId, version, now);
  if (!complete.ok) return complete;
  if (!declared) return failure('notDeclared');
  const loss = await lossFault(context, complete.value);
  if (loss !== null) return failure(loss);
  const portrait = await newPortrait(context, complete.value);
  if (!portrait.ok) return portrait;

  return context.store.transaction(async (transaction) => {
    await lockPerson(transaction, applicant.civilId);
    // The version guards what police and photo were asked about; everything else may have changed since.
    const again = await completeDraft(transaction, applicant, requestId, version, now);
    if (!again.ok) return again;
    proveLicence(again.value, now);
    const { request, application, draft } = again.value;
    const submitted = await moveRequest(transaction, request, 'submit');
    if (submitted === null) return failure('notInThisState');
    await changeApplication(transaction, requestId, {
      waitingSince: now.instant,
      fee: draft.standing.fee,
      portrait: portrait.value,
      reason: null,
      claim: null,
      followUpOn: null,
    });
    const reviewed = isReviewed(request.kind, [application.form.category ?? request.category], now.settings);
    const asked = reviewed ? null : await askForPayment(transaction, submitted.request, now);
    const facts = [submitted.fact, ...(asked === null ? [] : [asked.fact])];
    await record(transaction, facts, applicant.by, now.instant);
    return success(null);
  });
}
