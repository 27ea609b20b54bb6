import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** The kinds of files a built screen consists of; nothing else is served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** One file of the built screen. */
export interface RendererFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly contentType: string;
}

/** Names that a build makes: no `..`, no hidden file, no escape, no drive, no other separator. */
const PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

/**
 * Reads the file of the built screen in `folder` that `pathname` (of a URL, `/` is the page) names.
 * `null`: there is no such file, or the name is not one that a build makes.
 */
export async function readRendererFile(folder: string, pathname: string): Promise<RendererFile | null> {
  const path = pathname === '/' ? '/index.html' : pathname;
  const contentType = CONTENT_TYPES[extname(path)];
  if (!contentType || !PATH.test(path)) return null;
  try {
    return { body: await readFile(join(folder, path)), contentType };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR')
  );
}
