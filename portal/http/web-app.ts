import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.csv': 'text/csv; charset=utf-8',
};

/** The web UI runs its own scripts and styles and speaks to this portal only; `blob:` pictures are previews of uploads. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Files of a build carry a hash of their content in their name, so they never change. */
const BUILD_CACHE = 'public, max-age=31536000, immutable';
/** First segments of paths that are never pages of the web UI. */
const NOT_PAGES = ['api', 'kiosk', 'assets', '.well-known'];

interface BuiltFile {
  readonly path: string;
  readonly type: string;
  readonly octets: Buffer;
  /** The octets in Brotli (RFC 7932), made when they are first asked for. */
  compressed(): Promise<Buffer>;
}

const compress = promisify(brotliCompress);

function onceCompressed(octets: Buffer): () => Promise<Buffer> {
  let made: Promise<Buffer> | undefined;
  return () => {
    made ??= compress(octets);
    return made;
  };
}

/** Sends a file, compressed to those who take it so. The files are the same for everybody, so nothing secret can leak by their length. */
async function send(file: BuiltFile, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.type(file.type).header('vary', 'accept-encoding');
  const takesBrotli = /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(
    request.headers['accept-encoding']?.toString() ?? '',
  );
  return takesBrotli
    ? reply.header('content-encoding', 'br').send(await file.compressed())
    : reply.send(file.octets);
}

/** Every file of the build in `folder`, read once: a closed list, so no path can lead elsewhere. */
async function readBuild(folder: string): Promise<BuiltFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .flatMap((entry) => {
        const type = CONTENT_TYPES[extname(entry.name)];
        return type === undefined ? [] : [{ file: join(entry.parentPath, entry.name), type }];
      })
      .map(async ({ file, type }) => {
        const octets = await readFile(file);
        return {
          path: file.slice(folder.length).replaceAll('\\', '/'),
          type,
          octets,
          compressed: onceCompressed(octets),
        };
      }),
  );
}

/**
 * Serves the built web UI from `folder`: its files, and its page for every address that is none of the server's own.
 * @throws when the folder has no index.html
 */
export async function webApp(server: FastifyInstance, folder: string): Promise<void> {
  const files = await readBuild(folder);
  const index = files.find(({ path }) => path === '/index.html');
  if (!index) throw new Error(`the web UI has not been built (${folder} has no index.html)`);
  for (const file of files.filter((each) => each !== index))
    server.get(file.path, (request, reply) =>
      send(file, request, reply.header('cache-control', BUILD_CACHE)),
    );

  server.get('/*', async (request, reply) => {
    const [first = ''] = request.url.slice(1).split(/[/?]/, 1);
    if (NOT_PAGES.includes(first)) return reply.callNotFound();
    return send(index, request, reply.header('content-security-policy', CONTENT_SECURITY_POLICY));
  });
}
