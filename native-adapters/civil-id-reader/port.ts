import type { ChipProof } from '../../contracts/collection-api.ts';
import type { CivilIdReaderStatus } from '../../contracts/device-status.ts';
import type { Holder } from '../../contracts/person.ts';
import type { CardRefusalReason } from '../../contracts/refusal.ts';
import type { Result } from '../../contracts/result.ts';

/** Why a chip could not be used. The card stays in the slot unless the reason is `cardRemoved`. */
export type CardFault = CardRefusalReason;

export type CivilIdReaderEvent =
  | { readonly type: 'cardInserted' }
  | { readonly type: 'cardRemoved' }
  | { readonly type: 'statusChanged'; readonly status: CivilIdReaderStatus };

/** A holder whose chip passed passive and active authentication, with the proof the portal checks again. */
export interface AuthenticatedHolder {
  readonly holder: Holder;
  readonly proof: ChipProof;
}

/** What VERIFY (ISO 7816-4 §11.6.6) answered. */
export type PinOutcome =
  | { readonly outcome: 'verified' }
  | { readonly outcome: 'wrong'; readonly retriesLeft: number };

/**
 * A reader of smart civil IDs, in the words of XFS4IoT CardReader.
 * Every operation ends: each exchange with the device has a deadline, and a removed card ends what is under way.
 */
export interface CivilIdReader {
  /** The last known status. */
  status(): CivilIdReaderStatus;
  /** Calls `listener` on every event from now on; returns the end of the subscription. */
  subscribe(listener: (event: CivilIdReaderEvent) => void): () => void;
  /**
   * Reads what decides (SOD, DG1, DG11, DG15), lets the chip sign `challenge` (8 bytes) and authenticates all of it.
   * Does not read the portrait.
   */
  readHolder(challenge: Uint8Array): Promise<Result<AuthenticatedHolder, CardFault>>;
  /** Presents the holder's PIN (4–8 digits) to the chip. `pinBlocked` when no try is left. */
  verifyPin(pin: string): Promise<Result<PinOutcome, CardFault>>;
  /** Reads DG2 of the card last authenticated, checks it against its SOD, and returns the portrait as JPEG octets. */
  readPortrait(): Promise<Result<Uint8Array, CardFault>>;
  close(): Promise<void>;
}
