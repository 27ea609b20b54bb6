import { randomBytes, randomUUID } from 'node:crypto';
import { isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import type { Challenge, ChipProof, LookupAnswer } from '../../../contracts/collection-api.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  findChallenge,
  insertChallenge,
  insertCollectionToken,
  spendChallenge,
} from '../../store/identity.ts';
import { findRequestsOfHolder } from '../../store/requests.ts';
import { auditEntry } from '../audit/audit-chain.ts';
import { newToken, tokenHash } from '../secret-token.ts';
import { type CallingKiosk, type CollectionContext, kioskActor, moment } from './context.ts';
import { holderStanding } from './standing.ts';

/** Octets of a challenge: RND.IFD of ICAO 9303-11 §6.1. */
const CHALLENGE_OCTETS = 8;
/** How long a chip may take to answer a challenge. A kiosk may fetch one ahead of the next card. */
export const CHALLENGE_VALIDITY_MS = 5 * 60_000;
/** How long after a lookup its holder may reserve. */
export const COLLECTION_TOKEN_VALIDITY_MS = 15 * 60_000;

/** A new challenge for one chip at `kiosk`. */
export async function makeChallenge(context: CollectionContext, kiosk: CallingKiosk): Promise<Challenge> {
  const now = moment(context);
  const challenge = {
    challengeId: randomUUID(),
    challenge: randomBytes(CHALLENGE_OCTETS).toString('base64'),
    expiresAt: isoInstant(now.ms + CHALLENGE_VALIDITY_MS),
  };
  await context.store.transaction((transaction) =>
    insertChallenge(
      transaction,
      {
        challengeId: challenge.challengeId,
        octets: challenge.challenge,
        expiresAt: challenge.expiresAt,
      },
      kiosk.machine,
      now.instant,
    ),
  );
  return challenge;
}

/**
 * What the holder of the chip behind `proof` can collect.
 * `challengeSpent`: the challenge is unknown, expired, another kiosk's or answered before; that says nothing about the
 * chip, so the kiosk lets it sign a new one.
 */
export async function lookUp(
  context: CollectionContext,
  kiosk: CallingKiosk,
  body: { readonly challengeId: string; readonly proof: ChipProof },
): Promise<Result<LookupAnswer, 'challengeSpent'>> {
  const { store } = context;
  const now = moment(context);
  const octets = await findChallenge(store.reader, body.challengeId, kiosk.machine, now.instant);
  if (octets === null) return failure('challengeSpent');
  const chip = context.verifyChip(body.proof, Buffer.from(octets, 'base64'), kuwaitDate(now.ms));

  return store.transaction(async (transaction) => {
    if (!(await spendChallenge(transaction, body.challengeId))) return failure('challengeSpent');
    const record = (outcome: string, requests: readonly RequestId[]) =>
      appendAudit(transaction, [
        auditEntry(
          { action: 'holderLookedUp', machine: kiosk.machine, outcome, requests },
          kioskActor(kiosk),
          now.instant,
        ),
      ]);
    if (!chip.ok) {
      await record(chip.fault, []);
      return success({ outcome: 'notAuthentic' });
    }
    const { civilId } = chip.value;
    const standing = holderStanding(await findRequestsOfHolder(transaction, civilId), now.instant);
    if (!('ready' in standing)) {
      await record(standing.reason, []);
      return success({ outcome: 'refused', reason: standing.reason, readyOn: standing.readyOn });
    }
    const collectionToken = newToken();
    await insertCollectionToken(
      transaction,
      {
        tokenHash: tokenHash(collectionToken),
        machine: kiosk.machine,
        civilId,
        expiresAt: isoInstant(now.ms + COLLECTION_TOKEN_VALIDITY_MS),
      },
      now.instant,
    );
    await record(
      'ready',
      standing.ready.map(({ requestId }) => requestId),
    );
    return success({ outcome: 'ready', collectionToken, requests: [...standing.ready] });
  });
}
