import { describe, expect, test } from 'vitest';
import { allowedActions, nextStatus, REQUEST_ACTIONS, RequestAction, RequestStatus } from './request.ts';

/** The states a request can reach from `start` by the table. */
function reachable(start: RequestStatus): Set<RequestStatus> {
  const found = new Set([start]);
  for (const status of found) {
    for (const action of allowedActions(status)) {
      const next = nextStatus(status, action);
      if (next) found.add(next);
    }
  }
  return found;
}

test('every state can be reached from draft', () => {
  expect([...reachable('draft')].sort()).toEqual([...RequestStatus.options].sort());
});

test('every action is used by some row', () => {
  const used = new Set(RequestStatus.options.flatMap(allowedActions));
  expect([...used].sort()).toEqual([...RequestAction.options].sort());
});

test('the way of the guide: draft to issued', () => {
  const way: RequestAction[] = [
    'submit',
    'requestPayment',
    'recordPayment',
    'approve',
    'reserve',
    'startPrinting',
    'present',
    'issue',
  ];
  expect(
    way.reduce<RequestStatus | null>((status, action) => status && nextStatus(status, action), 'draft'),
  ).toBe('issued');
});

describe('what must never happen', () => {
  test('nothing leaves issued, rejected, cancelled or expired', () => {
    for (const status of ['issued', 'rejected', 'cancelled', 'expired'] as const)
      expect(allowedActions(status)).toEqual([]);
  });

  test('only a paid request can come to a machine', () => {
    const unpaid = ['draft', 'submitted', 'returned', 'awaitingPayment'] as const;
    for (const status of unpaid) expect(nextStatus(status, 'reserve')).toBeNull();
    const entries = RequestStatus.options.filter((status) =>
      Object.values(REQUEST_ACTIONS[status]).includes('ready' as never),
    );
    for (const status of entries) expect(unpaid).not.toContain(status);
  });

  test('a card is issued only after it was presented, or by the attendant who looked', () => {
    const before = RequestStatus.options.filter((status) => nextStatus(status, 'issue') !== null);
    expect(before.sort()).toEqual(['needsAttendant', 'presented', 'retained']);
  });

  test('a request being printed is given to no other machine', () => {
    for (const status of ['reserved', 'printing', 'presented', 'needsAttendant', 'retained'] as const)
      expect(nextStatus(status, 'reserve')).toBeNull();
  });
});
