import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UPLOAD_MOST_OCTETS } from '../../../contracts/portal-api/uploads.ts';
import { contentFile, removeContent, sweepContent } from './content-file.ts';
import { receiveUpload } from './receive-upload.ts';
import { chunk, exampleJpeg, examplePdf, examplePng, exampleZip } from './test-support.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'uploads-'));
  folder = join(parent, 'kept');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const sha256 = (octets: Buffer) => createHash('sha256').update(octets).digest('hex');
/** `octets` in pieces, as a line brings them. */
const stream = (octets: Buffer, piece = 65_536) =>
  Readable.from(
    Array.from({ length: Math.ceil(octets.length / piece) }, (_, index) =>
      octets.subarray(index * piece, (index + 1) * piece),
    ),
  );
const receive = (octets: Buffer, name = 'photo.jpg') => receiveUpload(stream(octets), name, folder);
/** Everything there is below the folder's parent: nothing may appear beside it either. */
const everything = () => readdirSync(parent, { recursive: true }).map(String).sort();
const kept = (...names: string[]) => ['kept', ...names.map((name) => join('kept', name))].sort();

/** A PNG of exactly `length` octets. */
function pngOf(length: number): Buffer {
  const png = examplePng();
  const filling = chunk('tEXt', Buffer.alloc(length - png.length - 12, 0x20));
  return Buffer.concat([png.subarray(0, 33), filling, png.subarray(33)]);
}

describe('an upload that is taken', () => {
  test('is kept under its SHA-256 and described by its content, not by its name', async () => {
    const png = examplePng(60, 80);
    expect(await receive(png, '../../صورة\u202E.pdf')).toEqual({
      ok: true,
      value: {
        sha256: sha256(png),
        name: 'صورة.pdf',
        type: 'image/png',
        octets: png.length,
        size: { width: 60, height: 80 },
        content: png,
      },
    });
    expect(everything()).toEqual(kept(sha256(png)));
    expect(readFileSync(contentFile(folder, sha256(png)))).toEqual(png);
    expect(statSync(contentFile(folder, sha256(png))).mode & 0o077).toBe(0);
  });

  test('is kept once, however often and however cut up it comes', async () => {
    const pdf = examplePdf();
    const results = await Promise.all(
      [1, 7, 100, 65_536].map((piece) => receiveUpload(stream(pdf, piece), 'a', folder)),
    );
    for (const result of results) expect(result).toMatchObject({ ok: true, value: { sha256: sha256(pdf) } });
    expect(everything()).toEqual(kept(sha256(pdf)));
  });

  test('may be just as large as allowed', async () => {
    expect(await receive(pngOf(UPLOAD_MOST_OCTETS))).toMatchObject({
      ok: true,
      value: { octets: UPLOAD_MOST_OCTETS },
    });
  });
});

describe('nothing is left behind', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'empty'],
    ['one octet too large', pngOf(UPLOAD_MOST_OCTETS + 1), 'tooLarge'],
    ['of another type', exampleZip(), 'notAllowedType'],
    ['cut off', exampleJpeg().subarray(0, -10), 'damaged'],
    ['of two types', Buffer.concat([exampleJpeg(), exampleZip()]), 'moreThanOneType'],
    ['active', examplePdf({ catalogue: '/OpenAction << /S /JavaScript >>' }), 'activeContent'],
  ])('by one that is %s', async (_, octets, fault) => {
    expect(await receive(octets)).toEqual({ ok: false, fault });
    expect(everything()).toEqual([]);
  });

  test('by one that breaks off', async () => {
    const jpeg = exampleJpeg();
    const breaking = Readable.from(
      (async function* () {
        yield jpeg.subarray(0, 100);
        throw new Error('the line is cut');
      })(),
    );
    expect(await receiveUpload(breaking, 'a', folder)).toEqual({ ok: false, fault: 'damaged' });
    const closing = new Readable({ read() {} });
    closing.push(jpeg.subarray(0, 100));
    const received = receiveUpload(closing, 'a', folder);
    closing.destroy();
    expect(await received).toEqual({ ok: false, fault: 'damaged' });
    expect(everything()).toEqual([]);
  });

  test('by one that cannot be written', async () => {
    writeFileSync(folder, 'in the way');
    await expect(receive(exampleJpeg())).rejects.toThrow();
    expect(everything()).toEqual(['kept']);
  });

  test('by one whose place is taken', async () => {
    const jpeg = exampleJpeg();
    await receive(examplePng());
    const taken = contentFile(folder, sha256(jpeg));
    mkdirSync(taken);
    await expect(receive(jpeg)).rejects.toThrow();
    expect(everything()).toEqual(kept(sha256(examplePng()), sha256(jpeg)));
  });

  test('by 1 000 in a row, good and bad, eight at a time: the good ones are there, and nothing else', async () => {
    const COUNT = 1_000;
    const good = (index: number) => {
      const png = examplePng();
      const mark = chunk('tEXt', Buffer.from(`Comment\0${index}`));
      return Buffer.concat([png.subarray(0, 33), mark, png.subarray(33)]);
    };
    const bad = [
      () => Buffer.alloc(0),
      () => Buffer.concat([good(0), exampleZip()]),
      () => good(0).subarray(0, -1),
      () => Buffer.from('<html>'),
    ];
    const expected = new Set<string>();
    let next = 0;
    const work = async () => {
      for (let index = next++; index < COUNT; index = next++) {
        const fails = bad[index % 8];
        const octets = fails ? fails() : good(index);
        const result = await receive(octets, `../../${index}`);
        expect(result.ok).toBe(fails === undefined);
        if (result.ok) expected.add(result.value.sha256);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(expected.size).toBe(COUNT / 2);
    expect(everything()).toEqual(kept(...expected));
  });
});

test('whoever sends too much over HTTP is told, and not just cut off', async () => {
  const server = createServer(async (incoming, answer) => {
    const received = await receiveUpload(incoming, 'a', folder);
    answer.end(received.ok ? 'taken' : received.fault);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const send = (octets: Buffer) =>
    new Promise<string>((resolve, reject) => {
      const sending = request({ port, host: '127.0.0.1', method: 'POST' }, async (answer) =>
        resolve(Buffer.concat(await answer.toArray()).toString()),
      );
      sending.on('error', reject).end(octets);
    });
  try {
    expect(await send(Buffer.alloc(4 * UPLOAD_MOST_OCTETS))).toBe('tooLarge');
    expect(await send(exampleJpeg())).toBe('taken');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('the file of a content', () => {
  test.each([
    '',
    '..',
    '../../etc/passwd',
    'a'.repeat(63),
    'A'.repeat(64),
    `${'a'.repeat(64)}/x`,
    `${'a'.repeat(64)}\n`,
  ])('%j names none', (name) => expect(() => contentFile(folder, name)).toThrow(RangeError));
});

describe('what a crash left behind', () => {
  const LONG_AGO = new Date('2026-01-01T00:00:00Z');
  const SINCE = Date.parse('2026-01-02T00:00:00Z');
  const age = (name: string) => utimesSync(join(folder, name), LONG_AGO, LONG_AGO);
  const removeAll = (name: string) => removeContent(folder, name);

  test('is swept away when it is old: unfinished files, and content that no upload has', async () => {
    const [used, unused, fresh] = [exampleJpeg(), examplePng(), examplePdf()];
    for (const octets of [used, unused, fresh]) await receive(octets);
    const [oldPart, newPart] = [`${randomUUID()}.part`, `${randomUUID()}.part`];
    for (const name of [oldPart, newPart, 'notes.txt']) writeFileSync(join(folder, name), 'x');
    for (const name of [sha256(used), sha256(unused), oldPart, 'notes.txt']) age(name);

    await sweepContent(folder, SINCE, async (name) => {
      if (name !== sha256(used)) await removeContent(folder, name);
    });
    expect(everything()).toEqual(kept(sha256(used), sha256(fresh), newPart, 'notes.txt'));
  });

  test('is not what came again meanwhile', async () => {
    const jpeg = exampleJpeg();
    await receive(jpeg);
    age(sha256(jpeg));
    await receive(jpeg);
    await sweepContent(folder, SINCE, removeAll);
    expect(everything()).toEqual(kept(sha256(jpeg)));
  });

  test('is nothing where nothing was uploaded yet', async () => {
    await sweepContent(folder, SINCE, removeAll);
    expect(everything()).toEqual(kept());
  });
});
