import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { UPLOAD_ROUTES, type Upload } from '../../../contracts/portal-api/uploads.ts';
import { failure, type Result } from '../../../contracts/result.ts';
import { readAnswer } from './client.ts';

/** Sends a file and tells how much of it (0 to 1) has gone; `fetch` cannot tell that. */
export function sendUpload(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Result<Upload, Problem>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${UPLOAD_ROUTES.upload.path}?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () => {
      try {
        resolve(readAnswer(UPLOAD_ROUTES.upload, request.status, request.responseText));
      } catch (error) {
        reject(error);
      }
    });
    for (const type of ['error', 'abort', 'timeout'])
      request.addEventListener(type, () => resolve(failure({ error: 'unreachable' })));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
