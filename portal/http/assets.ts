import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const asset = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));
const FONT = '@expo-google-fonts/ibm-plex-sans-arabic';

const ASSETS = [
  { path: '/assets/portal.css', type: 'text/css; charset=utf-8', file: asset('./pages/portal.css') },
  {
    path: '/assets/fonts/400.ttf',
    type: 'font/ttf',
    file: asset(`${FONT}/400Regular/IBMPlexSansArabic_400Regular.ttf`),
  },
  {
    path: '/assets/fonts/600.ttf',
    type: 'font/ttf',
    file: asset(`${FONT}/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf`),
  },
] as const;

/** The style sheet and fonts of the public pages: a closed list, read once, so no path can lead elsewhere. */
export async function assetRoutes(server: FastifyInstance): Promise<void> {
  for (const { path, type, file } of ASSETS) {
    const octets = await readFile(file);
    server.get(path, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=86400').send(octets),
    );
  }
}
