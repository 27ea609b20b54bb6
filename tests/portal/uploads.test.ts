import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Language } from '../../contracts/language.ts';
import { Problem } from '../../contracts/portal-api/problem.ts';
import {
  UPLOAD_FAULTS,
  UPLOAD_MOST_OCTETS,
  Upload,
  type UploadFault,
} from '../../contracts/portal-api/uploads.ts';
import { LOOSE_UPLOADS_MOST } from '../../portal/services/applications/uploads.ts';
import {
  chunk,
  claimedPng,
  exampleJpeg,
  examplePdf,
  examplePng,
  exampleZip,
} from '../../portal/services/uploads/test-support.ts';
import { loadTexts, PORTAL_CATALOGUE } from '../../renderer/i18n/portal.ts';
import { problemText } from '../../renderer/portal/kit/problem-text.ts';
import { PortalStage, type StagedPerson } from '../support/portal-stage.ts';

/** How many come in a row, and how many of them at a time. */
const COUNT = 1_000;
const AT_A_TIME = 8;
const MEGABYTE = 1024 * 1024;
/** How much a process may grow by what it has seen, in octets: room for its heap to breathe, far below what was sent. */
const MEMORY_GROWS_MOST = 200 * MEGABYTE;
/** The server gives a request 15 s to come, and looks every half minute. */
const PATIENCE_MS = 180_000;

let stage: PortalStage;
let person: StagedPerson;
beforeAll(async () => {
  stage = await PortalStage.start({ due: 0, request: 20 });
});
afterAll(() => stage.stop());
beforeEach(() => {
  person = stage.person('request');
});

const patient = { timeout: PATIENCE_MS };
const files = () => (existsSync(stage.uploadsFolder) ? readdirSync(stage.uploadsFolder) : []);
const rows = () => stage.store.reader.selectFrom('uploads').select('upload_id').execute();
const post = (octets: Buffer, name = 'photo.jpg') =>
  person.ask('POST', `/api/uploads?name=${encodeURIComponent(name)}`, octets);
const take = async (octets: Buffer) => Upload.parse((await post(octets)).body);
const remove = ({ uploadId }: Upload) => person.ask('DELETE', `/api/uploads/${uploadId}`);

afterEach(async () => {
  // Whatever was done, nothing is left behind, and the portal takes a good file.
  await vi.waitFor(() => expect(files()).toEqual([]), { timeout: PATIENCE_MS });
  expect(await rows()).toEqual([]);
  const upload = await take(exampleJpeg());
  expect(files()).toHaveLength(1);
  expect((await remove(upload)).status).toBe(200);
  expect(files()).toEqual([]);
  expect(stage.log).not.toContain('"failed"');
});

/** Does `work` with 0, 1, 2, … until `count`, a few at a time. */
async function inARow(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

/** A picture that no other is, of about `octets`. */
function pictureOf(mark: number, octets = 0): Buffer {
  const png = examplePng(30, 40);
  const comment = Buffer.concat([Buffer.from(`Comment\0${mark} `), Buffer.alloc(octets, 0x20)]);
  return Buffer.concat([png.subarray(0, 33), chunk('tEXt', comment), png.subarray(33)]);
}

/** One file for each reason to refuse what is in it. */
const WRONG: Readonly<Record<Exclude<UploadFault, 'tooManyUploads'>, () => Buffer>> = {
  empty: () => Buffer.alloc(0),
  tooLarge: () => Buffer.alloc(UPLOAD_MOST_OCTETS + 1),
  notAllowedType: () => Buffer.from('MZ'),
  damaged: () => exampleJpeg().subarray(0, -2),
  moreThanOneType: () => Buffer.concat([exampleJpeg(), exampleZip()]),
  activeContent: () => examplePdf({ catalogue: '/OpenAction << /S /JavaScript >>' }),
  imageTooLarge: () => claimedPng(50_000, 50_000),
};

await Promise.all(Language.options.map(loadTexts));

/** What the web UI says of a refusal. */
const said = (body: unknown, language: Language) =>
  problemText((key, values) => PORTAL_CATALOGUE.translate(language, key, values), Problem.parse(body));

describe('a person is told why', () => {
  test('each reason in words of its own, in both languages', patient, async () => {
    const told = new Map<string, string[]>();
    for (const [fault, make] of Object.entries(WRONG)) {
      const { status, body } = await post(make());
      expect({ status, body }).toEqual({ status: 422, body: { error: fault } });
      told.set(
        fault,
        Language.options.map((language) => said(body, language)),
      );
    }
    const kept: Upload[] = [];
    for (let index = 0; index < LOOSE_UPLOADS_MOST; index += 1) kept.push(await take(pictureOf(index)));
    const { status, body } = await post(pictureOf(LOOSE_UPLOADS_MOST));
    expect({ status, body }).toEqual({ status: 422, body: { error: 'tooManyUploads' } });
    told.set(
      'tooManyUploads',
      Language.options.map((language) => said(body, language)),
    );
    for (const upload of kept) await remove(upload);

    expect([...told.keys()].toSorted()).toEqual([...UPLOAD_FAULTS].toSorted());
    const texts = [...told.values()].flat();
    expect(new Set(texts).size).toBe(2 * UPLOAD_FAULTS.length);
    for (const language of Language.options)
      expect(texts).not.toContain(said({ error: 'internal' }, language));
    for (const [arabic = '', english = ''] of told.values()) {
      expect(arabic).toMatch(/^[\u0600-\u06FF0-9 .،؛:]+$/);
      expect(english).toMatch(/^[A-Z][A-Za-z0-9 ,.:;]+\.$/);
    }
  });

  test.each([
    ['image/jpeg', 'invalidBody'],
    ['multipart/form-data; boundary=a', 'invalidBody'],
    ['text/plain', 'bodyTooLarge'],
    ['application/json', 'bodyTooLarge'],
  ])('octets that come as %s', patient, async (type, error) => {
    const response = await fetch(`${stage.url}/api/uploads?name=a.jpg`, {
      method: 'POST',
      headers: { cookie: person.cookie, origin: stage.url, 'content-type': type },
      body: new Uint8Array(pictureOf(1, MEGABYTE)),
    });
    expect(await response.json()).toEqual({ error });
  });
});

describe('a request that is not what it says', () => {
  /** Sends octets as they are, ends its side or breaks off, and gives what came back. */
  async function send(
    parts: readonly (string | Buffer)[],
    then: 'ends' | 'breaksOff' | 'waits',
  ): Promise<string> {
    const socket = connect(Number(new URL(stage.url).port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    for (const part of parts) await new Promise<void>((resolve) => socket.write(part, () => resolve()));
    if (then === 'breaksOff') {
      socket.resetAndDestroy();
      return '';
    }
    if (then === 'ends') socket.end();
    return readText(socket);
  }
  const head = (...headers: readonly string[]) =>
    [
      'POST /api/uploads?name=a.jpg HTTP/1.1',
      'host: portal',
      `origin: ${stage.url}`,
      `cookie: ${person.cookie}`,
      'content-type: application/octet-stream',
      'connection: close',
      ...headers,
      '',
      '',
    ].join('\r\n');

  test('fifty that break off in the middle', patient, async () => {
    const octets = pictureOf(1, MEGABYTE);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        send(
          [head(`content-length: ${octets.length}`), octets.subarray(0, (index * octets.length) / 50)],
          'breaksOff',
        ),
      ),
    );
  });

  test('that says it is longer than it is, and ends', patient, async () => {
    const octets = exampleJpeg();
    const answer = await send([head(`content-length: ${octets.length + 1}`), octets], 'ends');
    expect(answer).not.toContain(' 200 ');
  });

  test('that says it is shorter than it is', patient, async () => {
    const octets = exampleJpeg();
    const answer = await send([head(`content-length: ${octets.length - 2}`), octets], 'ends');
    expect(answer).not.toContain(' 200 ');
  });

  test('whose pieces end early', patient, async () => {
    const octets = exampleJpeg();
    const piece = `${octets.length.toString(16)}\r\n`;
    const answer = await send([head('transfer-encoding: chunked'), piece, octets], 'ends');
    expect(answer).not.toContain(' 200 ');
  });

  test.each<[string, readonly string[]]>([
    ['a length that is none', ['content-length: many']],
    ['two lengths', ['content-length: 1', 'content-length: 2']],
    ['a length and pieces', ['content-length: 3', 'transfer-encoding: chunked']],
  ])('with %s', patient, async (_name, headers) => {
    // Nothing follows the head: the portal closes at once, and what came later would reset the answer away.
    expect(await send([head(...headers)], 'waits')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('from nobody, with more behind it: told at once, and nothing is read for it', patient, async () => {
    const octets = Buffer.alloc(UPLOAD_MOST_OCTETS);
    const response = await fetch(`${stage.url}/api/uploads?name=a.jpg`, {
      method: 'POST',
      headers: { origin: stage.url, 'content-type': 'application/octet-stream' },
      body: octets,
    });
    expect([response.status, await response.json()]).toEqual([401, { error: 'notSignedIn' }]);
  });
});

// Only Linux tells what another process uses.
describe.skipIf(process.platform !== 'linux')('the memory of the process is bounded', () => {
  test('over 1 000 bad files of a megabyte each', patient, async () => {
    const octets = pictureOf(1, MEGABYTE).subarray(0, -1);
    const sendBad = async () => expect((await post(octets)).body).toEqual({ error: 'damaged' });
    await inARow(COUNT / 10, sendBad);
    const before = stage.memory;
    await inARow(COUNT, sendBad);
    expect(stage.memory - before).toBeLessThan(MEMORY_GROWS_MOST);
  });

  test('over 1 000 good files, each taken away again', patient, async () => {
    const comeAndGo = async (index: number) => {
      expect((await remove(await take(pictureOf(index, MEGABYTE / 8)))).status).toBe(200);
    };
    await inARow(COUNT / 10, comeAndGo);
    const before = stage.memory;
    await inARow(COUNT, comeAndGo);
    expect(stage.memory - before).toBeLessThan(MEMORY_GROWS_MOST);
  });

  test(
    'while one person sends a hundred of the largest at once, and leaves each unfinished',
    patient,
    async () => {
      const octets = Buffer.alloc(UPLOAD_MOST_OCTETS - 1, 0x20);
      const before = stage.memory;
      let most = 0;
      const port = Number(new URL(stage.url).port);
      const sockets = Array.from({ length: 100 }, () =>
        connect(port, '127.0.0.1').on('error', () => undefined),
      );
      for (const socket of sockets) {
        socket.write(
          `POST /api/uploads?name=a.jpg HTTP/1.1\r\nhost: portal\r\norigin: ${stage.url}\r\ncookie: ${person.cookie}\r\n` +
            `content-type: application/octet-stream\r\ncontent-length: ${UPLOAD_MOST_OCTETS}\r\n\r\n`,
        );
        socket.write(octets);
      }
      // As much as the portal takes in: until nothing has moved for a while.
      let moved = -1;
      await vi.waitFor(
        () => {
          most = Math.max(most, stage.memory);
          const written = sockets.reduce(
            (sum, { bytesWritten, writableLength }) => sum + bytesWritten - writableLength,
            0,
          );
          const rests = written === moved;
          moved = written;
          expect(rests).toBe(true);
        },
        { timeout: PATIENCE_MS, interval: 1_000 },
      );
      for (const socket of sockets) socket.destroy();
      expect(most - before).toBeLessThan(MEMORY_GROWS_MOST);
    },
  );
});
