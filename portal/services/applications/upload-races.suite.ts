import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import { exampleJpeg } from '../uploads/test-support.ts';
import { contentFile } from '../uploads/content-file.ts';
import type { Store } from '../../store/store.ts';
import { ApplicationsUnderTest, PEOPLE } from '../../test-support/applications-under-test.ts';
import { keepUpload, LOOSE_UPLOAD_LASTS_MS, removeUpload, sweepUploads } from './uploads.ts';

const OCTETS = exampleJpeg();

/** A store whose transaction of the given number waits, before it begins or with its work done and its commit to come. */
function gated(store: Store, place: 'before' | 'beforeCommit', number = 1) {
  const reached = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let begun = 0;
  const stop = async () => {
    reached.resolve();
    await gate.promise;
  };
  const behind: Store = {
    reader: store.reader,
    close: () => store.close(),
    async transaction(work) {
      begun += 1;
      const here = begun === number;
      if (here && place === 'before') await stop();
      return store.transaction(async (transaction) => {
        const value = await work(transaction);
        if (here && place === 'beforeCommit') await stop();
        return value;
      });
    },
  };
  return { store: behind, reached: reached.promise, open: gate.resolve };
}

/** Uploads of one content that come, go and are swept away at once, on whichever engine `openTestStore` opens an empty store. */
export function uploadRacesSuite(openTestStore: () => Promise<Store>, engine: 'sqlite' | 'postgres'): void {
  let portal: ApplicationsUnderTest;
  beforeEach(async () => {
    portal = await ApplicationsUnderTest.start(await openTestStore());
  });
  afterEach(() => portal.close());

  const applicant = (name: 'salem' | 'mariam') => ({
    accountId: name,
    civilId: PEOPLE[name],
    by: { actor: `account:${name}`, origin: '192.0.2.1' },
  });
  const keep = async (name: 'salem' | 'mariam', store = portal.store) => {
    const kept = await keepUpload(
      { ...portal.context, store },
      applicant(name),
      'a.jpg',
      Readable.from([OCTETS]),
    );
    if (!kept.ok) throw new Error(kept.fault);
    return kept.value.uploadId;
  };
  const sweep = (store = portal.store) => sweepUploads({ ...portal.context, store });
  const remove = (
    name: 'salem' | 'mariam',
    uploadId: Awaited<ReturnType<typeof keep>>,
    store = portal.store,
  ) => removeUpload({ ...portal.context, store }, applicant(name), uploadId);
  const file = async () => {
    const { sha256 } = await portal.store.reader
      .selectFrom('uploads')
      .select('sha256')
      .executeTakeFirstOrThrow();
    return contentFile(portal.context.uploadsFolder, sha256);
  };
  /** Lets the file look as if nobody had touched it for long. */
  const age = (path: string) => {
    const long = (portal.clock.now() - 2 * LOOSE_UPLOAD_LASTS_MS) / 1_000;
    utimesSync(path, long, long);
  };
  /** A file that a crash left without an upload. */
  const leftover = async () => {
    await keep('salem');
    const path = await file();
    await portal.store.reader.deleteFrom('uploads').execute();
    age(path);
    return path;
  };
  /** Waits until some transaction waits for another; SQLite has one connection, so there the second has not even begun. */
  const untilBlocked = async () => {
    if (engine === 'sqlite') return;
    await vi.waitFor(async () => {
      const { rows } = await sql`select 1 from pg_locks where not granted`.execute(portal.store.reader);
      expect(rows.length).toBeGreaterThan(0);
    });
  };

  describe('the sweep', () => {
    test('removes a file that a crash left', async () => {
      const path = await leftover();
      await sweep();
      expect(existsSync(path)).toBe(false);
      expect(await portal.store.reader.selectFrom('upload_contents').selectAll().execute()).toEqual([]);
    });

    test('that has found nobody’s file leaves it to whoever brings the same content before it is removed', async () => {
      const path = await leftover();
      const sweeping = gated(portal.store, 'before');
      const swept = sweep(sweeping.store);
      await sweeping.reached;
      await keep('mariam');
      sweeping.open();
      await swept;
      expect(readFileSync(path)).toEqual(OCTETS);
    });

    test('waits for an upload that is being recorded, and leaves its file', async () => {
      const path = await leftover();
      const keeping = gated(portal.store, 'beforeCommit');
      const kept = keep('mariam', keeping.store);
      await keeping.reached;
      age(path);
      const swept = sweep();
      await untilBlocked();
      expect(existsSync(path)).toBe(true);
      keeping.open();
      await Promise.all([kept, swept]);
      expect(readFileSync(path)).toEqual(OCTETS);
    });

    test('removes what has arrived and is not recorded yet: its upload keeps it again', async () => {
      const path = await leftover();
      const keeping = gated(portal.store, 'before');
      const kept = keep('mariam', keeping.store);
      await keeping.reached;
      age(path);
      await sweep();
      expect(existsSync(path)).toBe(false);
      keeping.open();
      await kept;
      expect(readFileSync(path)).toEqual(OCTETS);
    });

    test('that removes makes an upload wait, which then keeps its content again', async () => {
      const path = await leftover();
      const sweeping = gated(portal.store, 'beforeCommit');
      const swept = sweep(sweeping.store);
      await sweeping.reached;
      const kept = keep('mariam');
      await untilBlocked();
      sweeping.open();
      await Promise.all([kept, swept]);
      expect(readFileSync(path)).toEqual(OCTETS);
    });
  });

  describe('forgetting the last upload of a content', () => {
    test('leaves the file to whoever brings the same before it is removed', async () => {
      const uploadId = await keep('salem');
      const path = await file();
      const removing = gated(portal.store, 'before', 2);
      const removed = remove('salem', uploadId, removing.store);
      await removing.reached;
      await keep('mariam');
      removing.open();
      await removed;
      expect(readFileSync(path)).toEqual(OCTETS);
    });

    test('that is undone has removed no file', async () => {
      const uploadId = await keep('salem');
      const path = await file();
      const undone: Store = {
        reader: portal.store.reader,
        close: () => portal.store.close(),
        transaction: (work) =>
          portal.store.transaction(async (transaction) => {
            await work(transaction);
            throw new Error('undone');
          }),
      };
      await expect(remove('salem', uploadId, undone)).rejects.toThrow('undone');
      expect(readFileSync(path)).toEqual(OCTETS);
      expect((await portal.content('salem', uploadId)).statusCode).toBe(200);
    });

    test('and twenty who bring and remove it at once: whoever has it has its file', async () => {
      const pair = ['salem', 'mariam'] as const;
      const rounds = Array.from({ length: 10 }, () => pair).flat();
      await Promise.all(rounds.map(async (name) => remove(name, await keep(name))));
      const uploadId = await keep('salem');
      expect((await portal.content('salem', uploadId)).rawPayload).toEqual(OCTETS);
      await remove('salem', uploadId);
      expect(await portal.store.reader.selectFrom('upload_contents').selectAll().execute()).toEqual([]);
    });
  });
}
