import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { webApp } from './web-app.ts';

const SCRIPT = 'export const words = "a page";\n'.repeat(200);
let folder: string;
let server: FastifyInstance;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-app-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'page.js'), SCRIPT);
  server = fastify();
  await webApp(server, folder);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it.each(['br', 'gzip, deflate, br', 'br;q=0.5'])(
  'serves files compressed to those who take %s',
  async (taken) => {
    for (const _ of ['first', 'again']) {
      const answer = await server.inject({ url: '/page.js', headers: { 'accept-encoding': taken } });
      expect(answer.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
      expect(answer.rawPayload.length).toBeLessThan(SCRIPT.length / 4);
      expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(SCRIPT);
    }
  },
);

it.each(['', 'gzip', 'br;q=0', 'gzip, br; q=0.0'])(
  'serves files as they are to those who take "%s"',
  async (taken) => {
    const answer = await server.inject({ url: '/page.js', headers: { 'accept-encoding': taken } });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body).toBe(SCRIPT);
  },
);
