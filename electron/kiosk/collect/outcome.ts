import type { CardLocation } from '../../../contracts/device-status.ts';
import type { TemporaryPermit } from '../../../contracts/kiosk-view.ts';
import type { RefusalReason } from '../../../contracts/refusal.ts';

/** A pickup that gave no licence: what the person is told, and where the card is. */
export interface PickupEnded {
  readonly kind: 'ended';
  readonly reason: RefusalReason;
  readonly cardLocation: CardLocation;
  readonly permit: TemporaryPermit | null;
}

/** A finished card lies at the bezel. */
export interface PickupPresented {
  readonly kind: 'presented';
}

/** The person has the card. */
export interface PickupIssued {
  readonly kind: 'issued';
}
