import { z } from 'zod';
import type { ApiRoute } from './route.ts';

export const UploadId = z.uuid().brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

export const UploadType = z.enum(['application/pdf', 'image/jpeg', 'image/png']);
export type UploadType = z.infer<typeof UploadType>;

/** Largest upload, in bytes. */
export const UPLOAD_MOST_OCTETS = 5 * 1024 * 1024;

/** A document somebody uploaded. */
export const Upload = z.strictObject({
  uploadId: UploadId,
  /** The name to show: no path, no control characters. */
  name: z.string(),
  type: UploadType,
  octets: z.int().positive(),
});
export type Upload = z.infer<typeof Upload>;

/** Why a document is refused. */
export const UPLOAD_FAULTS = [
  'empty',
  'tooLarge',
  'notAllowedType',
  'damaged',
  'moreThanOneType',
  'activeContent',
  'imageTooLarge',
  'tooManyUploads',
] as const;
export type UploadFault = (typeof UPLOAD_FAULTS)[number];

const UploadParams = z.strictObject({ uploadId: UploadId });

export const UPLOAD_ROUTES = {
  /** The octets are the body (`application/octet-stream`); the file's name is the query's `name`. */
  upload: {
    method: 'POST',
    path: '/api/uploads',
    access: ['individual', 'mainUser', 'delegate'],
    summary: 'Takes one PDF, JPEG or PNG, judged by its content',
    query: z.strictObject({ name: z.string().min(1).max(512) }),
    answer: Upload,
    faults: UPLOAD_FAULTS,
  },
  removeUpload: {
    method: 'DELETE',
    path: '/api/uploads/:uploadId',
    access: ['individual', 'mainUser', 'delegate'],
    summary: 'Forgets an own upload that no submitted request holds',
    params: UploadParams,
    answer: z.strictObject({}),
    faults: ['inUse'],
  },
} as const satisfies Record<string, ApiRoute>;

/**
 * GET: the octets of an upload as an attachment, for its owner and for officers who look at a case that holds it.
 * Not JSON, therefore not among the routes above.
 */
export const UPLOAD_CONTENT_PATH = '/api/uploads/:uploadId/content';
