import type { RequestId } from '../../../contracts/pickup.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { allotRequestId, findRequestByKey, insertDraft } from '../../store/applications.ts';
import { lockPerson } from '../../store/people.ts';
import { type Applicant, type ApplicationContext, moment, record } from './context.ts';
import { findEligibility } from './eligibility.ts';
import { categoriesFor, serviceStanding } from './service-standing.ts';

/** Begins an application; the same `key` of the same account is the same application, however often it is sent. */
export function createRequest(
  context: ApplicationContext,
  { accountId, civilId, by }: Applicant,
  { key, kind }: { readonly key: string; readonly kind: RequestKind },
): Promise<Result<RequestId, 'notEligible'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    // Two applications begun at once must see each other.
    await lockPerson(transaction, civilId);
    const begun = await findRequestByKey(transaction, accountId, key);
    if (begun !== null) return success(begun);
    const { facts } = await findEligibility(transaction, civilId, now);
    const standing = serviceStanding(kind, facts, now.settings, now.today);
    const categories = categoriesFor(kind, facts, now.settings, now.today);
    const [first] = categories;
    if (standing.refusals.length > 0 || first === undefined) return failure('notEligible');
    const requestId = await allotRequestId(transaction, Number(now.today.slice(0, 4)));
    await insertDraft(transaction, {
      requestId,
      civilId,
      kind,
      category: first,
      accountId,
      key,
      form: {
        // Where there is nothing to choose, nobody is asked.
        category: categories.length === 1 ? first : null,
        damageType: null,
        lossReport: null,
        machine: null,
        documents: {},
      },
      fee: standing.fee,
      now: now.instant,
    });
    await record(transaction, [{ action: 'applicationBegun', requestId, to: 'draft' }], by, now.instant);
    return success(requestId);
  });
}
