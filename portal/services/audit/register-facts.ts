import type { CaseId } from '../../../contracts/case.ts';
import type { PassportId } from '../../../contracts/portal-api/passports.ts';

/**
 * What the trail records of changes to the register (S8, S9), and of looks at personal data and at the trail itself
 * (S10, S18). A person is named by their unified number, never by name or civil ID.
 */
export type RegisterFact =
  | { readonly action: 'latinNameAmended' | 'passportTransferred'; readonly caseId: CaseId }
  | { readonly action: 'passportRevealed'; readonly passportId: PassportId }
  | {
      readonly action: 'personLookedUp';
      /** Unified number; `unknown` when the register does not know the person. */
      readonly person: string;
      readonly reason: string;
    }
  | {
      readonly action: 'auditSearched' | 'auditExported';
      readonly trail: 'audit';
      /** What was looked for, as JSON. */
      readonly search: string;
    }
  | { readonly action: 'auditVerified'; readonly trail: 'audit'; readonly whole: boolean };
