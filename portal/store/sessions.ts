import type { IsoInstant } from '../../contracts/calendar.ts';
import type { Actor } from '../http/api/handlers.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** Whose a session is. */
export type SessionHolder = { readonly accountId: string } | { readonly staffId: string };

/** Begins a session, and forgets every expired one. */
export async function insertSession(
  transaction: StoreTransaction,
  session: {
    /** SHA-256 of the cookie's token in base64url. */
    readonly tokenHash: string;
    readonly holder: SessionHolder;
    readonly expiresAt: IsoInstant;
  },
  now: IsoInstant,
): Promise<void> {
  await transaction.deleteFrom('sessions').where('expires_at', '<=', now).execute();
  const { holder } = session;
  await transaction
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      account_id: 'accountId' in holder ? holder.accountId : null,
      staff_id: 'staffId' in holder ? holder.staffId : null,
      created_at: now,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** Who holds the session of this token hash at `now`, as they are by now: a suspended account holds none. */
export async function findActor(
  reader: StoreReader,
  tokenHash: string,
  now: IsoInstant,
): Promise<Actor | null> {
  const session = await reader
    .selectFrom('sessions as session')
    .leftJoin('accounts as account', 'account.account_id', 'session.account_id')
    .leftJoin('staff as member', (join) =>
      join.onRef('member.staff_id', '=', 'session.staff_id').on('member.suspended', '=', 0),
    )
    .select([
      'account.account_id as accountId',
      'account.role as accountRole',
      'account.organisation_id as organisationId',
      'account.civil_id as accountCivilId',
      'account.language as accountLanguage',
      'member.staff_id as staffId',
      'member.role as staffRole',
      'member.civil_id as staffCivilId',
      'member.language as staffLanguage',
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', now)
    .where((where) => where.or([where('account.suspended', 'is', null), where('account.suspended', '=', 0)]))
    .executeTakeFirst();
  if (!session) return null;
  const { accountId, accountRole, organisationId, accountCivilId, accountLanguage } = session;
  if (accountId !== null && accountRole !== null && accountCivilId !== null && accountLanguage !== null) {
    const holder = { accountId, civilId: accountCivilId, language: accountLanguage };
    if (accountRole === 'individual') return { role: accountRole, ...holder };
    return organisationId === null ? null : { role: accountRole, ...holder, organisationId };
  }
  const { staffId, staffRole, staffCivilId, staffLanguage } = session;
  if (staffId !== null && staffRole !== null && staffCivilId !== null && staffLanguage !== null)
    return { role: staffRole, staffId, civilId: staffCivilId, language: staffLanguage };
  return null;
}

/** Ends one session; ending it again changes nothing. */
export async function deleteSession(transaction: StoreTransaction, tokenHash: string): Promise<void> {
  await transaction.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

/** Ends every session of an account. */
export async function deleteSessionsOf(transaction: StoreTransaction, accountId: string): Promise<void> {
  await transaction.deleteFrom('sessions').where('account_id', '=', accountId).execute();
}

/** Ends every session of a member of staff, except the one of `keptHash`. */
export async function deleteSessionsOfStaff(
  transaction: StoreTransaction,
  staffId: string,
  keptHash: string | null,
): Promise<void> {
  await transaction
    .deleteFrom('sessions')
    .where('staff_id', '=', staffId)
    .$if(keptHash !== null, (query) => query.where('token_hash', '!=', keptHash ?? ''))
    .execute();
}
