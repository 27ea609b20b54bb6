import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { UploadId } from '../../../contracts/portal-api/uploads.ts';
import type { UploadHolder } from '../../store/uploads.ts';
import type { World } from './world.ts';

/** Hexadecimal digits of a SHA-256. */
export const SHA256_DIGITS = 64;

/** Adds a picture that a request or case holds; no file belongs to it. */
export function addUpload(
  { tables, identifiers }: World,
  accountId: string,
  holder: UploadHolder,
  at: IsoInstant,
): UploadId {
  const uploadId = identifiers.uuid() as UploadId;
  tables.uploads.add({
    upload_id: uploadId,
    account_id: accountId,
    sha256: identifiers.hex(SHA256_DIGITS),
    name: 'photo.jpg',
    type: 'image/jpeg',
    octets: 200_000,
    width: 600,
    height: 800,
    created_at: at,
    request_id: 'requestId' in holder ? holder.requestId : null,
    case_id: 'caseId' in holder ? holder.caseId : null,
  });
  return uploadId;
}
