import type { PasswordPolicy } from '../../contracts/portal-api/accounts.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { DatedSettings } from '../dated-settings.ts';
import type { HealthInsurance } from '../ports/health-insurance.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { Police } from '../ports/police.ts';
import type { Store } from '../store/store.ts';

/** What the services of accounts, applications, dues and payments work with. */
export interface PortalContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly datedSettings: DatedSettings;
  /** Address of the portal as browsers reach it, without a slash at the end. */
  readonly publicUrl: string;
  readonly gateway: PaymentGateway;
  readonly police: Police;
  readonly healthInsurance: HealthInsurance;
  /** The Ministry of Health's page, where people pay the insurance. */
  readonly insurancePageUrl: string;
  /** The rule that passwords of individuals keep; staff always keep `modern`. */
  readonly passwordPolicy: PasswordPolicy;
  /** Folder of uploaded files, named by their content. */
  readonly uploadsFolder: string;
}
