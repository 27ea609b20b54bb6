import { type CaseAction, type CaseStatus, nextCaseStatus } from '../../../contracts/case.ts';
import { type CaseChange, type CaseOnFile, changeCase } from '../../store/cases.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { CaseFact } from '../audit/case-facts.ts';

/**
 * Moves a case by the one table, with whatever else changes at that, and gives the fact that the trail has to tell of it;
 * `null` where the table forbids it, and nothing was changed.
 * @throws ConcurrentChangeError when somebody else changed the case meanwhile
 */
export async function moveCase(
  transaction: StoreTransaction,
  filed: Pick<CaseOnFile, 'caseId' | 'status' | 'version'>,
  by: CaseAction,
  note: string | null,
  change: Omit<CaseChange, 'status'>,
): Promise<{ readonly status: CaseStatus; readonly fact: CaseFact } | null> {
  const { caseId, status: from } = filed;
  const to = nextCaseStatus(from, by);
  if (to === null) return null;
  await changeCase(transaction, filed, { ...change, status: to });
  return { status: to, fact: { action: 'caseMoved', caseId, by, from, to, note } };
}
