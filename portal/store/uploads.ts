import type { Selectable } from 'kysely';
import type { IsoInstant } from '../../contracts/calendar.ts';
import type { RequestId } from '../../contracts/pickup.ts';
import type { CaseId } from '../../contracts/case.ts';
import { type Upload, UploadId, UploadType } from '../../contracts/portal-api/uploads.ts';
import type { UploadsTable } from './schema.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** An upload with what the portal knows beyond its owner's view of it. */
export interface UploadOnFile extends Upload {
  readonly accountId: string;
  /** Of the content, in hex; its file is named so. */
  readonly sha256: string;
  /** Pixels; `null` for documents. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly createdAt: IsoInstant;
  /** The one request or case that holds it; `null`: none does. */
  readonly holder: UploadHolder | null;
}

/** What an upload was attached to. */
export type UploadHolder = { readonly requestId: RequestId } | { readonly caseId: CaseId };

function toHolder({ request_id, case_id }: Selectable<UploadsTable>): UploadHolder | null {
  if (request_id !== null) return { requestId: request_id };
  return case_id === null ? null : { caseId: case_id };
}

const holderColumns = (holder: UploadHolder | null) => ({
  request_id: holder !== null && 'requestId' in holder ? holder.requestId : null,
  case_id: holder !== null && 'caseId' in holder ? holder.caseId : null,
});

function toUpload(row: Selectable<UploadsTable>): UploadOnFile {
  const { width, height } = row;
  return {
    uploadId: UploadId.parse(row.upload_id),
    name: row.name,
    type: UploadType.parse(row.type),
    octets: row.octets,
    accountId: row.account_id,
    sha256: row.sha256,
    size: width === null || height === null ? null : { width, height },
    createdAt: row.created_at,
    holder: toHolder(row),
  };
}

/**
 * Makes other transactions about the same content wait until this one has ended: its file is theirs too. What is locked is a row of
 * its own, because the file may be there before the first upload of it and after the last.
 */
export async function lockContent(transaction: StoreTransaction, sha256: string): Promise<void> {
  await transaction
    .insertInto('upload_contents')
    .values({ sha256 })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ sha256 }))
    .execute();
}

/** Forgets a content whose file is gone; it must have been locked. */
export async function forgetContent(transaction: StoreTransaction, sha256: string): Promise<void> {
  await transaction.deleteFrom('upload_contents').where('sha256', '=', sha256).execute();
}

/** Adds an upload. Whether its content's file is still there can be relied on from here to the commit. */
export async function insertUpload(transaction: StoreTransaction, upload: UploadOnFile): Promise<void> {
  await lockContent(transaction, upload.sha256);
  await transaction
    .insertInto('uploads')
    .values({
      upload_id: upload.uploadId,
      account_id: upload.accountId,
      sha256: upload.sha256,
      name: upload.name,
      type: upload.type,
      octets: upload.octets,
      width: upload.size?.width ?? null,
      height: upload.size?.height ?? null,
      created_at: upload.createdAt,
      ...holderColumns(upload.holder),
    })
    .execute();
}

export async function findUpload(reader: StoreReader, uploadId: UploadId): Promise<UploadOnFile | null> {
  const row = await reader
    .selectFrom('uploads')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  return row ? toUpload(row) : null;
}

/** The uploads of `accountId` among `uploadIds`. */
export async function findOwnUploads(
  reader: StoreReader,
  accountId: string,
  uploadIds: readonly UploadId[],
): Promise<UploadOnFile[]> {
  if (uploadIds.length === 0) return [];
  const rows = await reader
    .selectFrom('uploads')
    .selectAll()
    .where('upload_id', 'in', [...uploadIds])
    .where('account_id', '=', accountId)
    .execute();
  return rows.map(toUpload);
}

/** How many uploads of an account no request or case holds. */
export async function countLooseUploads(reader: StoreReader, accountId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('uploads')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .where('request_id', 'is', null)
    .where('case_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Makes `holder` hold exactly `uploadIds`; what it held before is loose again. */
export async function holdUploads(
  transaction: StoreTransaction,
  holder: UploadHolder,
  uploadIds: readonly UploadId[],
): Promise<void> {
  const held = transaction.updateTable('uploads').set(holderColumns(null));
  await ('requestId' in holder
    ? held.where('request_id', '=', holder.requestId)
    : held.where('case_id', '=', holder.caseId)
  ).execute();
  if (uploadIds.length === 0) return;
  await transaction
    .updateTable('uploads')
    .set(holderColumns(holder))
    .where('upload_id', 'in', [...uploadIds])
    .execute();
}

/** Forgets an upload; its content may then be nobody's. */
export async function deleteUpload(transaction: StoreTransaction, uploadId: UploadId): Promise<void> {
  await transaction.deleteFrom('uploads').where('upload_id', '=', uploadId).execute();
}

/** Forgets an upload unless a request holds it (by now); whether it did. */
export async function deleteLooseUpload(transaction: StoreTransaction, uploadId: UploadId): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('uploads')
    .where('upload_id', '=', uploadId)
    .where('request_id', 'is', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whether any upload has this content; where that is relied on, the content must have been locked. */
export async function isContentInUse(reader: StoreReader, sha256: string): Promise<boolean> {
  const upload = await reader
    .selectFrom('uploads')
    .select('upload_id')
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst();
  return upload !== undefined;
}

/** Up to `limit` uploads older than `before` that no request or case holds, oldest first. */
export async function listLooseUploads(
  reader: StoreReader,
  before: IsoInstant,
  limit: number,
): Promise<UploadOnFile[]> {
  const rows = await reader
    .selectFrom('uploads')
    .selectAll()
    .where('request_id', 'is', null)
    .where('case_id', 'is', null)
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(toUpload);
}
