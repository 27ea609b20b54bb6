import { type IsoInstant, isoInstant } from '../../../contracts/calendar.ts';
import { appendAudit } from '../../store/audit.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { AccountFact } from '../audit/account-facts.ts';
import { type AuditActor, auditEntry } from '../audit/audit-chain.ts';
import type { PortalContext } from '../portal-context.ts';
import type { PasswordHasher } from './password-hash.ts';

/** What the services of accounts work with. */
export interface AccountContext
  extends Pick<PortalContext, 'store' | 'clock' | 'publicUrl' | 'passwordPolicy'> {
  readonly passwords: PasswordHasher;
}

/** One moment of the clock. */
export interface Moment {
  readonly ms: number;
  readonly instant: IsoInstant;
}

export function moment({ clock }: AccountContext): Moment {
  const ms = clock.now();
  return { ms, instant: isoInstant(ms) };
}

/** Writes what happened to the trail; call it last in the transaction. */
export function record(
  transaction: StoreTransaction,
  facts: readonly AccountFact[],
  by: AuditActor,
  { instant }: Moment,
): Promise<void> {
  return appendAudit(
    transaction,
    facts.map((fact) => auditEntry(fact, by, instant)),
  );
}
