import type { CaseAction, CaseId, CaseStatus, CaseType } from '../../../contracts/case.ts';

/** What the trail records of cases (S1, S2, S8, S9) and of officers who look at them. */
export type CaseFact =
  | {
      readonly action: 'caseBegun';
      readonly caseId: CaseId;
      readonly type: CaseType;
      readonly to: CaseStatus;
    }
  | {
      readonly action: 'caseMoved';
      readonly caseId: CaseId;
      readonly by: CaseAction;
      readonly from: CaseStatus;
      readonly to: CaseStatus;
      /** An officer's reason. */
      readonly note: string | null;
    }
  | {
      readonly action: 'deskCaseClaimed' | 'deskCaseReleased' | 'deskCaseLookedAt';
      readonly caseId: CaseId;
    }
  | { readonly action: 'caseDocumentLookedAt'; readonly caseId: CaseId; readonly document: string };
