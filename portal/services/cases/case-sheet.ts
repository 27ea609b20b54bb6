import type { CaseFormSheet, CaseId } from '../../../contracts/case.ts';
import { type CivilId, parseCivilId } from '../../../contracts/civil-id.ts';
import { UnifiedNumber } from '../../../contracts/organisation.ts';
import { bilingualName } from '../../../contracts/person.ts';
import { findRegisteredOrganisation } from '../../store/organisations.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import type { CaseSheetContent } from './case-sheet-document.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { findOwnCase } from './case-view.ts';
import type { FormOf } from './definition.ts';

/**
 * What the register and the form give to fill in; whatever is not typed rightly is left blank. So is the name of anybody but
 * the applicant: nobody learns whose a number is by typing it.
 */
async function sheetContent(
  reader: StoreReader,
  form: FormOf<'companyAccount'>,
  applicant: CivilId,
): Promise<
  Pick<CaseSheetContent, 'organisation' | 'unifiedNumber' | 'concernedPerson' | 'concernedCivilId' | 'email'>
> {
  const unifiedNumber = UnifiedNumber.safeParse(form.unifiedNumber ?? '');
  const civilId = parseCivilId(form.concernedCivilId ?? '');
  const organisation = unifiedNumber.success
    ? await findRegisteredOrganisation(reader, 'company', unifiedNumber.data)
    : null;
  const person = civilId.ok && civilId.value === applicant ? await findPerson(reader, applicant) : null;
  return {
    organisation: organisation?.name ?? null,
    unifiedNumber: unifiedNumber.success ? unifiedNumber.data : null,
    concernedPerson: person === null ? null : bilingualName(person),
    concernedCivilId: civilId.ok ? civilId.value : null,
    email: form.email,
  };
}

/** What a form of an own case of S1 is filled in with; `null` for any other case. */
export async function caseSheet(
  { store: { reader }, clock }: CaseContext,
  applicant: Pick<CaseApplicant, 'accountId' | 'civilId'>,
  caseId: CaseId,
  sheet: CaseFormSheet,
): Promise<CaseSheetContent | null> {
  const filed = await findOwnCase(reader, applicant, caseId);
  if (filed?.form.type !== 'companyAccount') return null;
  return {
    ...(await sheetContent(reader, filed.form, applicant.civilId)),
    sheet,
    caseId,
    madeAt: clock.now(),
  };
}
