import { type IsoInstant, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import type { Clock } from '../../../contracts/clock.ts';
import { type DatedSettings, type Settings, settingsOn } from '../../dated-settings.ts';
import type { VerifyChip } from '../../ports/chip-verification.ts';
import type { Store } from '../../store/store.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import type { CredentialSigner } from '../credentials/sign-credential.ts';

/** What the services of collection work with. */
export interface CollectionContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly verifyChip: VerifyChip;
  readonly signer: CredentialSigner;
  readonly datedSettings: DatedSettings;
  /** Address of the portal as others reach it, without a slash at the end. */
  readonly publicUrl: string;
}

/** The kiosk that asks: its machine number proven by signature, and the address it asked from. */
export interface CallingKiosk {
  readonly machine: string;
  readonly address: string;
}

export function kioskActor({ machine, address }: CallingKiosk): AuditActor {
  return { actor: `kiosk:${machine}`, origin: address };
}

const MS_PER_MINUTE = 60_000;

/** One moment of the clock, and what holds at it. */
export interface Moment {
  readonly ms: number;
  readonly instant: IsoInstant;
  readonly settings: Settings;
  /** When a lease that begins or is renewed now ends. */
  readonly leaseEnd: IsoInstant;
}

export function moment({ clock, datedSettings }: CollectionContext): Moment {
  const ms = clock.now();
  const settings = settingsOn(datedSettings, kuwaitDate(ms));
  return {
    ms,
    instant: isoInstant(ms),
    settings,
    leaseEnd: isoInstant(ms + settings.leaseMinutes * MS_PER_MINUTE),
  };
}
