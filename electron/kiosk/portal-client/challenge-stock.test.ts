import { beforeEach, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { Challenge } from '../../../contracts/collection-api.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { FakeClock, flush } from '../testing/fake-clock.test-helper.ts';
import {
  CHALLENGE_PAUSE_MS,
  CHALLENGE_SPARE_MS,
  type ChallengeStock,
  createChallengeStock,
} from './challenge-stock.ts';
import type { PortalClient, PortalFault } from './portal.ts';

let clock: FakeClock;
let asked: number;
let lifeMs: number;
let away: boolean;
let stock: ChallengeStock;

function answer(): Result<Challenge, PortalFault> {
  asked += 1;
  if (away) return failure('unreachable');
  return success({
    challengeId: `00000000-0000-4000-8000-${String(asked).padStart(12, '0')}`,
    challenge: 'AAAAAAAAAAA=',
    expiresAt: isoInstant(clock.now() + lifeMs),
  });
}

beforeEach(() => {
  clock = new FakeClock();
  asked = 0;
  lifeMs = 300_000;
  away = false;
  const portal = { challenge: async () => answer() } satisfies Partial<PortalClient>;
  stock = createChallengeStock({ portal, clock });
});

test('a challenge is fetched ahead and taken once', async () => {
  stock.refill();
  stock.refill();
  await flush();
  expect(asked).toBe(1);
  expect(stock.take()?.challengeId).toMatch(/0001$/);
  expect(stock.take()).toBeNull();
});

test('it is renewed before it expires, for as long as nobody comes', async () => {
  stock.refill();
  await clock.advance(3_600_000);
  const challenge = stock.take();
  expect(Date.parse(challenge?.expiresAt ?? '')).toBeGreaterThan(clock.now() + CHALLENGE_SPARE_MS - 1);
  expect(asked).toBeGreaterThan(10);
  expect(asked).toBeLessThan(20);
});

test('one that is about to expire is not begun with', async () => {
  lifeMs = CHALLENGE_SPARE_MS;
  stock.refill();
  await flush();
  expect(stock.take()).toBeNull();
});

test('a clock that is wrong by hours does not make it spin', async () => {
  lifeMs = -3_600_000;
  stock.refill();
  await clock.advance(60_000);
  expect(asked).toBeLessThanOrEqual(60_000 / CHALLENGE_PAUSE_MS + 1);
  expect(await stock.fetch()).not.toBeNull();
});

test('a card that comes while one is on its way waits for that one', async () => {
  stock.refill();
  expect((await stock.fetch())?.challengeId).toMatch(/0001$/);
  expect(asked).toBe(1);
});

test('without the portal there is none', async () => {
  away = true;
  stock.refill();
  await flush();
  expect(stock.take()).toBeNull();
  expect(await stock.fetch()).toBeNull();
});

test('after closing nothing is asked any more', async () => {
  stock.refill();
  await flush();
  stock.close();
  await clock.advance(3_600_000);
  stock.refill();
  await flush();
  expect(asked).toBe(1);
});
