import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import { type Upload, type UploadFault, UploadId } from '../../../contracts/portal-api/uploads.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findLicenceRequest } from '../../store/applications.ts';
import { lockPerson } from '../../store/people.ts';
import type { StoreReader, StoreTransaction } from '../../store/store.ts';
import {
  countLooseUploads,
  deleteUpload,
  findUpload,
  insertUpload,
  isContentInUse,
  listLooseUploads,
  type UploadOnFile,
} from '../../store/uploads.ts';
import { contentFile, sweepContent } from '../uploads/content-file.ts';
import { receiveUpload } from '../uploads/receive-upload.ts';
import type { Applicant, ApplicationContext } from './context.ts';
import { FILLED_IN } from './draft.ts';

/** Most uploads of one account that no request holds. */
export const LOOSE_UPLOADS_MOST = 20;
/** How long an upload that no request holds is kept, in milliseconds: nobody fills in a form for longer. */
export const LOOSE_UPLOAD_LASTS_MS = 24 * 60 * 60_000;

/** Uploads forgotten in one go. */
const PAGE_SIZE = 100;

type UploadsContext = Pick<ApplicationContext, 'store' | 'clock' | 'uploadsFolder'>;

/** Forgets an upload, and its content with the last upload of it. */
async function forget(
  { uploadsFolder }: UploadsContext,
  transaction: StoreTransaction,
  upload: UploadOnFile,
): Promise<void> {
  const content = await deleteUpload(transaction, upload);
  if (content === 'contentUnused') await rm(contentFile(uploadsFolder, upload.sha256), { force: true });
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
  const upload: UploadOnFile = {
    ...received.value,
    uploadId: UploadId.parse(randomUUID()),
    accountId,
    createdAt: isoInstant(context.clock.now()),
    requestId: null,
  };
  return store.transaction(async (transaction) => {
    // Uploads of one person that come at once are counted one after the other.
    await lockPerson(transaction, civilId);
    await insertUpload(transaction, upload);
    if ((await countLooseUploads(transaction, accountId)) > LOOSE_UPLOADS_MOST) {
      await forget(context, transaction, upload);
      return failure('tooManyUploads');
    }
    // The same content was forgotten between its arrival and now.
    if (!existsSync(contentFile(uploadsFolder, upload.sha256))) {
      await deleteUpload(transaction, upload);
      return failure('damaged');
    }
    const { uploadId, type, octets: size } = upload;
    return success({ uploadId, name: upload.name, type, octets: size });
  });
}

/** Whether a request that its applicant cannot change any more holds the upload. */
async function isFixed(reader: StoreReader, { requestId }: UploadOnFile): Promise<boolean> {
  const holder: RequestId | null = requestId;
  const request = holder === null ? null : await findLicenceRequest(reader, holder);
  return request !== null && !FILLED_IN.has(request.status);
}

/** Forgets an own upload; a form that names it then lacks it. */
export function removeUpload(
  context: UploadsContext,
  { accountId }: Applicant,
  uploadId: UploadId,
): Promise<Result<null, 'notFound' | 'inUse'>> {
  return context.store.transaction(async (transaction) => {
    const upload = await findUpload(transaction, uploadId);
    if (upload?.accountId !== accountId) return failure('notFound');
    if (await isFixed(transaction, upload)) return failure('inUse');
    await forget(context, transaction, upload);
    return success(null);
  });
}

/** Forgets every upload that no request has held for {@link LOOSE_UPLOAD_LASTS_MS}. */
export async function forgetLooseUploads(context: UploadsContext): Promise<void> {
  const { store, clock } = context;
  const before = isoInstant(clock.now() - LOOSE_UPLOAD_LASTS_MS);
  for (;;) {
    const loose = await listLooseUploads(store.reader, before, PAGE_SIZE);
    for (const { uploadId } of loose)
      await store.transaction(async (transaction) => {
        const upload = await findUpload(transaction, uploadId);
        if (upload !== null && upload.requestId === null) await forget(context, transaction, upload);
      });
    if (loose.length < PAGE_SIZE) return;
  }
}

/** Removes files that a crash left without an upload; it looks at every file, so once a day is enough. */
export function sweepUploads({ store, clock, uploadsFolder }: UploadsContext): Promise<void> {
  return sweepContent(uploadsFolder, clock.now() - LOOSE_UPLOAD_LASTS_MS, (sha256) =>
    isContentInUse(store.reader, sha256),
  );
}
