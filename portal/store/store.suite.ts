import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isoInstant } from '../../contracts/calendar.ts';
import { auditEntry } from '../services/audit/audit-chain.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { loadSeed } from '../services/demo/load-seed.ts';
import { BEGINNING_MS, HOLDER, kioskKeys, REQUEST_ID, seedRequest } from '../test-support/fixtures.ts';
import { contentOf, EVENT, PortalUnderTest } from '../test-support/portal-under-test.ts';
import { appendAudit } from './audit.ts';
import { changeRequest } from './requests.ts';
import { ConcurrentChangeError, MAX_ATTEMPTS, type Store } from './store.ts';

/** What the store promises, on whichever engine `openTestStore` opens an empty one. */
export function storeSuite(openTestStore: () => Promise<Store>, engine: 'sqlite' | 'postgres'): void {
  let store: Store;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.close());

  const entry = (machine: string) =>
    auditEntry(
      { action: 'kioskEnrolled', machine },
      { actor: 'test', origin: 'here' },
      isoInstant(BEGINNING_MS),
    );
  const append = (...machines: string[]) =>
    store.transaction((transaction) => appendAudit(transaction, machines.map(entry)));

  describe('the audit trail', () => {
    test('written from many transactions at once, is one chain', async () => {
      await Promise.all(Array.from({ length: 12 }, (_, index) => append(`K-${index}`, `L-${index}`)));
      expect(await verifyAudit(store)).toMatchObject({ intact: true, entries: 24 });
    });

    test('without entries is intact', async () => {
      expect(await verifyAudit(store)).toMatchObject({ intact: true, entries: 0 });
    });

    test('refuses to be changed', async () => {
      await append('K-1');
      await expect(store.reader.updateTable('audit').set({ actor: 'nobody' }).execute()).rejects.toThrow(
        /insert-only/,
      );
      await expect(store.reader.deleteFrom('audit').execute()).rejects.toThrow(/insert-only/);
    });

    /** What somebody with the database's password would do first. */
    const dropTriggers = async () => {
      const names = engine === 'sqlite' ? ['audit_no_update', 'audit_no_delete'] : ['audit_insert_only'];
      for (const name of names)
        await sql.raw(`drop trigger ${name}${engine === 'sqlite' ? '' : ' on audit'}`).execute(store.reader);
    };

    test.each([
      ['an altered entry', sql`update audit set details = '{"x":1}' where seq = 2`, 2, 'entryAltered'],
      ['an altered hash', sql`update audit set hash = 'ff' where seq = 2`, 2, 'entryAltered'],
      ['an entry taken out', sql`delete from audit where seq = 2`, 2, 'entryMissing'],
      ['the first entry taken out', sql`delete from audit where seq = 1`, 1, 'entryMissing'],
      ['the last entry cut off', sql`delete from audit where seq = 3`, 3, 'endCutOff'],
      [
        'an entry added past the end',
        sql`insert into audit select 4, at, actor, origin, action, subject, details, hash, 'ff' from audit where seq = 3`,
        4,
        'entryAdded',
      ],
    ] as const)('shows %s', async (_name, tampering, seq, fault) => {
      await append('K-1', 'K-2', 'K-3');
      await dropTriggers();
      await tampering.execute(store.reader);
      expect(await verifyAudit(store)).toEqual({ intact: false, seq, fault });
    });

    test('set back together with its end looks whole, but not like the end noted elsewhere', async () => {
      await append('K-1', 'K-2', 'K-3');
      const noted = await verifyAudit(store);
      await dropTriggers();
      await sql`delete from audit where seq = 3`.execute(store.reader);
      await sql`update audit_head set seq = 2, hash = (select hash from audit where seq = 2)`.execute(
        store.reader,
      );
      const found = await verifyAudit(store);
      expect(found).toMatchObject({ intact: true, entries: 2 });
      expect(found).not.toEqual(noted);
    });
  });

  test('what kiosks reported refuses to be changed', async () => {
    const portal = await PortalUnderTest.start(store, [seedRequest()]);
    const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
    await kiosk.report(pickupId, 1, portal.events(1, EVENT.printing));
    await expect(store.reader.deleteFrom('pickup_events').execute()).rejects.toThrow(/insert-only/);
    await portal.server.close();
  });

  describe('transactions', () => {
    test('one that fails leaves nothing', async () => {
      await expect(
        store.transaction(async (transaction) => {
          await appendAudit(transaction, [entry('K-1')]);
          throw new Error('power cut');
        }),
      ).rejects.toThrow('power cut');
      expect((await contentOf(store)).audit).toEqual([]);
      expect(await verifyAudit(store)).toMatchObject({ intact: true, entries: 0 });
    });

    test('one that lost a race begins anew', async () => {
      let attempts = 0;
      const value = await store.transaction(async (transaction) => {
        attempts += 1;
        await appendAudit(transaction, [entry('K-1')]);
        if (attempts < 3) throw new ConcurrentChangeError();
        return attempts;
      });
      expect(value).toBe(3);
      expect((await contentOf(store)).audit).toHaveLength(1);
    });

    test('one that always loses gives up', async () => {
      let attempts = 0;
      await expect(
        store.transaction(async () => {
          attempts += 1;
          throw new ConcurrentChangeError();
        }),
      ).rejects.toThrow(ConcurrentChangeError);
      expect(attempts).toBe(MAX_ATTEMPTS);
    });

    test('a change that saw an old version is refused', async () => {
      await loadSeed(store, { kiosks: [], requests: [seedRequest()] }, { now: () => BEGINNING_MS } as never);
      const change = (version: number) =>
        store.reader
          .transaction()
          .execute((transaction) => changeRequest(transaction, REQUEST_ID, version, { status: 'reserved' }));
      await change(0);
      await expect(change(0)).rejects.toThrow(ConcurrentChangeError);
    });
  });

  describe('seed', () => {
    const clock = { now: () => BEGINNING_MS, setTimeout: () => null, clearTimeout: () => {} };
    const { publicKey } = kioskKeys();
    const seed = (...requests: ReturnType<typeof seedRequest>[]) => ({
      kiosks: [{ machine: 'K-001', publicKey }],
      requests,
    });

    test('loaded twice, is loaded once', async () => {
      expect(await loadSeed(store, seed(seedRequest()), clock)).toEqual({
        kiosks: 1,
        requests: 1,
        movedOn: 0,
      });
      const before = await contentOf(store);
      expect(await loadSeed(store, seed(seedRequest()), clock)).toEqual({
        kiosks: 0,
        requests: 0,
        movedOn: 0,
      });
      expect(await contentOf(store)).toEqual(before);
    });

    test('changed, changes what nobody has acted on', async () => {
      await loadSeed(store, seed(seedRequest({ status: 'awaitingPayment', paidAt: null })), clock);
      expect(await loadSeed(store, seed(seedRequest()), clock)).toMatchObject({ requests: 1 });
      expect((await contentOf(store)).requests).toMatchObject([{ status: 'ready', version: 0 }]);
    });

    test('never overwrites a request that has moved on', async () => {
      const portal = await PortalUnderTest.start(store, [seedRequest()]);
      await portal.reserved('K-001', HOLDER, REQUEST_ID);
      const { requests } = await contentOf(store);
      const loaded = await loadSeed(store, seed(seedRequest({ status: 'draft' })), clock);
      expect(loaded).toMatchObject({ requests: 0, movedOn: 1 });
      expect((await contentOf(store)).requests).toEqual(requests);
      await portal.server.close();
    });

    test('with a kiosk key of another kind is refused whole', async () => {
      const rsa = (await import('node:crypto')).generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const wrong = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
      const bad = { kiosks: [{ machine: 'K-009', publicKey: wrong }], requests: [seedRequest()] };
      await expect(loadSeed(store, bad, clock)).rejects.toThrow(/K-009 is not Ed25519/);
      expect((await contentOf(store)).requests).toEqual([]);
    });
  });
}
