import { type CaseStatus, nextCaseStatus } from '../../../contracts/case.ts';

/** Whether whoever filed a case may still fill it in: until they have handed it to its department. */
export function canBeFilledIn({ status }: { readonly status: CaseStatus }): boolean {
  return nextCaseStatus(status, 'submit') !== null;
}
