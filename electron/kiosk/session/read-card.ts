import { randomBytes } from 'node:crypto';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { LookupAnswer } from '../../../contracts/collection-api.ts';
import type { DeviceState } from '../../../contracts/device-status.ts';
import type { RefusalReason } from '../../../contracts/refusal.ts';
import type { Result } from '../../../contracts/result.ts';
import type { AuthenticatedHolder, CivilIdReader } from '../../../native-adapters/civil-id-reader/port.ts';
import type { ChallengeStock } from '../portal-client/challenge-stock.ts';
import type { PortalClient, PortalFault } from '../portal-client/portal.ts';

/** Octets of a challenge, RND.IFD of ICAO 9303-11 §6.1. */
const CHALLENGE_OCTETS = 8;

/** Whose card lies in the slot, or why that cannot be said. */
export type ReadCardOutcome =
  | {
      readonly outcome: 'authenticated';
      readonly authenticated: AuthenticatedHolder;
      readonly challengeId: string;
    }
  | { readonly outcome: 'technician' }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason };

/** What reading a card needs: reader, challenges, and who is a technician. */
export interface ReadCardDeps {
  readonly reader: CivilIdReader;
  readonly challenges: ChallengeStock;
  readonly technicians: readonly CivilId[];
}

const refused = (reason: RefusalReason): ReadCardOutcome => ({ outcome: 'refused', reason });

/**
 * Lets the chip in the slot prove itself. While the machine cannot serve (`outage`) the only cards of interest are the
 * technicians', who are authenticated with a challenge made here; everybody else hears the reason, and nothing of their
 * card is kept.
 */
export async function readCard(
  { reader, challenges, technicians }: ReadCardDeps,
  { outage, fresh }: { readonly outage: RefusalReason | null; readonly fresh: boolean },
): Promise<ReadCardOutcome> {
  if (outage && technicians.length === 0) return refused(outage);
  const challenge = outage ? null : ((fresh ? null : challenges.take()) ?? (await challenges.fetch()));
  const reason = outage ?? (challenge ? null : 'portalUnavailable');
  if (reason && technicians.length === 0) return refused(reason);

  const octets = challenge ? Buffer.from(challenge.challenge, 'base64') : randomBytes(CHALLENGE_OCTETS);
  const read = await reader.readHolder(octets);
  if (read.ok && technicians.includes(read.value.holder.civilId)) return { outcome: 'technician' };
  if (reason || !challenge) return refused(reason ?? 'portalUnavailable');
  if (!read.ok) return refused(readerAnswers(reader.status().device) ? read.fault : 'readerUnavailable');
  return { outcome: 'authenticated', authenticated: read.value, challengeId: challenge.challengeId };
}

/** Whether a reader in this state answers: a card that could not be read, or is gone, because its reader has gone is not to blame. */
export function readerAnswers(device: DeviceState): boolean {
  return device === 'online' || device === 'deviceBusy';
}

/** Asks the portal what the holder of an authenticated chip can collect. */
export function lookUp(
  { portal }: { readonly portal: PortalClient },
  { challengeId, proof }: { readonly challengeId: string; readonly proof: AuthenticatedHolder['proof'] },
): Promise<Result<LookupAnswer, PortalFault>> {
  return portal.lookup({ challengeId, proof });
}
