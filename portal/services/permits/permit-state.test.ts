import { expect, test } from 'vitest';
import { IsoDate } from '../../../contracts/calendar.ts';
import { RequestStatus } from '../../../contracts/request.ts';
import { permitState } from './permit-state.ts';

const validUntil = IsoDate.parse('2026-12-06');
const nextDay = IsoDate.parse('2026-12-07');

test('no permit', () => {
  expect(permitState(null, validUntil)).toBe('unknown');
});

const ENDED: Partial<Record<RequestStatus, string>> = {
  issued: 'collected',
  rejected: 'expired',
  cancelled: 'expired',
  expired: 'expired',
  refundDue: 'expired',
};

test.each(RequestStatus.options)('of a request that is %s', (status) => {
  expect(permitState({ validUntil, status }, validUntil)).toBe(ENDED[status] ?? 'valid');
  expect(permitState({ validUntil, status }, nextDay)).toBe(ENDED[status] ?? 'expired');
});
