import type {
  Challenge,
  EventsAnswer,
  EventsBody,
  KioskSettings,
  KioskStatus,
  LookupAnswer,
  LookupBody,
  ReserveAnswer,
  ReserveBody,
} from '../../../contracts/collection-api.ts';
import type { PickupId } from '../../../contracts/pickup.ts';
import type { Result } from '../../../contracts/result.ts';

/**
 * Why a question to the portal brought no answer of the contract.
 * - `unreachable`: nothing usable came back (no connection, deadline, 5xx, signature not accepted, not the contract's
 *   words). Whether the portal heard the question is not known.
 * - `rejected`: the portal knew this kiosk and declined the question itself; asking again changes nothing.
 */
export type PortalFault = 'unreachable' | 'rejected';

/** The portal as the kiosk sees it. Every question ends by its deadline. */
export interface PortalClient {
  settings(): Promise<Result<KioskSettings, PortalFault>>;
  challenge(): Promise<Result<Challenge, PortalFault>>;
  /** `rejected`: the challenge is spent or expired; the chip has to sign a new one. */
  lookup(body: LookupBody): Promise<Result<LookupAnswer, PortalFault>>;
  /**
   * Repeating it with the same body brings the same answer. `rejected`: the token is not valid or the pickup is over;
   * in both cases this pickup holds no reservation.
   */
  reserve(body: ReserveBody): Promise<Result<ReserveAnswer, PortalFault>>;
  sendEvents(pickupId: PickupId, body: EventsBody): Promise<Result<EventsAnswer, PortalFault>>;
  /** Says whether this machine can print now. */
  reportStatus(status: KioskStatus): Promise<Result<object, PortalFault>>;
  /** Closes kept connections. */
  close(): void;
}
