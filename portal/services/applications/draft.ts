import type { DocumentKind, RequestForm } from '../../../contracts/portal-api/licences.ts';
import type { Upload, UploadId } from '../../../contracts/portal-api/uploads.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import type { Application, LicenceRequest } from '../../store/applications.ts';
import { findMachinePlace } from '../../store/machines.ts';
import type { PersonOnRecord } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { findOwnUploads, type UploadOnFile } from '../../store/uploads.ts';
import type { Moment } from './context.ts';
import { findEligibility } from './eligibility.ts';
import { categoriesFor, serviceStanding } from './service-standing.ts';
import { draftFaults, type DraftFacts } from './submission.ts';

/** The states in which the applicant fills in the form. */
export const FILLED_IN: ReadonlySet<RequestStatus> = new Set(['draft', 'returned']);

/** The uploads of a request by what they are; one that was removed is not among them. */
export type AttachedUploads = Partial<Record<DocumentKind, UploadOnFile>>;

/** The documents that `form` names, as far as its applicant still has them. */
export async function findAttachedUploads(
  reader: StoreReader,
  { accountId, form }: Application,
): Promise<AttachedUploads> {
  const named = Object.entries(form.documents) as [DocumentKind, UploadId][];
  const found = await findOwnUploads(
    reader,
    accountId,
    named.map(([, uploadId]) => uploadId),
  );
  const uploads = new Map(found.map((upload) => [upload.uploadId, upload]));
  return Object.fromEntries(
    named.flatMap(([kind, uploadId]) => {
      const upload = uploads.get(uploadId);
      return upload ? [[kind, upload]] : [];
    }),
  );
}

/** `values` under the same names, each as `change` makes it. */
function mapped<Value>(
  values: AttachedUploads,
  change: (upload: UploadOnFile) => Value,
): Partial<Record<DocumentKind, Value>> {
  return Object.fromEntries(Object.entries(values).map(([kind, upload]) => [kind, change(upload)]));
}

/** The form without documents that were removed. */
export function shownForm(form: RequestForm, attached: AttachedUploads): RequestForm {
  return { ...form, documents: mapped(attached, ({ uploadId }) => uploadId) };
}

/** The uploads as their owner and officers are shown them. */
export function shownUploads(attached: AttachedUploads): Partial<Record<DocumentKind, Upload>> {
  return mapped(attached, ({ uploadId, name, type, octets }) => ({ uploadId, name, type, octets }));
}

/** A draft against everything that decides whether it can be submitted. */
export interface JudgedDraft extends DraftFacts {
  readonly person: PersonOnRecord | null;
  readonly attached: AttachedUploads;
  readonly faults: ReturnType<typeof draftFaults>;
}

/** Judges a draft as everything stands now; the police are not asked. */
export async function judgeDraft(
  reader: StoreReader,
  { requestId, civilId, kind }: LicenceRequest,
  application: Application,
  now: Moment,
): Promise<JudgedDraft> {
  const { person, facts } = await findEligibility(reader, civilId, now, requestId);
  const { form } = application;
  const draft: DraftFacts & { readonly attached: AttachedUploads } = {
    standing: serviceStanding(kind, facts, now.settings, now.today),
    categories: categoriesFor(kind, facts, now.settings, now.today),
    form,
    attached: await findAttachedUploads(reader, application),
    machineKnown: form.machine !== null && (await findMachinePlace(reader, form.machine)) !== null,
  };
  return { ...draft, person, faults: draftFaults(draft) };
}
