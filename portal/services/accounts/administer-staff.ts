import { randomUUID } from 'node:crypto';
import type { CivilId } from '../../../contracts/civil-id.ts';
import { type IsoInstant, isoInstant } from '../../../contracts/calendar.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import { ACCOUNT_PAGES } from '../../../contracts/portal-api/accounts.ts';
import type { StaffRole } from '../../../contracts/portal-api/route.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { deleteSessionsOfStaff } from '../../store/sessions.ts';
import {
  changeStaffStanding,
  findStaff,
  forgetStaffLink,
  insertStaff,
  putStaffLink,
  type StaffMember,
  setStaffSecret,
  setStaffSuspended,
  takeStaff,
} from '../../store/staff.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { AccountFact } from '../audit/account-facts.ts';
import { newToken, tokenHash } from '../secret-token.ts';
import { type AccountContext, type Moment, moment, record } from './context.ts';
import { newTotpSecret, totpUri } from './totp.ts';

/** How long an administrator has to hand a link over and a member to use it, in milliseconds. */
export const STAFF_LINK_LASTS_MS = 72 * 60 * 60_000;

const BY_COMMAND = { actor: 'command:staff', origin: 'command line' } as const;

/** A link that sets a member's password, once. Whoever has it and the authenticator is that member: it is handed over in person. */
export interface StaffLink {
  readonly setUpUrl: string;
  readonly expiresAt: IsoInstant;
}

/** What an authenticator is set up with: `otpauth://…`, also as a QR symbol. */
export interface Authenticator {
  readonly authenticator: string;
}

async function makeLink(
  { publicUrl }: AccountContext,
  transaction: StoreTransaction,
  staffId: string,
  now: Moment,
): Promise<StaffLink> {
  const token = newToken();
  const expiresAt = isoInstant(now.ms + STAFF_LINK_LASTS_MS);
  await putStaffLink(transaction, { staffId, tokenHash: tokenHash(token), expiresAt });
  return { setUpUrl: `${publicUrl}${ACCOUNT_PAGES.staffSetUp}#${token}`, expiresAt };
}

/** A member of staff who is to be. */
export interface NewStaffMember {
  /** As `StaffUserName` spells it. */
  readonly userName: string;
  readonly name: Bilingual;
  readonly role: StaffRole;
  /** Nobody decides their own request. */
  readonly civilId: CivilId;
}

/** Enrols a member of staff, who can sign in once they have used the link: until then their password is one that nobody knows. */
export async function enrolStaff(
  context: AccountContext,
  { userName, ...member }: NewStaffMember,
): Promise<Result<StaffLink & Authenticator, 'userNameTaken'>> {
  const passwordHash = await context.passwords.hash(newToken());
  const totpSecret = newTotpSecret();
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    if ((await findStaff(transaction, userName)) !== null) return failure('userNameTaken');
    const staffId = randomUUID();
    await insertStaff(transaction, { staffId, userName, ...member, passwordHash, totpSecret });
    const link = await makeLink(context, transaction, staffId, now);
    await record(transaction, [{ action: 'staffEnrolled', staffId }], BY_COMMAND, now);
    return success({ ...link, authenticator: totpUri(totpSecret, userName) });
  });
}

type StaffAction = Extract<AccountFact, { readonly staffId: string }>['action'];

/** Does something about a member and writes it to the trail. */
function administer<Value>(
  context: AccountContext,
  userName: string,
  action: StaffAction,
  work: (transaction: StoreTransaction, member: StaffMember, now: Moment) => Promise<Value>,
): Promise<Result<Value, 'unknownUserName'>> {
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    const found = await findStaff(transaction, userName);
    if (found === null) return failure('unknownUserName');
    const member = await takeStaff(transaction, found.staffId);
    const value = await work(transaction, member, now);
    await record(transaction, [{ action, staffId: member.staffId }], BY_COMMAND, now);
    return success(value);
  });
}

/** A new link for a member whose link is too old, or who has forgotten the password; an older one can be used no more. */
export function renewStaffLink(
  context: AccountContext,
  userName: string,
): Promise<Result<StaffLink, 'unknownUserName'>> {
  return administer(context, userName, 'staffLinkMade', (transaction, { staffId }, now) =>
    makeLink(context, transaction, staffId, now),
  );
}

/** A new second factor in place of a lost one, which is worth nothing from now on; the member is signed out everywhere. */
export function resetSecondFactor(
  context: AccountContext,
  userName: string,
): Promise<Result<Authenticator, 'unknownUserName'>> {
  const secret = newTotpSecret();
  return administer(context, userName, 'staffSecondFactorReset', async (transaction, member) => {
    const { staffId } = member;
    await setStaffSecret(transaction, staffId, secret);
    await changeStaffStanding(transaction, staffId, { failedSignIns: 0, lockedUntil: null, lastTotpStep: 0 });
    await deleteSessionsOfStaff(transaction, staffId, null);
    return { authenticator: totpUri(secret, member.userName) };
  });
}

/** Suspends a member (إيقاف): signed out everywhere at once, with no link left, until they are reinstated. */
export function suspendStaff(
  context: AccountContext,
  userName: string,
): Promise<Result<Record<string, never>, 'unknownUserName'>> {
  return administer(context, userName, 'staffSuspended', async (transaction, { staffId }) => {
    await setStaffSuspended(transaction, staffId, true);
    await forgetStaffLink(transaction, staffId);
    await deleteSessionsOfStaff(transaction, staffId, null);
    return {};
  });
}

/** Lets a suspended member sign in again (تفعيل). */
export function reinstateStaff(
  context: AccountContext,
  userName: string,
): Promise<Result<Record<string, never>, 'unknownUserName'>> {
  return administer(context, userName, 'staffReinstated', async (transaction, { staffId }) => {
    await setStaffSuspended(transaction, staffId, false);
    return {};
  });
}
