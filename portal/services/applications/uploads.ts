import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { isoInstant } from '../../../contracts/calendar.ts';
import { type Upload, type UploadFault, UploadId } from '../../../contracts/portal-api/uploads.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findLicenceRequest } from '../../store/applications.ts';
import { findCase } from '../../store/cases.ts';
import { lockPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import {
  countLooseUploads,
  deleteLooseUpload,
  deleteUpload,
  findUpload,
  forgetContent,
  insertUpload,
  isContentInUse,
  listLooseUploads,
  lockContent,
  type UploadOnFile,
} from '../../store/uploads.ts';
import { canBeFilledIn } from '../cases/filled-in.ts';
import { contentFile, removeContent, storeContent, sweepContent } from '../uploads/content-file.ts';
import { receiveUpload } from '../uploads/receive-upload.ts';
import type { Applicant, ApplicationContext } from './context.ts';
import { FILLED_IN } from './draft.ts';

/** Most uploads of one account that no request or case holds. */
export const LOOSE_UPLOADS_MOST = 20;
/** How long an upload that no request or case holds is kept, in milliseconds: nobody fills in a form for longer. */
export const LOOSE_UPLOAD_LASTS_MS = 24 * 60 * 60_000;

/** Uploads forgotten in one go. */
const PAGE_SIZE = 100;

type UploadsContext = Pick<ApplicationContext, 'store' | 'clock' | 'uploadsFolder'>;

/**
 * Removes the file of a content unless an upload has it. Not before the transaction that forgot the last upload is committed: were
 * that undone, its file would be gone. Whoever records the same content meanwhile waits, and then finds its file gone; what is left
 * when the process dies before this, the sweep removes.
 */
function removeUnusedContent({ store, uploadsFolder }: UploadsContext, sha256: string): Promise<void> {
  return store.transaction(async (transaction) => {
    await lockContent(transaction, sha256);
    if (await isContentInUse(transaction, sha256)) return;
    await removeContent(uploadsFolder, sha256);
    await forgetContent(transaction, sha256);
  });
}

/** Takes a document of an applicant: its octets under the `name` that it had with them. */
export async function keepUpload(
  context: UploadsContext,
  { accountId, civilId }: Applicant,
  name: string,
  octets: Readable,
): Promise<Result<Upload, UploadFault>> {
  const { store, uploadsFolder } = context;
  if ((await countLooseUploads(store.reader, accountId)) >= LOOSE_UPLOADS_MOST)
    return failure('tooManyUploads');
  const received = await receiveUpload(octets, name, uploadsFolder);
  if (!received.ok) return received;
  const { content, ...about } = received.value;
  const upload: UploadOnFile = {
    ...about,
    uploadId: UploadId.parse(randomUUID()),
    accountId,
    createdAt: isoInstant(context.clock.now()),
    holder: null,
  };
  const kept = await store.transaction(async (transaction): Promise<Result<Upload, UploadFault>> => {
    // Uploads of one person that come at once are counted one after the other.
    await lockPerson(transaction, civilId);
    await insertUpload(transaction, upload);
    if ((await countLooseUploads(transaction, accountId)) > LOOSE_UPLOADS_MOST) {
      await deleteUpload(transaction, upload.uploadId);
      return failure('tooManyUploads');
    }
    // The same content may have been forgotten between its arrival and now: then it is kept again.
    if (!existsSync(contentFile(uploadsFolder, upload.sha256)))
      await storeContent(uploadsFolder, upload.sha256, content);
    const { uploadId, type, octets: size } = upload;
    return success({ uploadId, name: upload.name, type, octets: size });
  });
  if (!kept.ok) await removeUnusedContent(context, upload.sha256);
  return kept;
}

/** Whether a request or case that its applicant cannot change any more holds the upload. */
async function isFixed(reader: StoreReader, { holder }: UploadOnFile): Promise<boolean> {
  if (holder === null) return false;
  if ('caseId' in holder) {
    const held = await findCase(reader, holder.caseId);
    return held !== null && !canBeFilledIn(held);
  }
  const request = await findLicenceRequest(reader, holder.requestId);
  return request !== null && !FILLED_IN.has(request.status);
}

/** Forgets an own upload; a form that names it then lacks it. */
export async function removeUpload(
  context: UploadsContext,
  { accountId }: Applicant,
  uploadId: UploadId,
): Promise<Result<null, 'notFound' | 'inUse'>> {
  const removed = await context.store.transaction(
    async (transaction): Promise<Result<UploadOnFile, 'notFound' | 'inUse'>> => {
      const upload = await findUpload(transaction, uploadId);
      if (upload?.accountId !== accountId) return failure('notFound');
      if (await isFixed(transaction, upload)) return failure('inUse');
      await deleteUpload(transaction, uploadId);
      return success(upload);
    },
  );
  if (!removed.ok) return removed;
  await removeUnusedContent(context, removed.value.sha256);
  return success(null);
}

/** Forgets every upload that no request or case has held for {@link LOOSE_UPLOAD_LASTS_MS}. */
export async function forgetLooseUploads(context: UploadsContext): Promise<void> {
  const { store, clock } = context;
  const before = isoInstant(clock.now() - LOOSE_UPLOAD_LASTS_MS);
  for (;;) {
    const loose = await listLooseUploads(store.reader, before, PAGE_SIZE);
    for (const { uploadId, sha256 } of loose)
      if (await store.transaction((transaction) => deleteLooseUpload(transaction, uploadId)))
        await removeUnusedContent(context, sha256);
    if (loose.length < PAGE_SIZE) return;
  }
}

/** Removes files that a crash left without an upload; it looks at every file, so once a day is enough. */
export function sweepUploads(context: UploadsContext): Promise<void> {
  const { store, clock, uploadsFolder } = context;
  return sweepContent(uploadsFolder, clock.now() - LOOSE_UPLOAD_LASTS_MS, async (sha256) => {
    // Nearly every file is in use: those are passed over without a lock.
    if (!(await isContentInUse(store.reader, sha256))) await removeUnusedContent(context, sha256);
  });
}
