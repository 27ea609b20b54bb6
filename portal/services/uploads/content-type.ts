import type { UploadFault, UploadType } from '../../../contracts/portal-api/uploads.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { isAlsoArchive, isAlsoDocument } from './foreign-type.ts';
import { JPEG_SIGNATURE, readJpeg } from './jpeg.ts';
import { PDF_SIGNATURE, readPdf } from './pdf.ts';
import type { PictureSize } from './picture.ts';
import { PNG_SIGNATURE, readPng } from './png.ts';

/** Why the content of an upload is refused. */
export type UploadRefusal = Exclude<UploadFault, 'tooManyUploads'>;

/** What an upload is by its content. */
export interface ContentType {
  readonly type: UploadType;
  /** `null` for documents. */
  readonly size: PictureSize | null;
}

interface TypeReader {
  readonly type: UploadType;
  readonly signature: Buffer;
  /** Whether the octets are whole and of this type alone. */
  readonly read: (octets: Buffer) => Result<PictureSize | null, UploadRefusal>;
}

/** A picture, and nothing that something else would open as a document. */
const picture =
  (read: TypeReader['read']): TypeReader['read'] =>
  (octets) => {
    const size = read(octets);
    return size.ok && isAlsoDocument(octets) ? failure('moreThanOneType') : size;
  };

const READERS: readonly TypeReader[] = [
  { type: 'application/pdf', signature: PDF_SIGNATURE, read: readPdf },
  { type: 'image/jpeg', signature: JPEG_SIGNATURE, read: picture(readJpeg) },
  { type: 'image/png', signature: PNG_SIGNATURE, read: picture(readPng) },
];

/** What `octets` are, whatever name came with them; refused unless they are one allowed type, whole and alone. */
export function contentType(octets: Buffer): Result<ContentType, UploadRefusal> {
  if (octets.length === 0) return failure('empty');
  const reader = READERS.find(({ signature }) => octets.subarray(0, signature.length).equals(signature));
  if (reader === undefined) return failure('notAllowedType');
  const size = reader.read(octets);
  if (!size.ok) return size;
  if (isAlsoArchive(octets)) return failure('moreThanOneType');
  return success({ type: reader.type, size: size.value });
}
