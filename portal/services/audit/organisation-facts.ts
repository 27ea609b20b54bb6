import type { CompanyId, OrganisationId } from '../../../contracts/organisation.ts';
import type { CaseId } from '../../../contracts/case.ts';

/** What the trail records of organisations and their users (S1–S3). */
export type OrganisationFact =
  | { readonly action: 'organisationSeeded'; readonly unifiedNumber: string }
  | {
      readonly action: 'organisationCreated';
      readonly organisationId: OrganisationId;
      /** The case whose approval created it. */
      readonly caseId: CaseId;
    }
  | {
      readonly action: 'mainUserCreated';
      readonly accountId: string;
      readonly organisationId: OrganisationId;
    }
  | {
      readonly action: 'delegateAuthorised';
      readonly accountId: string;
      readonly organisationId: OrganisationId;
      readonly companies: readonly CompanyId[];
    }
  | {
      readonly action: 'delegateGrantsChanged';
      readonly accountId: string;
      readonly granted: readonly CompanyId[];
      readonly revoked: readonly CompanyId[];
    }
  | {
      readonly action: 'delegateEmailChangeAsked' | 'delegateMobileChanged';
      readonly accountId: string;
    }
  | {
      readonly action: 'delegateSuspended' | 'delegateReactivated' | 'delegateActivationMailed';
      readonly accountId: string;
    };
