import type { ACCOUNT_ROUTES, PasswordFault } from '../../../contracts/portal-api/accounts.ts';
import type { BodyOf } from '../../../contracts/portal-api/route.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { deleteSessionsOfStaff } from '../../store/sessions.ts';
import {
  changeStaffStanding,
  findLinkedStaff,
  forgetStaffLink,
  getStaff,
  type StaffMember,
  setStaffPassword,
  takeStaff,
} from '../../store/staff.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { tokenHash } from '../secret-token.ts';
import { type AccountContext, moment, record } from './context.ts';
import { passwordFault } from './password-policy.ts';
import { totpStep } from './totp.ts';
import { tryStaff } from './try-staff.ts';

type Nothing = Record<string, never>;

/** What the policy of staff, which is always `modern`, has against a new password of this member. */
function faultOf({ userName, civilId }: StaffMember, password: string): PasswordFault | null {
  return passwordFault('modern', password, [userName.toLowerCase(), civilId]);
}

/**
 * Changes the own password. Present password and code are asked, and wrong ones count as failed sign-ins; every other session of
 * the member ends.
 * @param session token hash of the session that asks, which goes on
 */
export async function changeStaffPassword(
  context: AccountContext,
  staffId: string,
  { presentPassword, code, password }: BodyOf<typeof ACCOUNT_ROUTES.changeStaffPassword>,
  { by, session }: { readonly by: AuditActor; readonly session: string | null },
): Promise<Result<Nothing, 'staffCredentialsWrong' | PasswordFault>> {
  const seen = await getStaff(context.store.reader, staffId);
  const fault = faultOf(seen, password);
  if (fault !== null) return failure(fault);
  // Hashing takes its time on purpose, so it is done before the transaction.
  const passwordHash = await context.passwords.hash(password);
  const changed = await tryStaff(
    context,
    { seen, password: presentPassword, code, by, refusal: 'staffPasswordRefused' },
    async (transaction) => {
      await setStaffPassword(transaction, staffId, passwordHash);
      await forgetStaffLink(transaction, staffId);
      await deleteSessionsOfStaff(transaction, staffId, session);
      return { value: true, facts: [{ action: 'staffPasswordChanged', staffId }] };
    },
  );
  return changed === null ? failure('staffCredentialsWrong') : success({});
}

/**
 * Uses the link that an administrator handed over: sets the password, once a code shows that the authenticator is set up. Every
 * session that was there before ends.
 */
export async function setUpStaff(
  context: AccountContext,
  { token, password, code }: BodyOf<typeof ACCOUNT_ROUTES.setUpStaff>,
  by: AuditActor,
): Promise<Result<Nothing, 'linkNotValid' | 'codeWrong' | PasswordFault>> {
  const { store, passwords } = context;
  const hash = tokenHash(token);
  const seen = await findLinkedStaff(store.reader, hash, moment(context).instant);
  if (seen === null) return failure('linkNotValid');
  const fault = faultOf(seen, password);
  if (fault !== null) return failure(fault);
  const passwordHash = await passwords.hash(password);
  return store.transaction(async (transaction) => {
    const now = moment(context);
    const member = await takeStaff(transaction, seen.staffId);
    const { staffId } = member;
    // Used, replaced or suspended meanwhile: the link no longer leads here.
    if ((await findLinkedStaff(transaction, hash, now.instant)) === null) return failure('linkNotValid');
    const step = totpStep(member.totpSecret, code, now.ms);
    if (step === null || step <= member.lastTotpStep) return failure('codeWrong');
    await setStaffPassword(transaction, staffId, passwordHash);
    await changeStaffStanding(transaction, staffId, {
      failedSignIns: 0,
      lockedUntil: null,
      lastTotpStep: step,
    });
    await forgetStaffLink(transaction, staffId);
    await deleteSessionsOfStaff(transaction, staffId, null);
    await record(transaction, [{ action: 'staffSetUp', staffId }], by, now);
    return success({});
  });
}
