import { isoInstant } from '../../../contracts/calendar.ts';
import type { ACCOUNT_ROUTES, SignedIn } from '../../../contracts/portal-api/accounts.ts';
import type { BodyOf } from '../../../contracts/portal-api/route.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findAccountOfPerson } from '../../store/accounts.ts';
import { deleteSession, insertSession, type SessionHolder } from '../../store/sessions.ts';
import { findStaff } from '../../store/staff.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import type { AccountContext, Moment } from './context.ts';
import { describeAccount, describeStaff } from './describe.ts';
import { newToken, tokenHash } from '../secret-token.ts';
import { tryPassword } from './try-password.ts';
import { tryStaff } from './try-staff.ts';

/** Seconds from sign-in to the end of a session, whatever happens in it: a visit of whoever has an account, a shift of staff. */
export const SESSION_LIFETIME_S = { account: 2 * 60 * 60, staff: 8 * 60 * 60 } as const;

/** A session that has begun. */
interface BegunSession {
  /** The cookie's value. */
  readonly token: string;
  readonly seconds: number;
  readonly signedIn: SignedIn;
}

/** One answer for every reason: unknown, wrong, locked, not activated. */
type SignInResult = Result<BegunSession, 'signInRefused'>;

/** Where a sign-in comes from. */
interface Caller {
  readonly by: AuditActor;
  /** Token hash of a session that this browser has already: the new one takes its place. */
  readonly previous: string | null;
}

async function beginSession(
  transaction: StoreTransaction,
  holder: SessionHolder,
  seconds: number,
  { previous }: Caller,
  now: Moment,
): Promise<Omit<BegunSession, 'signedIn'>> {
  if (previous !== null) await deleteSession(transaction, previous);
  const token = newToken();
  const expiresAt = isoInstant(now.ms + seconds * 1_000);
  await insertSession(transaction, { tokenHash: tokenHash(token), holder, expiresAt }, now.instant);
  return { token, seconds };
}

/** Signs an individual in (S4), or a user of a company or entity by their user code (رمز المستخدم). */
export async function signIn(
  context: AccountContext,
  { realm, civilId, password }: BodyOf<typeof ACCOUNT_ROUTES.signIn>,
  caller: Caller,
): Promise<SignInResult> {
  const seen = await findAccountOfPerson(context.store.reader, realm, civilId);
  const begun = await tryPassword(
    context,
    { seen, password, by: caller.by, refusal: 'signInRefused' },
    async (transaction, { accountId, holding, language }, now) => {
      const seconds = SESSION_LIFETIME_S.account;
      const session = await beginSession(transaction, { accountId }, seconds, caller, now);
      const signedIn = await describeAccount(transaction, { role: holding.role, civilId, language });
      return { value: { ...session, signedIn }, facts: [{ action: 'signedIn', accountId }] };
    },
  );
  return begun === null ? failure('signInRefused') : success(begun);
}

/** Signs staff in with password and authenticator code; after too many failures they wait. */
export async function signInStaff(
  context: AccountContext,
  { userName, password, code }: BodyOf<typeof ACCOUNT_ROUTES.signInStaff>,
  caller: Caller,
): Promise<SignInResult> {
  const seen = await findStaff(context.store.reader, userName);
  const begun = await tryStaff(
    context,
    { seen, password, code, by: caller.by, refusal: 'staffSignInRefused' },
    async (transaction, { staffId }, now) => {
      const session = await beginSession(transaction, { staffId }, SESSION_LIFETIME_S.staff, caller, now);
      const signedIn = await describeStaff(transaction, staffId);
      return { value: { ...session, signedIn }, facts: [{ action: 'staffSignedIn', staffId }] };
    },
  );
  return begun === null ? failure('signInRefused') : success(begun);
}
