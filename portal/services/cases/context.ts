import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Language } from '../../../contracts/language.ts';
import type { AccountHolding } from '../../store/accounts.ts';
import type { CaseDepartment } from '../../store/cases.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import type { PortalContext } from '../portal-context.ts';

/** What the services of cases work with. */
export type CaseContext = Pick<PortalContext, 'store' | 'clock' | 'datedSettings' | 'publicUrl'>;

/** Whoever files cases, and from where. */
export interface CaseApplicant {
  readonly accountId: string;
  readonly civilId: CivilId;
  readonly holding: AccountHolding;
  readonly by: AuditActor;
}

/** An officer at the desk of a department, and from where. */
export interface CaseOfficer {
  readonly staffId: string;
  readonly civilId: CivilId;
  readonly department: CaseDepartment;
  readonly language: Language;
  readonly by: AuditActor;
}
