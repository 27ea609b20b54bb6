import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { UPLOAD_MOST_OCTETS } from '../../../contracts/portal-api/uploads.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { storeContent } from './content-file.ts';
import { type ContentType, contentType, type UploadRefusal } from './content-type.ts';
import { shownName } from './shown-name.ts';

/** An upload whose content is kept. */
export interface ReceivedUpload extends ContentType {
  /** Of the content, in hex; names its file. */
  readonly sha256: string;
  /** The name to show. */
  readonly name: string;
  readonly octets: number;
  readonly content: Buffer;
}

/**
 * All that comes, as far as it may. The stream stays open when more would come, so that the sender can still be told;
 * one that breaks off has not brought the whole file.
 */
async function readAll(stream: Readable): Promise<Result<Buffer, 'tooLarge' | 'damaged'>> {
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      received += chunk.length;
      if (received > UPLOAD_MOST_OCTETS) return failure('tooLarge');
      chunks.push(chunk);
    }
  } catch {
    return failure('damaged');
  }
  return success(Buffer.concat(chunks));
}

/**
 * Takes the content of an upload from `stream` and keeps it in `folder`, named by its SHA-256. It is judged before
 * anything is written, so nothing of what is refused or breaks off is ever on the disk.
 */
export async function receiveUpload(
  stream: Readable,
  name: string,
  folder: string,
): Promise<Result<ReceivedUpload, UploadRefusal>> {
  const read = await readAll(stream);
  if (!read.ok) return read;
  const octets = read.value;
  const content = contentType(octets);
  if (!content.ok) return content;
  const sha256 = createHash('sha256').update(octets).digest('hex');
  await storeContent(folder, sha256, octets);
  return success({
    ...content.value,
    sha256,
    name: shownName(name),
    octets: octets.length,
    content: octets,
  });
}
