import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { IsoDate } from '../../contracts/calendar.ts';
import { COLLECTION_ROUTES } from '../../contracts/collection-api.ts';
import type { SeedRequest } from '../../contracts/demo-seed.ts';
import { CHALLENGE_VALIDITY_MS, COLLECTION_TOKEN_VALIDITY_MS } from '../services/collection/look-up.ts';
import type { Store } from '../store/store.ts';
import {
  BEGINNING_MS,
  HOLDER,
  LEASE_MINUTES,
  licenceOf,
  MINUTE_MS,
  OTHER_HOLDER,
  OTHER_REQUEST_ID,
  REQUEST_ID,
  seedRequest,
  PUBLIC_URL,
} from '../test-support/fixtures.ts';
import {
  chipProof,
  contentOf,
  EVENT,
  leavesUnchanged,
  newPickupId,
  PortalUnderTest,
} from '../test-support/portal-under-test.ts';

const LEASE_MS = LEASE_MINUTES * MINUTE_MS;

/** What a kiosk asks before it prints: settings, lookup and reservation, on whichever engine `openTestStore` opens an empty store. */
export function reservationSuite(openTestStore: () => Promise<Store>): void {
  let portal: PortalUnderTest;
  const start = async (...requests: SeedRequest[]) => {
    portal = await PortalUnderTest.start(await openTestStore(), requests);
  };
  afterEach(() => portal.close());
  const changesNothing = (act: () => Promise<unknown>) => leavesUnchanged(portal.store, act);

  test('settings: permit days and where permits are verified', async () => {
    await start();
    const { status, body } = await portal.kiosk('K-001').ask('GET', COLLECTION_ROUTES.settings.path);
    expect({ status, body }).toEqual({
      status: 200,
      body: { permitDays: 14, permitUrlTemplate: `${PUBLIC_URL}/permits/{number}` },
    });
  });

  describe('lookup', () => {
    test('the ready requests of the holder, and nobody else’s', async () => {
      await start(seedRequest(), seedRequest({ requestId: OTHER_REQUEST_ID, civilId: OTHER_HOLDER }));
      const answer = await portal.kiosk('K-001').lookUp(HOLDER);
      expect(answer).toMatchObject({
        outcome: 'ready',
        requests: [{ requestId: REQUEST_ID, kind: 'renewal', feePaid: 10_000, oldLicenceDue: true }],
      });
      expect(answer.outcome === 'ready' && answer.requests).toHaveLength(1);
    });

    test('no request at all', async () => {
      await start();
      expect(await portal.kiosk('K-001').lookUp(HOLDER)).toEqual({
        outcome: 'refused',
        reason: 'noRequest',
        readyOn: null,
      });
    });

    test('not ready yet, with the date', async () => {
      await start(seedRequest({ readyOn: IsoDate.parse('2026-11-25') }));
      expect(await portal.kiosk('K-001').lookUp(HOLDER)).toEqual({
        outcome: 'refused',
        reason: 'notReadyYet',
        readyOn: '2026-11-25',
      });
    });

    test('a chip that answers another challenge is not authentic, and its challenge is spent', async () => {
      await start(seedRequest());
      const kiosk = portal.kiosk('K-001');
      const { challengeId, challenge } = await kiosk.challenge();
      const forged = chipProof(HOLDER, randomBytes(8).toString('base64'));
      const first = await kiosk.ask('POST', COLLECTION_ROUTES.lookup.path, { challengeId, proof: forged });
      expect(first).toEqual({ status: 200, body: { outcome: 'notAuthentic' } });
      const proof = chipProof(HOLDER, challenge);
      const second = await kiosk.ask('POST', COLLECTION_ROUTES.lookup.path, { challengeId, proof });
      expect(second).toEqual({ status: 410, body: { error: 'challengeSpent' } });
    });

    test('a recorded lookup cannot be played again', async () => {
      await start(seedRequest());
      const kiosk = portal.kiosk('K-001');
      const { challengeId, challenge } = await kiosk.challenge();
      const body = { challengeId, proof: chipProof(HOLDER, challenge) };
      const replies = await Promise.all(
        [1, 2, 3].map(() => kiosk.ask('POST', COLLECTION_ROUTES.lookup.path, body)),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    });

    test.each([
      ['another kiosk’s', 'K-002', 0, 410],
      ['expired', 'K-001', CHALLENGE_VALIDITY_MS, 410],
      ['about to expire', 'K-001', CHALLENGE_VALIDITY_MS - 1, 200],
    ] as const)('a challenge that is %s', async (_name, machine, waited, status) => {
      await start(seedRequest());
      const { challengeId, challenge } = await portal.kiosk('K-001').challenge();
      portal.clock.advance(waited);
      const reply = await portal.kiosk(machine).ask('POST', COLLECTION_ROUTES.lookup.path, {
        challengeId,
        proof: chipProof(HOLDER, challenge),
      });
      expect(reply.status).toBe(status);
    });
  });

  describe('reservation', () => {
    test('brings all that is printed, and a receipt', async () => {
      await start(seedRequest());
      const reserved = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      expect(reserved).toMatchObject({
        fencing: 1,
        licence: licenceOf(HOLDER),
        portrait: Buffer.from('portrait').toString('base64'),
        leaseExpiresAt: new Date(BEGINNING_MS + LEASE_MS).toISOString(),
      });
      expect(reserved.receiptUrl).toMatch(/^http:\/\/portal\.test\/receipts\/[0-9a-f]{32}$/);
      expect(await portal.kiosk('K-002').lookUp(HOLDER)).toMatchObject({ reason: 'reservedElsewhere' });
    });

    test('two kiosks at once: one wins', async () => {
      await start(seedRequest());
      const asked = await Promise.all(
        (['K-001', 'K-002'] as const).map(async (machine) => {
          const kiosk = portal.kiosk(machine);
          return { kiosk, collectionToken: await kiosk.token(HOLDER) };
        }),
      );
      const answers = await Promise.all(
        asked.map(({ kiosk, collectionToken }) =>
          kiosk.reserve({ pickupId: newPickupId(), requestId: REQUEST_ID, collectionToken }),
        ),
      );
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'reserved']);
      expect(answers).toContainEqual({ outcome: 'refused', reason: 'reservedElsewhere' });
      expect((await contentOf(portal.store)).pickups).toHaveLength(1);
    });

    test('asked ten times at once under one pickup id, it is one reservation with one answer', async () => {
      await start(seedRequest());
      const kiosk = portal.kiosk('K-001');
      const body = {
        pickupId: newPickupId(),
        requestId: REQUEST_ID,
        collectionToken: await kiosk.token(HOLDER),
      };
      const answers = await Promise.all(Array.from({ length: 10 }, () => kiosk.reserve(body)));
      const told = answers.map((answer) =>
        answer.outcome === 'reserved' ? { ...answer, credential: '' } : answer,
      );
      expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect((await contentOf(portal.store)).pickups).toHaveLength(1);
    });

    test('an answer lost on the way is got again after token and lease have expired', async () => {
      await start(seedRequest());
      const { kiosk, body } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      portal.clock.advance(LEASE_MS + COLLECTION_TOKEN_VALIDITY_MS);
      const again = await kiosk.reserve(body);
      expect(again).toMatchObject({
        outcome: 'reserved',
        fencing: 1,
        leaseExpiresAt: new Date(portal.clock.now() + LEASE_MS).toISOString(),
      });
    });

    test('once printing was reported the pickup id brings no licence any more', async () => {
      await start(seedRequest());
      const { kiosk, body, pickupId } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
      await kiosk.report(pickupId, 1, portal.events(1, EVENT.printing));
      expect(await kiosk.askToReserve(body)).toEqual({ status: 409, body: { error: 'pickupConflict' } });
    });

    test.each(['another request', 'another kiosk', 'another token'] as const)(
      'a pickup id in use does not serve %s',
      async (other) => {
        await start(seedRequest(), seedRequest({ requestId: OTHER_REQUEST_ID }));
        const { kiosk, body } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
        const asking = other === 'another kiosk' ? portal.kiosk('K-002') : kiosk;
        const changed = {
          ...body,
          ...(other === 'another request' ? { requestId: OTHER_REQUEST_ID } : {}),
          ...(other === 'another token' ? { collectionToken: await kiosk.token(HOLDER) } : {}),
        };
        await changesNothing(async () =>
          expect(await asking.askToReserve(changed)).toMatchObject({ status: 409 }),
        );
      },
    );

    test.each([
      ['of another kiosk', async () => portal.kiosk('K-002').token(HOLDER), 0],
      ['that has expired', async () => portal.kiosk('K-001').token(HOLDER), COLLECTION_TOKEN_VALIDITY_MS],
      ['that was made up', async () => randomBytes(32).toString('base64url'), 0],
    ] as const)('a token %s reserves nothing', async (_name, token, waited) => {
      await start(seedRequest());
      const collectionToken = await token();
      portal.clock.advance(waited);
      await changesNothing(async () =>
        expect(
          await portal
            .kiosk('K-001')
            .askToReserve({ pickupId: newPickupId(), requestId: REQUEST_ID, collectionToken }),
        ).toEqual({ status: 403, body: { error: 'collectionTokenInvalid' } }),
      );
    });

    test('a token reserves nobody else’s request', async () => {
      await start(seedRequest(), seedRequest({ requestId: OTHER_REQUEST_ID, civilId: OTHER_HOLDER }));
      const kiosk = portal.kiosk('K-001');
      const collectionToken = await kiosk.token(HOLDER);
      await changesNothing(async () =>
        expect(
          await kiosk.reserve({ pickupId: newPickupId(), requestId: OTHER_REQUEST_ID, collectionToken }),
        ).toEqual({ outcome: 'refused', reason: 'noRequest' }),
      );
    });
  });
}
