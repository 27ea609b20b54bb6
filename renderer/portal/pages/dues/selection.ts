import { Fils } from '../../../../contracts/money.ts';
import {
  type Due,
  type DueId,
  PAYMENT_MOST_LINES,
  type PublicDue,
} from '../../../../contracts/portal-api/payments.ts';

/** The guide's two groups (S11): payable online, and the rest, in the order they came in. */
export interface DueGroups<AnyDue> {
  readonly online: readonly AnyDue[];
  readonly elsewhere: readonly AnyDue[];
}

/** Parts dues into the guide's two groups. */
export function groupDues<AnyDue extends Due | PublicDue>(dues: readonly AnyDue[]): DueGroups<AnyDue> {
  return {
    online: dues.filter(({ standing }) => standing.payable),
    elsewhere: dues.filter(({ standing }) => !standing.payable),
  };
}

/** Fils that `lines` come to. */
export function totalOf(lines: readonly { readonly amount: Fils }[]): Fils {
  return Fils.parse(lines.reduce((sum, { amount }) => sum + amount, 0));
}

/** Whether a due can be ticked now: payable online, and no payment of it open. */
export function isTickable({ standing, locked }: Due): boolean {
  return standing.payable && !locked;
}

/**
 * What of `ticked` would be paid now. Ticks are kept by number, so those on dues that have been paid or locked since drop
 * out by themselves; no more than one payment may hold ({@link PAYMENT_MOST_LINES}).
 */
export function selectedDues(dues: readonly Due[], ticked: ReadonlySet<DueId>): readonly Due[] {
  return dues.filter((due) => isTickable(due) && ticked.has(due.dueId)).slice(0, PAYMENT_MOST_LINES);
}

/** `ticked` with the tick of one due set or taken away. */
export function toggleTick(ticked: ReadonlySet<DueId>, dueId: DueId): ReadonlySet<DueId> {
  const next = new Set(ticked);
  if (!next.delete(dueId)) next.add(dueId);
  return next;
}

/** Ticks on as many dues as one payment may hold. */
export function tickAll(dues: readonly Due[]): ReadonlySet<DueId> {
  return new Set(
    dues
      .filter(isTickable)
      .slice(0, PAYMENT_MOST_LINES)
      .map(({ dueId }) => dueId),
  );
}
