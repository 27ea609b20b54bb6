import { describe, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { BEGINNING_MS } from '../../test-support/fixtures.ts';
import {
  FAILURES_UNTIL_LOCK,
  judgeStaffTry,
  judgeTry,
  STAFF_FAILURES_UNTIL_LOCK,
  STAFF_LOCK_MS,
} from './sign-in-rules.ts';

describe('a try at an account', () => {
  const account = { locked: false, suspended: false, passwordHash: 'hash', failedSignIns: 2 };
  test.each([
    ['right', account, true, { verdict: 'accepted', failedSignIns: 0 }],
    ['wrong', account, false, { verdict: 'refused', failedSignIns: 3 }],
    [
      'wrong, the last allowed',
      { ...account, failedSignIns: FAILURES_UNTIL_LOCK - 1 },
      false,
      { verdict: 'locked', failedSignIns: FAILURES_UNTIL_LOCK },
    ],
    ['right, locked', { ...account, locked: true }, true, { verdict: 'refused', failedSignIns: 2 }],
    ['wrong, locked', { ...account, locked: true }, false, { verdict: 'refused', failedSignIns: 2 }],
    ['right, suspended', { ...account, suspended: true }, true, { verdict: 'refused', failedSignIns: 2 }],
    ['wrong, suspended', { ...account, suspended: true }, false, { verdict: 'refused', failedSignIns: 2 }],
    ['not activated', { ...account, passwordHash: null }, false, { verdict: 'refused', failedSignIns: 2 }],
  ] as const)('%s', (_name, one, right, judged) => {
    expect(judgeTry(one, right)).toEqual(judged);
  });
});

describe('a try of staff', () => {
  const staff = { failedSignIns: 2, lockedUntil: null, lastTotpStep: 100 };
  const right = { passwordRight: true, totpStep: 101 };
  const later = isoInstant(BEGINNING_MS + 1);
  const now = isoInstant(BEGINNING_MS);
  const accepted = {
    verdict: 'accepted',
    standing: { failedSignIns: 0, lockedUntil: null, lastTotpStep: 101 },
  };
  const failed = { verdict: 'refused', standing: { ...staff, failedSignIns: 3 } };
  test.each([
    ['right', staff, right, accepted],
    ['wrong password', staff, { ...right, passwordRight: false }, failed],
    ['wrong code', staff, { ...right, totpStep: null }, failed],
    ['code used before', staff, { ...right, totpStep: 100 }, failed],
    ['code older than the last used', staff, { ...right, totpStep: 99 }, failed],
    [
      'wrong, the last allowed',
      { ...staff, failedSignIns: STAFF_FAILURES_UNTIL_LOCK - 1 },
      { ...right, passwordRight: false },
      {
        verdict: 'locked',
        standing: {
          failedSignIns: 0,
          lockedUntil: isoInstant(BEGINNING_MS + STAFF_LOCK_MS),
          lastTotpStep: 100,
        },
      },
    ],
    [
      'right, still locked',
      { ...staff, lockedUntil: later },
      right,
      { verdict: 'refused', standing: { ...staff, lockedUntil: later } },
    ],
    ['right, no longer locked', { ...staff, lockedUntil: now }, right, accepted],
  ] as const)('%s', (_name, one, credentials, judged) => {
    expect(judgeStaffTry(one, credentials, BEGINNING_MS)).toEqual(judged);
  });
});
