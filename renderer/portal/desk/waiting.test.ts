import { describe, expect, it } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { RequestId } from '../../../contracts/pickup.ts';
import type { ReviewCaseSummary } from '../../../contracts/portal-api/licences.ts';
import { formatAge, nextCase } from './waiting.ts';

const NOW = Date.parse('2026-11-22T09:00:00.000Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number) => isoInstant(NOW - minutes * MINUTE_MS);

describe('how long a case has waited', () => {
  it.each([
    [0, '0 minutes ago', 'قبل 0 دقيقة'],
    [59, '59 minutes ago', 'قبل 59 دقيقة'],
    [60, '1 hour ago', 'قبل ساعة واحدة'],
    [60 * 24 * 2, '2 days ago', 'قبل يومين'],
    [60 * 24 * 5 + 60 * 23, '5 days ago', 'قبل 5 أيام'],
  ])('%i minutes', (minutes, english, arabic) => {
    expect(formatAge(ago(minutes), NOW, 'en')).toBe(english);
    expect(formatAge(ago(minutes), NOW, 'ar')).toBe(arabic);
  });

  it('is never of the future, whatever the clocks of server and browser', () => {
    expect(formatAge(ago(-3), NOW, 'en')).toBe('0 minutes ago');
  });
});

describe('the next case', () => {
  const summary = (order: number, claimedBy: string | null, claimedByMe = false): ReviewCaseSummary => ({
    requestId: RequestId.parse(`R-2026-00000${order}`),
    kind: 'renewal',
    category: 'private',
    submittedAt: ago(100 - order),
    claimedBy,
    claimedByMe,
  });
  const left = summary(1, 'me', true);
  const wasLeft = ({ requestId }: ReviewCaseSummary) => requestId === left.requestId;

  it('is the oldest that is free or already with the officer, not the one just left', () => {
    expect(nextCase([left, summary(2, 'other'), summary(3, null)], wasLeft)?.requestId).toBe('R-2026-000003');
    expect(nextCase([left, summary(2, 'me', true), summary(3, null)], wasLeft)?.requestId).toBe(
      'R-2026-000002',
    );
  });

  it('is none when others hold all', () => {
    expect(nextCase([left, summary(2, 'other')], wasLeft)).toBeUndefined();
  });
});
