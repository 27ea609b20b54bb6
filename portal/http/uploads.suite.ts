import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Upload, type UploadFault, UPLOAD_MOST_OCTETS } from '../../contracts/portal-api/uploads.ts';
import { LOOSE_UPLOADS_MOST } from '../services/applications/uploads.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import {
  chunk,
  claimedPng,
  exampleJpeg,
  examplePdf,
  examplePng,
  exampleZip,
} from '../services/uploads/test-support.ts';
import type { Store } from '../store/store.ts';
import { ApplicationsUnderTest } from '../test-support/applications-under-test.ts';

/** How many come in a row. */
const COUNT = 1_000;
/** How many of them at a time. */
const AT_A_TIME = 8;

const text = (content: string) => Buffer.from(content, 'latin1');
const joined = (...parts: readonly (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)));
/** A picture that no other is, octet for octet. */
const pictureOf = (mark: number): Buffer => {
  const png = examplePng(30, 40);
  return joined(png.subarray(0, 33), chunk('tEXt', text(`Comment\0${mark}`)), png.subarray(33));
};

/** What is refused: its right name, its wrong content, and why. */
const REFUSED: Readonly<Record<string, readonly [string, () => Buffer, UploadFault]>> = {
  'nothing under the name of a picture': ['photo.jpg', () => Buffer.alloc(0), 'empty'],
  'one octet too much': ['report.pdf', () => Buffer.alloc(UPLOAD_MOST_OCTETS + 1, 0x20), 'tooLarge'],
  'much too much': ['photo.png', () => Buffer.alloc(4 * UPLOAD_MOST_OCTETS), 'tooLarge'],
  'words under the name of a picture': ['photo.jpg', () => text('a photo, really'), 'notAllowedType'],
  'a page under the name of a picture': ['photo.png', () => text('<!doctype html><p>'), 'notAllowedType'],
  'a drawing with a script': ['photo.png', () => text('<svg onload="x()"/>'), 'notAllowedType'],
  'a program under the name of a document': ['report.pdf', () => text('MZ\x90\0\x03'), 'notAllowedType'],
  'an archive under the name of a document': ['report.pdf', () => exampleZip(), 'notAllowedType'],
  'a GIF under the name of a JPEG': ['photo.jpg', () => text('GIF89a\x01\0\x01\0'), 'notAllowedType'],
  'a JPEG that ends early': ['photo.jpg', () => exampleJpeg().subarray(0, -2), 'damaged'],
  'a JPEG that is hardly begun': ['photo.jpg', () => exampleJpeg().subarray(0, 3), 'damaged'],
  'a PNG with a wrong sum': [
    'photo.png',
    () => {
      const png = examplePng();
      png.writeUInt8(png.readUInt8(40) ^ 1, 40);
      return png;
    },
    'damaged',
  ],
  'a PDF without its end': ['report.pdf', () => examplePdf().subarray(0, -10), 'damaged'],
  'a picture that is an archive': ['photo.jpg', () => joined(exampleJpeg(), exampleZip()), 'moreThanOneType'],
  'a picture that is a page': [
    'photo.png',
    () => joined(examplePng(), '<html><script>x()</script>'),
    'moreThanOneType',
  ],
  'a picture that is a document': ['photo.jpg', () => joined(exampleJpeg(), examplePdf()), 'moreThanOneType'],
  'a document that is an archive': [
    'report.pdf',
    () => joined(examplePdf(), exampleZip()),
    'moreThanOneType',
  ],
  'a document that acts': [
    'report.pdf',
    () => examplePdf({ catalogue: '/OpenAction << /S /JavaScript /JS (x) >>' }),
    'activeContent',
  ],
  'a picture that claims 2 500 million pixels': [
    'photo.png',
    () => claimedPng(50_000, 50_000),
    'imageTooLarge',
  ],
};

/** Uploads through HTTP, on whichever engine `openTestStore` opens an empty store. */
export function uploadsSuite(openTestStore: () => Promise<Store>): void {
  let portal: ApplicationsUnderTest;
  let beside: string[];
  beforeEach(async () => {
    portal = await ApplicationsUnderTest.start(await openTestStore());
    beside = neighbours();
  });
  afterEach(() => portal.close());

  /** What lies beside the folder of uploads, where a path in a name would lead. */
  const neighbours = () => {
    const folder = dirname(portal.context.uploadsFolder);
    return readdirSync(folder).filter((name) => ['etc', 'evil.jpg', 'passwd', 'photo.jpg'].includes(name));
  };
  const files = () =>
    existsSync(portal.context.uploadsFolder)
      ? readdirSync(portal.context.uploadsFolder, { recursive: true }).map(String)
      : [];
  const rows = () => portal.store.reader.selectFrom('uploads').select(['upload_id', 'sha256']).execute();
  const post = (octets: Buffer, name: string, who: string | null = 'salem') =>
    portal.ask(who, 'POST', `/api/uploads?name=${encodeURIComponent(name)}`, octets);
  const remove = (uploadId: string, who = 'salem') => portal.ask(who, 'DELETE', `/api/uploads/${uploadId}`);
  const refusal = (error: UploadFault | string, status = 422) => ({ status, body: { error } });
  const expectNothingLeft = async () => {
    expect(files()).toEqual([]);
    expect(await rows()).toEqual([]);
    expect(neighbours()).toEqual(beside);
  };
  /** Does `work` with 0, 1, 2, … until `COUNT`, a few at a time. */
  const inARow = async (work: (index: number) => Promise<void>) => {
    let next = 0;
    const worker = async () => {
      for (let index = next++; index < COUNT; index = next++) await work(index);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  };

  describe('refused, and nothing is left behind', () => {
    test.each(Object.keys(REFUSED))('%s', async (kind) => {
      const [name, make, fault] = REFUSED[kind] ?? ['', () => Buffer.alloc(0), 'empty'];
      expect(await post(make(), name)).toEqual(refusal(fault));
      await expectNothingLeft();
      // What was refused stands in nobody's way.
      expect(await post(exampleJpeg(), name)).toMatchObject({ status: 200, body: { type: 'image/jpeg' } });
    });

    test.each<[string, string | null, number, string]>([
      ['from nobody', null, 401, 'notSignedIn'],
      ['from an officer', 'officer-one', 403, 'notAllowed'],
    ])('%s, however good', async (_name, who, status, fault) => {
      expect(await post(exampleJpeg(), 'photo.jpg', who)).toEqual(refusal(fault, status));
      await expectNothingLeft();
    });

    test('a name that is missing, empty, given twice or endless', async () => {
      for (const query of [
        '',
        '?name=',
        '?name=a&name=b',
        `?name=${'a'.repeat(513)}`,
        '?name=a.jpg&path=/tmp',
      ]) {
        const answer = await portal.ask('salem', 'POST', `/api/uploads${query}`, exampleJpeg());
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalidBody' } });
      }
      await expectNothingLeft();
    });
  });

  describe('a path in the name', () => {
    test.each<[string, string]>([
      ['../../../etc/passwd', 'passwd'],
      ['..\\..\\evil.jpg', 'evil.jpg'],
      ['/etc/passwd', 'passwd'],
      ['C:\\Windows\\photo.jpg', 'photo.jpg'],
      ['....//....//evil.jpg', 'evil.jpg'],
      ['photo.jpg\0.exe', 'photo.jpg.exe'],
      ['photo\u202Egpj.exe', 'photogpj.exe'],
      ['..', 'document'],
      ['a/', 'document'],
      ['صورتي.jpg', 'صورتي.jpg'],
    ])('%j leads nowhere: the file is named by its content', async (name, shown) => {
      const { status, body } = await post(exampleJpeg(), name);
      expect({ status, name: Upload.parse(body).name }).toEqual({ status: 200, name: shown });
      expect(files()).toEqual((await rows()).map(({ sha256 }) => sha256));
      expect(neighbours()).toEqual(beside);
      const { headers } = await portal.content('salem', Upload.parse(body).uploadId);
      expect(decodeURIComponent(String(headers['content-disposition']))).toBe(
        `attachment; filename*=UTF-8''${shown}`,
      );
    });
  });

  describe('1 000 in a row', () => {
    const bad = Object.values(REFUSED).filter(([, , fault]) => fault !== 'tooLarge');

    test('bad ones: each is told why, and nothing is left behind', async () => {
      const made = bad.map(([name, make, fault]) => ({ name, octets: make(), fault }));
      await inARow(async (index) => {
        const one = made[index % made.length];
        if (one) expect(await post(one.octets, one.name)).toEqual(refusal(one.fault));
      });
      await expectNothingLeft();
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
    });

    test(`good ones: ${LOOSE_UPLOADS_MOST} are kept, the others are told of the limit and leave nothing`, async () => {
      let kept = 0;
      await inARow(async (index) => {
        const answer = await post(pictureOf(index), `../${index}.png`);
        if (answer.status === 200) kept += 1;
        else expect(answer).toEqual(refusal('tooManyUploads'));
      });
      expect(kept).toBe(LOOSE_UPLOADS_MOST);
      const stored = await rows();
      expect(files().toSorted()).toEqual(stored.map(({ sha256 }) => sha256).toSorted());
      expect(stored).toHaveLength(LOOSE_UPLOADS_MOST);
      // Somebody else is not touched by it.
      expect(await post(pictureOf(COUNT), 'a.png', 'mariam')).toMatchObject({ status: 200 });
      for (const { upload_id } of stored) expect(await remove(upload_id)).toEqual({ status: 200, body: {} });
      expect(files()).toHaveLength(1);
      expect(await post(pictureOf(0), 'a.png')).toMatchObject({ status: 200 });
    });

    test('good ones, each taken away again: the limit is never met, and nothing is left behind', async () => {
      await inARow(async (index) => {
        const { status, body } = await post(pictureOf(index), 'a.png');
        expect(status).toBe(200);
        expect(await remove(Upload.parse(body).uploadId)).toEqual({ status: 200, body: {} });
      });
      await expectNothingLeft();
    });
  });

  test('the same content from two people at once, as often as they may, is one file for as long as anybody has it', async () => {
    const octets = exampleJpeg();
    const people = ['salem', 'mariam'] as const;
    const answers = await Promise.all(
      people.flatMap((who) =>
        Array.from({ length: LOOSE_UPLOADS_MOST }, async () => ({
          who,
          ...(await post(octets, 'a.jpg', who)),
        })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(files()).toHaveLength(1);
    const [last, ...others] = answers.map(({ who, body }) => ({
      who,
      uploadId: Upload.parse(body).uploadId,
    }));
    const removed = await Promise.all(others.map(({ who, uploadId }) => remove(uploadId, who)));
    expect(removed).toEqual(others.map(() => ({ status: 200, body: {} })));
    expect(files()).toHaveLength(1);
    if (!last) throw new Error('nothing was uploaded');
    expect((await portal.content(last.who, last.uploadId)).rawPayload).toEqual(octets);
    expect(await remove(last.uploadId, last.who)).toEqual({ status: 200, body: {} });
    await expectNothingLeft();
  });

  test('the same content comes and goes at once: whatever is on record has its file', async () => {
    const octets = exampleJpeg();
    await Promise.all(
      (['salem', 'mariam'] as const).flatMap((who) =>
        Array.from({ length: LOOSE_UPLOADS_MOST / 2 }, async () => {
          for (let again = 0; again < 5; again += 1) {
            const { status, body } = await post(octets, 'a.jpg', who);
            expect([status, body]).toEqual([200, expect.objectContaining({ type: 'image/jpeg' })]);
            expect(await remove(Upload.parse(body).uploadId, who)).toEqual({ status: 200, body: {} });
          }
        }),
      ),
    );
    await expectNothingLeft();
  });
}
