import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { addDays, kuwaitDate } from '../../contracts/calendar.ts';
import { COLLECTION_ROUTES } from '../../contracts/collection-api.ts';
import type { SeedRequest } from '../../contracts/demo-seed.ts';
import { PermitNumber } from '../../contracts/pickup.ts';
import type { Store } from '../store/store.ts';
import {
  BEGINNING_MS,
  HOLDER,
  LEASE_MINUTES,
  MINUTE_MS,
  OTHER_HOLDER,
  OTHER_REQUEST_ID,
  REQUEST_ID,
  seedRequest,
} from '../test-support/fixtures.ts';
import { contentOf, EVENT, leavesUnchanged, PortalUnderTest } from '../test-support/portal-under-test.ts';

const LEASE_MS = LEASE_MINUTES * MINUTE_MS;
const PERMIT = PermitNumber.parse('P-AB7CDE2FGH9J');

/** What a kiosk reports, and what becomes of a lease meanwhile, on whichever engine `openTestStore` opens an empty store. */
export function reportsSuite(openTestStore: () => Promise<Store>): void {
  let portal: PortalUnderTest;
  const start = async (...requests: SeedRequest[]) => {
    portal = await PortalUnderTest.start(await openTestStore(), requests);
  };
  afterEach(() => portal.close());
  const changesNothing = (act: () => Promise<unknown>) => leavesUnchanged(portal.store, act);

  describe('a lease that expires', () => {
    test('in silence is given to nobody; its own kiosk continues', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      portal.clock.advance(24 * 60 * MINUTE_MS);
      expect(await portal.kiosk('K-002').lookUp(HOLDER)).toMatchObject({ reason: 'parked' });
      const report = portal.events(
        1,
        EVENT.oldLicenceRetained,
        EVENT.printing,
        EVENT.presented,
        EVENT.issued,
      );
      expect(await kiosk.report(pickupId, 1, report)).toEqual({
        outcome: 'acknowledged',
        seq: 4,
        status: 'issued',
      });
    });

    test('is given to another kiosk once its own has reported a later pickup', async () => {
      await start(seedRequest(), seedRequest({ requestId: OTHER_REQUEST_ID, civilId: OTHER_HOLDER }));
      const silent = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      const later = await portal.reserved('K-001', OTHER_HOLDER, OTHER_REQUEST_ID);
      portal.clock.advance(LEASE_MS);
      expect(await portal.kiosk('K-002').lookUp(HOLDER)).toMatchObject({ reason: 'parked' });
      await later.kiosk.report(later.pickupId, 1, portal.events(1, EVENT.printing));

      const taken = await portal.reserved('K-002', HOLDER, REQUEST_ID);
      expect(taken.fencing).toBe(2);
      await changesNothing(async () =>
        expect(await silent.kiosk.report(silent.pickupId, 1, portal.events(1, EVENT.printing))).toEqual({
          outcome: 'refused',
          reason: 'fenced',
        }),
      );
    });

    test('after printing was reported is given to nobody, whatever its kiosk reports later', async () => {
      await start(seedRequest(), seedRequest({ requestId: OTHER_REQUEST_ID, civilId: OTHER_HOLDER }));
      const silent = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await silent.kiosk.report(silent.pickupId, 1, portal.events(1, EVENT.printing));
      const later = await portal.reserved('K-001', OTHER_HOLDER, OTHER_REQUEST_ID);
      await later.kiosk.report(later.pickupId, 1, portal.events(1, EVENT.printing));
      portal.clock.advance(LEASE_MS);
      expect(await portal.kiosk('K-002').lookUp(HOLDER)).toMatchObject({ reason: 'parked' });
    });

    test('is renewed by every report', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      portal.clock.advance(LEASE_MS - 1);
      await kiosk.report(pickupId, 1, portal.events(1, EVENT.oldLicenceRetained));
      portal.clock.advance(LEASE_MS - 1);
      expect(await portal.kiosk('K-002').lookUp(HOLDER)).toMatchObject({ reason: 'reservedElsewhere' });
    });
  });

  describe('reports', () => {
    test('fifty times at once have one effect', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      const report = portal.events(1, EVENT.oldLicenceRetained, EVENT.printing);
      const answers = await Promise.all(Array.from({ length: 50 }, () => kiosk.report(pickupId, 1, report)));
      for (const answer of answers)
        expect(answer).toEqual({ outcome: 'acknowledged', seq: 2, status: 'printing' });
      const { events, requests, audit } = await contentOf(portal.store);
      expect(events).toHaveLength(2);
      expect(requests[0]).toMatchObject({ status: 'printing', old_licence_retained: 1, version: 2 });
      expect(audit.filter(({ action }) => action === 'pickupReported')).toHaveLength(2);
    });

    test('released: the request is first in line again, and the old licence is not asked for twice', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await kiosk.report(
        pickupId,
        1,
        portal.events(1, EVENT.oldLicenceRetained, EVENT.printing, EVENT.released),
      );
      const elsewhere = await portal.kiosk('K-002').lookUp(HOLDER);
      expect(elsewhere).toMatchObject({ requests: [{ requestId: REQUEST_ID, oldLicenceDue: false }] });
      expect((await portal.reserved('K-002', HOLDER, REQUEST_ID)).fencing).toBe(2);
    });

    test('issued: nothing is left to collect', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await kiosk.report(pickupId, 1, portal.events(1, EVENT.printing, EVENT.presented, EVENT.issued));
      expect(await kiosk.lookUp(HOLDER)).toMatchObject({ outcome: 'refused', reason: 'noRequest' });
    });

    test('parked waits for the attendant, who settles it at the machine', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await kiosk.report(pickupId, 1, portal.events(1, EVENT.printing, EVENT.parked));
      expect(await portal.kiosk('K-002').lookUp(HOLDER)).toMatchObject({ reason: 'parked' });
      expect(await kiosk.report(pickupId, 1, portal.events(3, EVENT.released))).toMatchObject({
        status: 'ready',
      });
    });

    test.each([
      ['a gap', 1, 2, [EVENT.printing], 'gap'],
      ['a forbidden change', 1, 1, [EVENT.presented], 'notAllowed'],
      ['a forbidden change after an allowed one', 1, 1, [EVENT.printing, EVENT.issued], 'notAllowed'],
      ['another fencing number', 2, 1, [EVENT.printing], 'fenced'],
    ] as const)('%s leaves everything unchanged', async (_name, fencing, firstSeq, bodies, reason) => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await changesNothing(async () =>
        expect(await kiosk.report(pickupId, fencing, portal.events(firstSeq, ...bodies))).toEqual({
          outcome: 'refused',
          reason,
        }),
      );
    });

    test('another kiosk’s pickup is unknown', async () => {
      await start(seedRequest());
      const { pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await changesNothing(async () =>
        expect(await portal.kiosk('K-002').report(pickupId, 1, portal.events(1, EVENT.printing))).toEqual({
          outcome: 'refused',
          reason: 'unknownPickup',
        }),
      );
    });

    test('a permit given as the request went on is kept, also after another kiosk has reserved', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await kiosk.report(
        pickupId,
        1,
        portal.events(1, EVENT.oldLicenceRetained, EVENT.printing, EVENT.released),
      );
      const granted = portal.events(4, { type: 'permitGranted', permit: PERMIT });
      await portal.reserved('K-002', HOLDER, REQUEST_ID);
      portal.clock.advance(2 * 24 * 60 * MINUTE_MS);
      expect(await kiosk.report(pickupId, 1, granted)).toMatchObject({ outcome: 'acknowledged', seq: 4 });
      const { permits } = await contentOf(portal.store);
      // The kiosk's own day counts, not the day the news arrived.
      expect(permits).toMatchObject([{ number: PERMIT, valid_until: addDays(kuwaitDate(BEGINNING_MS), 14) }]);
    });

    test('a kiosk whose clock is wrong lengthens no permit', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      const [event] = portal.events(1, { type: 'permitGranted', permit: PERMIT });
      if (!event) throw new Error('no event');
      const late = { ...event, at: '2099-01-01T00:00:00.000Z' as typeof event.at };
      await kiosk.report(pickupId, 1, [late]);
      expect((await contentOf(portal.store)).permits).toMatchObject([
        { valid_until: addDays(kuwaitDate(BEGINNING_MS), 14) },
      ]);
    });

    test('a permit reported ten times at once is one permit', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      const report = portal.events(1, { type: 'permitGranted', permit: PERMIT });
      const answers = await Promise.all(Array.from({ length: 10 }, () => kiosk.report(pickupId, 1, report)));
      for (const answer of answers) expect(answer).toMatchObject({ outcome: 'acknowledged', seq: 1 });
      expect((await contentOf(portal.store)).permits).toHaveLength(1);
    });

    test('a permit number is given once', async () => {
      await start(seedRequest());
      const { kiosk, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      const granted = { type: 'permitGranted', permit: PERMIT } as const;
      await kiosk.report(pickupId, 1, portal.events(1, granted));
      await changesNothing(async () =>
        expect(await kiosk.report(pickupId, 1, portal.events(2, granted))).toMatchObject({
          reason: 'notAllowed',
        }),
      );
    });
  });

  test('no civil ID, name, token, permit or receipt number stands in the log or the trail', async () => {
    await start(seedRequest());
    const { kiosk, pickupId, collectionToken, receiptUrl } = await portal.reserved(
      'K-001',
      HOLDER,
      REQUEST_ID,
    );
    const granted = { type: 'permitGranted', permit: PERMIT } as const;
    await kiosk.report(pickupId, 1, portal.events(1, EVENT.printing, EVENT.released, granted));
    await portal.server.inject(`/permits/${PERMIT}`);
    await portal.server.inject(new URL(receiptUrl).pathname);
    await kiosk.ask('POST', COLLECTION_ROUTES.lookup.path, { civilId: HOLDER });
    const { audit } = await contentOf(portal.store);
    const written = `${portal.log.join('')}${JSON.stringify(audit)}`;
    expect(portal.log.join('')).toContain('/permits/:number');
    for (const secret of [HOLDER, 'ALMITHAL', collectionToken, PERMIT, receiptUrl.slice(-32)])
      expect(written).not.toContain(secret);
    const hash = createHash('sha256').update(collectionToken).digest('base64url');
    const tokens = await portal.store.reader.selectFrom('collection_tokens').selectAll().execute();
    expect(tokens).toMatchObject([{ token_hash: hash }]);
  });
}
