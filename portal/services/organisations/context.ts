import type { Language } from '../../../contracts/language.ts';
import type { OrganisationId } from '../../../contracts/organisation.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import type { PortalContext } from '../portal-context.ts';

/** What the services of organisations work with. */
export type OrganisationContext = Pick<PortalContext, 'store' | 'clock' | 'datedSettings' | 'publicUrl'>;

/** The main user of an organisation, and from where. */
export interface MainUser {
  readonly organisationId: OrganisationId;
  readonly language: Language;
  readonly by: AuditActor;
}
