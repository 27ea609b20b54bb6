import type { RequestId } from '../../../contracts/pickup.ts';
import type { ReviewCase } from '../../../contracts/portal-api/licences.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { changeApplication, findLicenceRequest } from '../../store/applications.ts';
import { changeRequest } from '../../store/requests.ts';
import { type ApplicationContext, moment, record } from '../applications/context.ts';
import { heldClaim } from './claim.ts';
import { findCase, type Officer, showCase } from './review-case.ts';

/** Claims a case for an officer; of several who try at once, one succeeds. Claiming one's own again changes nothing. */
export function claimCase(
  context: ApplicationContext,
  officer: Officer,
  requestId: RequestId,
  version: number,
): Promise<Result<ReviewCase, 'notFound' | 'notInThisState' | 'claimedByOther' | 'changedMeanwhile'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findCase(transaction, requestId);
    if (found === null) {
      const request = await findLicenceRequest(transaction, requestId);
      return failure(request?.application ? 'notInThisState' : 'notFound');
    }
    const { staffId } = officer;
    const claim = heldClaim(found.application.claim, now.ms);
    if (claim !== null && claim.staffId !== staffId) return failure('claimedByOther');
    if (claim === null) {
      if (found.request.version !== version) return failure('changedMeanwhile');
      await changeRequest(transaction, requestId, version, {});
      await changeApplication(transaction, requestId, { claim: { staffId, at: now.instant } });
    }
    const claimed = await findCase(transaction, requestId);
    if (claimed === null) throw new Error('a claimed case left the desk');
    const shown = await showCase(transaction, claimed, officer, now);
    // The case is shown with the answer, so this is also a look at it.
    await record(
      transaction,
      [{ action: claim === null ? 'caseClaimed' : 'caseLookedAt', requestId }],
      officer.by,
      now.instant,
    );
    return success(shown);
  });
}

/** Gives a case back; one that the officer does not hold stays as it is. */
export function releaseCase(
  context: ApplicationContext,
  officer: Officer,
  requestId: RequestId,
): Promise<Result<null, 'notFound'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findCase(transaction, requestId);
    if (found === null) return failure('notFound');
    const { request, application } = found;
    if (application.claim?.staffId !== officer.staffId) return success(null);
    await changeRequest(transaction, requestId, request.version, {});
    await changeApplication(transaction, requestId, { claim: null });
    await record(transaction, [{ action: 'caseReleased', requestId }], officer.by, now.instant);
    return success(null);
  });
}
