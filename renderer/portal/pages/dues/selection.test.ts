import { describe, expect, it } from 'vitest';
import type { DueId } from '../../../../contracts/portal-api/payments.ts';
import { sampleFine, sampleViolation } from './sample-dues.ts';
import { groupDues, isTickable, selectedDues, tickAll, toggleTick, totalOf } from './selection.ts';

const free = sampleViolation(1, { dinars: 15 });
const other = sampleViolation(2, { dinars: 30 });
const locked = sampleViolation(3, { dinars: 75, locked: true });
const court = sampleViolation(4, { dinars: 150, reason: 'courtCase' });
const fine = sampleFine(5);
const all = [free, locked, court, other, fine];
const none: ReadonlySet<DueId> = new Set();

describe('groups', () => {
  it('part what is payable online from the rest, each due in one of them and in its order', () => {
    expect(groupDues(all)).toEqual({ online: [free, locked, other, fine], elsewhere: [court] });
  });
});

describe('the selection', () => {
  it('takes neither what is locked nor what is not payable online', () => {
    expect(all.filter(isTickable)).toEqual([free, other, fine]);
    expect(selectedDues(all, new Set(all.map(({ dueId }) => dueId)))).toEqual([free, other, fine]);
  });

  it('drops a tick on a due that has been locked or paid since', () => {
    const ticked = new Set([free.dueId, other.dueId, fine.dueId]);
    const now = [{ ...free, locked: true }, fine];
    expect(selectedDues(now, ticked)).toEqual([fine]);
  });

  it('comes to what its lines add up to', () => {
    expect(totalOf(selectedDues(all, new Set([free.dueId, fine.dueId])))).toBe(135_000);
    expect(totalOf([])).toBe(0);
  });

  it('sets a tick and takes it away', () => {
    const once = toggleTick(none, free.dueId);
    expect([...once]).toEqual([free.dueId]);
    expect([...toggleTick(once, free.dueId)]).toEqual([]);
    expect([...none]).toEqual([]);
  });

  it('holds no more than one payment may', () => {
    const many = Array.from({ length: 130 }, (_, index) => sampleViolation(index + 1, { dinars: 1 }));
    expect(tickAll(many).size).toBe(100);
    expect(selectedDues(many, new Set(many.map(({ dueId }) => dueId)))).toHaveLength(100);
  });
});
