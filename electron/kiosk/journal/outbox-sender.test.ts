import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { EventsAnswer, EventsBody } from '../../../contracts/collection-api.ts';
import { PickupId, RequestId } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PortalClient, PortalFault } from '../portal-client/portal.ts';
import { FakeClock, flush } from '../testing/fake-clock.test-helper.ts';
import { type Journal, openJournal } from './journal.ts';
import {
  OUTBOX_RETRY_FIRST_MS,
  OUTBOX_RETRY_LONGEST_MS,
  type OutboxSender,
  startOutboxSender,
} from './outbox-sender.ts';

const ONE = PickupId.parse('11111111-1111-4111-8111-111111111111');
const OTHER = PickupId.parse('22222222-2222-4222-8222-222222222222');
const counters = { cardsPrinted: 10, ribbonRemaining: 100 };

type Answer = Result<EventsAnswer, PortalFault>;

const clock = new FakeClock();
let folder: string;
let journal: Journal;
let sender: OutboxSender | null;
let sent: { pickupId: PickupId; seqs: number[] }[];
let answers: Answer[];
let reservations: number;

beforeEach(() => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'outbox-'));
  const opened = openJournal({ path: join(folder, 'journal.sqlite'), clock });
  if (!opened.ok) throw new Error(opened.fault);
  journal = opened.value;
  sender = null;
  sent = [];
  answers = [];
  reservations = 0;
});
afterEach(() => {
  sender?.close();
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const refused = (reason: 'notAllowed' | 'fenced' | 'gap' | 'unknownPickup'): Answer =>
  success({ outcome: 'refused', reason });

function acknowledged(body: EventsBody): Answer {
  return success({ outcome: 'acknowledged', seq: body.events.at(-1)?.seq ?? 0, status: 'printing' });
}

const portal: PortalClient = {
  settings: async () => failure('unreachable'),
  challenge: async () => failure('unreachable'),
  lookup: async () => failure('unreachable'),
  reserve: async () => {
    reservations += 1;
    return failure('rejected');
  },
  sendEvents: async (pickupId, body) => {
    sent.push({ pickupId, seqs: body.events.map(({ seq }) => seq) });
    return answers.shift() ?? acknowledged(body);
  },
  reportStatus: async () => failure('unreachable'),
  close: () => {},
};

function print(pickupId: PickupId): void {
  journal.beginReservation(pickupId, {
    requestId: RequestId.parse('R-2026-000001'),
    reference: '7K4-M2Q',
    collectionToken: 'token-of-thirty-two-letters-and-more',
  });
  journal.append(pickupId, {
    type: 'reserved',
    fencing: 7,
    leaseExpiresAt: isoInstant(clock.now() + 60_000),
  });
  journal.append(pickupId, { type: 'printing', jobHash: 'ab', counters, rejectBinCount: 0 });
}

async function start(): Promise<OutboxSender> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  sender = startOutboxSender({ journal, portal, clock, log, onChange: () => {} });
  await flush();
  return sender;
}

test('what an earlier run has left is sent at the start', async () => {
  print(ONE);
  await start();
  expect(sent).toEqual([{ pickupId: ONE, seqs: [1] }]);
  expect(journal.outbox.length()).toBe(0);
});

describe('while the portal is away', () => {
  test.each(['unreachable', 'rejected'] as const)(
    '%s: the pauses double, up to the longest',
    async (fault) => {
      print(ONE);
      answers = Array.from({ length: 12 }, () => failure(fault));
      await start();
      const pauses: number[] = [];
      for (let attempt = 1; attempt < 12; attempt += 1) {
        const before = clock.now();
        while (sent.length === attempt) await clock.advance(500);
        pauses.push(clock.now() - before);
      }
      expect(pauses.slice(0, 4)).toEqual([1, 2, 4, 8].map((times) => times * OUTBOX_RETRY_FIRST_MS));
      expect(Math.max(...pauses)).toBe(OUTBOX_RETRY_LONGEST_MS);
      await clock.advance(OUTBOX_RETRY_LONGEST_MS);
      expect(journal.outbox.length()).toBe(0);
    },
  );

  test('new events do not cut a pause short; the portal coming back does', async () => {
    print(ONE);
    answers = [failure('unreachable')];
    const running = await start();
    journal.append(ONE, { type: 'presented', counters });
    running.notify();
    await flush();
    expect(sent).toHaveLength(1);
    running.retryNow();
    await flush();
    expect(sent.at(-1)).toEqual({ pickupId: ONE, seqs: [1, 2] });
  });

  test('a later pickup does not overtake an earlier one', async () => {
    print(ONE);
    print(OTHER);
    answers = [failure('unreachable')];
    await start();
    await clock.advance(OUTBOX_RETRY_FIRST_MS);
    expect(sent.map(({ pickupId }) => pickupId)).toEqual([ONE, ONE, OTHER]);
  });
});

describe('what the portal refuses', () => {
  test.each(['notAllowed', 'fenced', 'unknownPickup'] as const)(
    '%s: this pickup waits for the attendant, the next goes on, and nothing spins',
    async (reason) => {
      print(ONE);
      print(OTHER);
      answers = [refused(reason)];
      await start();
      await clock.advance(600_000);
      expect(sent.map(({ pickupId }) => pickupId)).toEqual([ONE, OTHER]);
      expect(journal.pickup(ONE)?.portalRefusal).toBe(reason);
      expect(journal.outbox.length()).toBe(0);
      journal.append(ONE, { type: 'presented', counters });
      sender?.notify();
      await flush();
      expect(sent).toHaveLength(2);
    },
  );

  test('a gap: everything is told once more, from the first event', async () => {
    print(ONE);
    await start();
    journal.append(ONE, { type: 'presented', counters });
    answers = [refused('gap')];
    sender?.notify();
    await flush();
    expect(sent.map(({ seqs }) => seqs)).toEqual([[1], [2], [1, 2]]);
    expect(journal.outbox.length()).toBe(0);
    expect(journal.pickup(ONE)?.portalRefusal).toBeNull();
  });

  test('a gap that stays: the attendant', async () => {
    print(ONE);
    answers = [refused('gap'), refused('gap')];
    await start();
    expect(journal.pickup(ONE)?.portalRefusal).toBe('gap');
    expect(sent).toHaveLength(2);
  });

  test('an acknowledgement of nothing is no progress: there is a pause', async () => {
    print(ONE);
    answers = [success({ outcome: 'acknowledged', seq: 0, status: 'reserved' })];
    await start();
    expect(sent).toHaveLength(1);
    await clock.advance(OUTBOX_RETRY_FIRST_MS);
    expect(journal.outbox.length()).toBe(0);
  });
});

test('a reservation whose question is declined was never made', async () => {
  journal.beginReservation(ONE, {
    requestId: RequestId.parse('R-2026-000001'),
    reference: '7K4-M2Q',
    collectionToken: 'token-of-thirty-two-letters-and-more',
  });
  journal.append(ONE, { type: 'unanswered' });
  await start();
  expect(reservations).toBe(1);
  expect(journal.unfinished()).toEqual([]);
  expect(journal.collectionToken(ONE)).toBeNull();
});

test('after closing nothing is sent any more', async () => {
  print(ONE);
  answers = [failure('unreachable')];
  const running = await start();
  running.close();
  running.retryNow();
  await clock.advance(600_000);
  expect(sent).toHaveLength(1);
});
