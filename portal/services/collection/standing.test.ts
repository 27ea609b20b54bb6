import { describe, expect, test } from 'vitest';
import { addDays, IsoDate, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import { Fils } from '../../../contracts/money.ts';
import { PickupId, RequestId } from '../../../contracts/pickup.ts';
import type { RequestRefusalReason } from '../../../contracts/refusal.ts';
import { RequestStatus } from '../../../contracts/request.ts';
import { BEGINNING_MS, MINUTE_MS } from '../../test-support/fixtures.ts';
import { holderStanding, type Lease, type RequestOnFile, requestStanding } from './standing.ts';

const NOW = isoInstant(BEGINNING_MS);
const TODAY = kuwaitDate(BEGINNING_MS);
const PICKUP = PickupId.parse('b6f6a0b5-2c0e-4f56-9d5e-6a4e7f0c1d2e');

const lease = (minutesLeft: number, laterPickupReported = false): Lease => ({
  pickupId: PICKUP,
  expiresAt: isoInstant(BEGINNING_MS + minutesLeft * MINUTE_MS),
  laterPickupReported,
});

const request = (changes: Partial<RequestOnFile>): RequestOnFile => ({
  requestId: RequestId.parse('R-2026-000001'),
  kind: 'renewal',
  category: 'private',
  status: 'ready',
  version: 3,
  fencing: 1,
  feePaid: Fils.parse(10_000),
  paidAt: isoInstant(BEGINNING_MS - 60 * MINUTE_MS),
  readyOn: null,
  oldLicenceRetained: false,
  lease: null,
  ...changes,
});

type Expected = 'collectable' | 'collectable after lapse' | RequestRefusalReason;

const verdict = (onFile: RequestOnFile): Expected => {
  const standing = requestStanding(onFile, NOW);
  if (!standing.collectable) return standing.reason;
  return standing.lapsed === null ? 'collectable' : 'collectable after lapse';
};

const WITHOUT_LEASE: Readonly<Record<RequestStatus, Expected>> = {
  draft: 'unpaid',
  submitted: 'underReview',
  returned: 'underReview',
  awaitingPayment: 'unpaid',
  paid: 'underReview',
  underReview: 'underReview',
  ready: 'collectable',
  reserved: 'reservedElsewhere',
  printing: 'reservedElsewhere',
  presented: 'reservedElsewhere',
  issued: 'noRequest',
  rejected: 'noRequest',
  cancelled: 'noRequest',
  expired: 'collectionOver',
  retained: 'parked',
  needsAttendant: 'parked',
  refundDue: 'noRequest',
};

describe('a request without lease', () => {
  test.each(Object.entries(WITHOUT_LEASE))('%s: %s', (status, expected) => {
    expect(verdict(request({ status: RequestStatus.parse(status) }))).toBe(expected);
  });

  test.each<[string, Partial<RequestOnFile>, Expected]>([
    ['returned before it was paid', { status: 'returned', paidAt: null }, 'unpaid'],
    ['expired before it was paid', { status: 'expired', paidAt: null }, 'noRequest'],
    ['ready, but no payment was captured', { paidAt: null }, 'unpaid'],
    ['ready from today', { readyOn: TODAY }, 'collectable'],
    ['ready from tomorrow', { readyOn: addDays(TODAY, 1) }, 'notReadyYet'],
  ])('%s: %s', (_name, changes, expected) => {
    expect(verdict(request(changes))).toBe(expected);
  });
});

describe('a lease', () => {
  test.each<[RequestOnFile['status'], string, Lease, Expected]>([
    ['reserved', 'live', lease(1), 'reservedElsewhere'],
    ['reserved', 'live, though a later pickup was reported', lease(1, true), 'reservedElsewhere'],
    ['reserved', 'expired in silence: the machine may have printed', lease(0), 'parked'],
    ['reserved', 'expired long ago in silence', lease(-60 * 24 * 365), 'parked'],
    [
      'reserved',
      'expired, and a later pickup proves it was never printed',
      lease(0, true),
      'collectable after lapse',
    ],
    ['printing', 'live', lease(1), 'reservedElsewhere'],
    ['printing', 'expired', lease(0), 'parked'],
    ['printing', 'expired, and a later pickup was reported', lease(0, true), 'parked'],
    ['presented', 'live', lease(1), 'reservedElsewhere'],
    ['presented', 'expired', lease(0), 'parked'],
    ['presented', 'expired, and a later pickup was reported', lease(0, true), 'parked'],
    ['needsAttendant', 'expired, and a later pickup was reported', lease(0, true), 'parked'],
    ['ready', 'of an earlier pickup, given back', lease(1), 'collectable'],
  ])('%s, %s', (status, _name, held, expected) => {
    expect(verdict(request({ status, lease: held }))).toBe(expected);
  });

  test('that lapsed does not make an unpaid request collectable', () => {
    expect(verdict(request({ status: 'reserved', lease: lease(0, true), paidAt: null }))).toBe('unpaid');
  });
});

describe('what the holder is told', () => {
  const id = (number: number) => RequestId.parse(`R-2026-00000${number}`);

  test('every ready request, with the old licence due unless it lies in a bin already', () => {
    const requests = [
      request({ requestId: id(1), kind: 'renewal' }),
      request({ requestId: id(2), kind: 'damaged', oldLicenceRetained: true }),
      request({ requestId: id(3), kind: 'lost' }),
      request({ requestId: id(4), status: 'awaitingPayment' }),
    ];
    const standing = holderStanding(requests, NOW);
    expect(standing).toMatchObject({
      ready: [
        { requestId: id(1), oldLicenceDue: true, paidOn: TODAY },
        { requestId: id(2), oldLicenceDue: false },
        { requestId: id(3), oldLicenceDue: false },
      ],
    });
    expect('ready' in standing && standing.ready).toHaveLength(3);
  });

  test('the day of payment is the day in Kuwait', () => {
    const standing = holderStanding(
      [request({ paidAt: isoInstant(Date.parse('2026-11-20T22:30:00Z')) })],
      NOW,
    );
    expect(standing).toMatchObject({ ready: [{ paidOn: '2026-11-21' }] });
  });

  test('nothing on file: no request', () => {
    expect(holderStanding([], NOW)).toEqual({ reason: 'noRequest', readyOn: null });
  });

  test('a licence that was not collected in time, until another request was begun', () => {
    const uncollected = request({ status: 'expired' });
    expect(holderStanding([request({ status: 'issued' }), uncollected], NOW)).toEqual({
      reason: 'collectionOver',
      readyOn: null,
    });
    for (const [status, reason] of [
      ['issued', 'noRequest'],
      ['awaitingPayment', 'unpaid'],
    ] as const)
      expect(holderStanding([uncollected, request({ requestId: id(2), status, paidAt: null })], NOW)).toEqual(
        {
          reason,
          readyOn: null,
        },
      );
  });

  test('the refusal of the request nearest to the hand', () => {
    const far = [
      request({ status: 'issued' }),
      request({ status: 'awaitingPayment' }),
      request({ status: 'underReview' }),
      request({ readyOn: IsoDate.parse('2026-12-24') }),
      request({ readyOn: IsoDate.parse('2026-12-01') }),
      request({ status: 'needsAttendant' }),
      request({ status: 'printing', lease: lease(5) }),
    ];
    const told = far.map((_request, index) => holderStanding(far.slice(0, index + 1).toReversed(), NOW));
    expect(told).toEqual([
      { reason: 'noRequest', readyOn: null },
      { reason: 'unpaid', readyOn: null },
      { reason: 'underReview', readyOn: null },
      { reason: 'notReadyYet', readyOn: '2026-12-24' },
      { reason: 'notReadyYet', readyOn: '2026-12-01' },
      { reason: 'parked', readyOn: null },
      { reason: 'reservedElsewhere', readyOn: null },
    ]);
  });
});
