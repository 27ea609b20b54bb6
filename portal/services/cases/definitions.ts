import type { CaseType } from '../../../contracts/case.ts';
import type { CaseForm } from '../../../contracts/portal-api/cases.ts';
import { latinNameAmendment } from './latin-name-amendment.ts';
import { companyAccount, governmentAccount } from './organisation-account.ts';
import { passportTransfer } from './passport-transfer.ts';
import type { CaseDefinition } from './definition.ts';

/** Every type of case. */
const CASE_DEFINITIONS: Readonly<Record<CaseType, CaseDefinition>> = {
  companyAccount,
  governmentAccount,
  latinNameAmendment,
  passportTransfer,
};

/** The definition that a form is of. */
export function definitionOf({ type }: Pick<CaseForm, 'type'>): CaseDefinition {
  return CASE_DEFINITIONS[type];
}
