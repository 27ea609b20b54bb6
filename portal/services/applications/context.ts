import { type IsoDate, type IsoInstant, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import { type Settings, settingsOn } from '../../dated-settings.ts';
import { appendAudit } from '../../store/audit.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { type AuditActor, type AuditFact, auditEntry } from '../audit/audit-chain.ts';
import type { PortalContext } from '../portal-context.ts';

/** What the services of applications and review work with. */
export type ApplicationContext = Pick<
  PortalContext,
  'store' | 'clock' | 'datedSettings' | 'publicUrl' | 'police' | 'uploadsFolder'
>;

/** Whoever acts on what is theirs, and from where. */
export interface Applicant {
  readonly accountId: string;
  readonly civilId: CivilId;
  readonly by: AuditActor;
}

/** One moment of the clock, and what holds at it. */
export interface Moment {
  readonly ms: number;
  readonly instant: IsoInstant;
  readonly today: IsoDate;
  readonly settings: Settings;
}

export function moment({
  clock,
  datedSettings,
}: Pick<ApplicationContext, 'clock' | 'datedSettings'>): Moment {
  const ms = clock.now();
  const today = kuwaitDate(ms);
  return { ms, instant: isoInstant(ms), today, settings: settingsOn(datedSettings, today) };
}

/** Writes what happened to the trail; call it last in the transaction. */
export function record(
  transaction: StoreTransaction,
  facts: readonly AuditFact[],
  by: AuditActor,
  now: IsoInstant,
): Promise<void> {
  return appendAudit(
    transaction,
    facts.map((fact) => auditEntry(fact, by, now)),
  );
}
