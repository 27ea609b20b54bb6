import { expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { timelineOf } from './timeline.ts';

const entry = (minute: number, action: string, details: object) => ({
  at: isoInstant(minute * 60_000),
  action,
  details: JSON.stringify(details),
});

test('every state that a request came to, once, with an officer’s reason', () => {
  const way = timelineOf([
    entry(0, 'applicationBegun', { to: 'draft' }),
    entry(1, 'applicationMoved', { by: 'submit', from: 'draft', to: 'submitted', note: null }),
    entry(2, 'caseClaimed', {}),
    entry(3, 'caseLookedAt', {}),
    entry(4, 'applicationMoved', { by: 'return', from: 'submitted', to: 'returned', note: 'Not sharp' }),
    entry(5, 'requestReserved', { pickupId: 'x', fencing: 1 }),
    entry(6, 'pickupReported', { event: 'oldLicenceRetained', from: 'reserved', to: 'reserved' }),
    entry(7, 'pickupReported', { event: 'printing', from: 'reserved', to: 'printing' }),
    entry(8, 'leaseLapsed', { pickupId: 'x' }),
  ]);
  expect(way.map(({ at, status, note }) => [Date.parse(at) / 60_000, status, note])).toEqual([
    [0, 'draft', null],
    [1, 'submitted', null],
    [4, 'returned', 'Not sharp'],
    [5, 'reserved', null],
    [7, 'printing', null],
    [8, 'ready', null],
  ]);
});

test('a request of another origin begins where it was seeded', () => {
  expect(timelineOf([entry(0, 'requestSeeded', { status: 'ready' })])).toMatchObject([{ status: 'ready' }]);
});
