import type { AccountActor } from '../../http/api/handlers.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import type { PaymentContext } from '../payments/context.ts';
import type { PortalContext } from '../portal-context.ts';

/** What the services of residency renewal work with. */
export type ResidencyContext = PaymentContext & Pick<PortalContext, 'healthInsurance' | 'insurancePageUrl'>;

/** Somebody who renews residencies, or looks at those that can be renewed, and from where. */
export interface Renewer {
  readonly actor: AccountActor;
  readonly by: AuditActor;
}
