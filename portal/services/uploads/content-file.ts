import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The content of an upload is named by its SHA-256 in hex, so that the same content is kept once. */
const CONTENT_NAME = /^[0-9a-f]{64}$/;

/** Content that is being written; only a crash leaves one behind. */
const UNFINISHED = '.part';

/**
 * The file of the content with this SHA-256.
 * @throws RangeError when `sha256` is none: nothing else can name a file, whatever it says
 */
export function contentFile(folder: string, sha256: string): string {
  if (!CONTENT_NAME.test(sha256)) throw new RangeError('the content of an upload is named by its SHA-256');
  return join(folder, sha256);
}

/** Makes an entry of `folder` outlast a power cut. Windows opens no folders, and keeps its own journal of them. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Keeps `octets` under their SHA-256: they are there whole, also after a power cut, or not at all. */
export async function storeContent(folder: string, sha256: string, octets: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `${randomUUID()}${UNFINISHED}`);
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(octets);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, contentFile(folder, sha256));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await flushFolder(folder);
}

/** Removes the file of a content; nothing happens when there is none. */
export async function removeContent(folder: string, sha256: string): Promise<void> {
  await rm(contentFile(folder, sha256), { force: true });
}

/**
 * Removes what a crash left behind: unfinished files, and by `removeUnused` content that no upload has. What was written after
 * `untouchedSince` (milliseconds since the epoch) stays, because its upload may be about to be recorded.
 */
export async function sweepContent(
  folder: string,
  untouchedSince: number,
  removeUnused: (sha256: string) => Promise<void>,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const unfinished = name.endsWith(UNFINISHED);
    if (!unfinished && !CONTENT_NAME.test(name)) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found === null || found.mtimeMs >= untouchedSince) continue;
    if (unfinished) await rm(file, { force: true });
    else await removeUnused(name);
  }
}
