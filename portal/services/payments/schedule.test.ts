import { describe, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { BEGINNING_MS, MINUTE_MS } from '../../test-support/fixtures.ts';
import {
  CHECK_LONGEST_WAIT_MS,
  CHECK_SHORTEST_WAIT_MS,
  LATE_CAPTURE_MS,
  nextCheck,
  OPEN_LONGEST_MS,
} from './schedule.ts';

const SINCE = isoInstant(BEGINNING_MS);
const waitAfter = (ms: number) => Date.parse(nextCheck(SINCE, BEGINNING_MS + ms)) - BEGINNING_MS - ms;

describe('the next look at a payment', () => {
  test.each([
    ['at once', 0, CHECK_SHORTEST_WAIT_MS],
    ['after a minute', MINUTE_MS, MINUTE_MS / 2],
    ['after two hours', 120 * MINUTE_MS, 60 * MINUTE_MS],
    ['after a month', 30 * 24 * 60 * MINUTE_MS, CHECK_LONGEST_WAIT_MS],
  ])('%s', (_name, age, wait) => {
    expect(waitAfter(age)).toBe(wait);
  });

  test('a payment is looked at a bounded number of times before it is given up', () => {
    let age = 0;
    let looks = 0;
    for (; age < LATE_CAPTURE_MS; looks += 1) age += waitAfter(age);
    expect(looks).toBeLessThan(40);
    expect(OPEN_LONGEST_MS).toBeLessThan(LATE_CAPTURE_MS);
  });
});
