import type { IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** The public key (PEM) of a machine, or `null` when there is no such machine. */
export async function findKioskKey(reader: StoreReader, machine: string): Promise<string | null> {
  const kiosk = await reader
    .selectFrom('kiosks')
    .select('public_key')
    .where('machine', '=', machine)
    .executeTakeFirst();
  return kiosk?.public_key ?? null;
}

/** Keeps a challenge, and forgets the machine's expired ones. */
export async function insertChallenge(
  transaction: StoreTransaction,
  challenge: { readonly challengeId: string; readonly octets: string; readonly expiresAt: IsoInstant },
  machine: string,
  now: IsoInstant,
): Promise<void> {
  await transaction
    .deleteFrom('challenges')
    .where('machine', '=', machine)
    .where('expires_at', '<=', now)
    .execute();
  await transaction
    .insertInto('challenges')
    .values({
      challenge_id: challenge.challengeId,
      machine,
      octets: challenge.octets,
      expires_at: challenge.expiresAt,
    })
    .execute();
}

/** The octets (base64) of a challenge that `machine` may still answer at `now`. */
export async function findChallenge(
  reader: StoreReader,
  challengeId: string,
  machine: string,
  now: IsoInstant,
): Promise<string | null> {
  const challenge = await reader
    .selectFrom('challenges')
    .select('octets')
    .where('challenge_id', '=', challengeId)
    .where('machine', '=', machine)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return challenge?.octets ?? null;
}

/** Spends a challenge; `false` when somebody spent it first. */
export async function spendChallenge(transaction: StoreTransaction, challengeId: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('challenges')
    .where('challenge_id', '=', challengeId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Keeps the hash of a collection token, and forgets the machine's expired ones. */
export async function insertCollectionToken(
  transaction: StoreTransaction,
  token: {
    readonly tokenHash: string;
    readonly machine: string;
    readonly civilId: CivilId;
    readonly expiresAt: IsoInstant;
  },
  now: IsoInstant,
): Promise<void> {
  await transaction
    .deleteFrom('collection_tokens')
    .where('machine', '=', token.machine)
    .where('expires_at', '<=', now)
    .execute();
  await transaction
    .insertInto('collection_tokens')
    .values({
      token_hash: token.tokenHash,
      machine: token.machine,
      civil_id: token.civilId,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** Whose requests a token allows `machine` to reserve at `now`. */
export async function findTokenHolder(
  reader: StoreReader,
  tokenHash: string,
  machine: string,
  now: IsoInstant,
): Promise<CivilId | null> {
  const token = await reader
    .selectFrom('collection_tokens')
    .select('civil_id')
    .where('token_hash', '=', tokenHash)
    .where('machine', '=', machine)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return token?.civil_id ?? null;
}

/** Forgets every challenge and token that has expired, of all machines. */
export async function forgetExpired(transaction: StoreTransaction, now: IsoInstant): Promise<void> {
  await transaction.deleteFrom('challenges').where('expires_at', '<=', now).execute();
  await transaction.deleteFrom('collection_tokens').where('expires_at', '<=', now).execute();
}
