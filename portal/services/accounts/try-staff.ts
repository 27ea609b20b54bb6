import { changeStaffStanding, type StaffMember, takeStaff } from '../../store/staff.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { type AccountFact, NOBODY } from '../audit/account-facts.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { type AccountContext, type Moment, moment, record } from './context.ts';
import { judgeStaffTry } from './sign-in-rules.ts';
import { totpStep } from './totp.ts';

/** One try at the password and code of a member of staff. */
interface StaffTry {
  /** The member as found; `null` when there is none, which takes as long to refuse. */
  readonly seen: StaffMember | null;
  readonly password: string;
  readonly code: string;
  readonly by: AuditActor;
  /** What a refused try is in the trail. */
  readonly refusal: 'staffSignInRefused' | 'staffPasswordRefused';
}

/** What an accepted try leads to. */
interface Accepted<Value> {
  readonly value: Value;
  readonly facts: readonly AccountFact[];
}

/**
 * Does `accepted` if password and code are right and the member is not suspended; otherwise counts the failure, and lets the
 * member wait after the last that is allowed. All of it in one transaction, in the order of the tries.
 * @returns what `accepted` gave, or `null` when the try was refused, for whatever reason
 */
export async function tryStaff<Value>(
  context: AccountContext,
  { seen, password, code, by, refusal }: StaffTry,
  accepted: (transaction: StoreTransaction, member: StaffMember, now: Moment) => Promise<Accepted<Value>>,
): Promise<Value | null> {
  const right = await context.passwords.verify(seen?.passwordHash ?? null, password);
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    if (seen === null) {
      await record(transaction, [{ action: refusal, staffId: NOBODY }], by, now);
      return null;
    }
    const member = await takeStaff(transaction, seen.staffId);
    const { staffId } = member;
    const { verdict, standing } = judgeStaffTry(
      member,
      {
        passwordRight: right && member.passwordHash === seen.passwordHash && !member.suspended,
        totpStep: totpStep(member.totpSecret, code, now.ms),
      },
      now.ms,
    );
    await changeStaffStanding(transaction, staffId, standing);
    if (verdict === 'accepted') {
      const { value, facts } = await accepted(transaction, member, now);
      await record(transaction, facts, by, now);
      return value;
    }
    const facts: AccountFact[] = [{ action: refusal, staffId }];
    if (verdict === 'locked') facts.push({ action: 'staffLocked', staffId });
    await record(transaction, facts, by, now);
    return null;
  });
}
