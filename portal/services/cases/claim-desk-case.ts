import type { CaseId } from '../../../contracts/case.ts';
import type { DeskCase } from '../../../contracts/portal-api/cases.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { changeCase } from '../../store/cases.ts';
import { moment, record } from '../applications/context.ts';
import { heldClaim } from '../review/claim.ts';
import type { CaseContext, CaseOfficer } from './context.ts';
import { findDeskCase, showDeskCase } from './desk-case.ts';

/** Claims a case for an officer; of several who try at once, one succeeds. Claiming one's own again changes nothing. */
export function claimDeskCase(
  context: CaseContext,
  officer: CaseOfficer,
  caseId: CaseId,
  version: number,
): Promise<Result<DeskCase, 'notFound' | 'notInThisState' | 'claimedByOther' | 'changedMeanwhile'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findDeskCase(transaction, officer, caseId);
    if (!found.ok) return found;
    const { staffId } = officer;
    const claim = heldClaim(found.value.claim, now.ms);
    if (claim !== null && claim.staffId !== staffId) return failure('claimedByOther');
    if (claim === null) {
      if (found.value.version !== version) return failure('changedMeanwhile');
      await changeCase(transaction, found.value, { claim: { staffId, at: now.instant } });
    }
    const claimed = await findDeskCase(transaction, officer, caseId);
    if (!claimed.ok) throw new Error('a claimed case left the desk');
    const shown = await showDeskCase(transaction, claimed.value, officer, now);
    // The case is shown with the answer, so this is also a look at it.
    await record(
      transaction,
      [{ action: claim === null ? 'deskCaseClaimed' : 'deskCaseLookedAt', caseId }],
      officer.by,
      now.instant,
    );
    return success(shown);
  });
}

/** Gives a case back; one that the officer does not hold stays as it is. */
export function releaseDeskCase(
  context: CaseContext,
  officer: CaseOfficer,
  caseId: CaseId,
): Promise<Result<null, 'notFound'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findDeskCase(transaction, officer, caseId);
    if (!found.ok) return failure('notFound');
    if (found.value.claim?.staffId !== officer.staffId) return success(null);
    await changeCase(transaction, found.value, { claim: null });
    await record(transaction, [{ action: 'deskCaseReleased', caseId }], officer.by, now.instant);
    return success(null);
  });
}
