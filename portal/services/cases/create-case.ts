import type { CaseId } from '../../../contracts/case.ts';
import type { CaseForm } from '../../../contracts/portal-api/cases.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { takeAccount } from '../../store/accounts.ts';
import { allotCaseId, findCaseByKey, insertCase } from '../../store/cases.ts';
import { moment, record } from '../applications/context.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { definitionOf } from './definitions.ts';

/** Begins a case; the same `key` of the same account is the same case, however often it is sent. */
export function createCase(
  context: CaseContext,
  { accountId, holding, by }: CaseApplicant,
  { key, form }: { readonly key: string; readonly form: CaseForm },
): Promise<Result<CaseId, 'notForThisAccount'>> {
  const now = moment(context);
  const definition = definitionOf(form);
  return context.store.transaction(async (transaction) => {
    // Two of the same key at once must see each other.
    await takeAccount(transaction, accountId);
    const begun = await findCaseByKey(transaction, accountId, key);
    if (begun !== null) return success(begun);
    if (!definition.applicants.includes(holding.role)) return failure('notForThisAccount');
    const caseId = await allotCaseId(transaction, Number(now.today.slice(0, 4)));
    const subject = definition.subject(form);
    await insertCase(transaction, { caseId, accountId, key, form, subject }, now.instant);
    await record(
      transaction,
      [{ action: 'caseBegun', caseId, type: form.type, to: 'draft' }],
      by,
      now.instant,
    );
    return success(caseId);
  });
}
