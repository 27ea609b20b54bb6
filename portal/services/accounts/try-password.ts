import { type Account, changeAccount, takeAccount } from '../../store/accounts.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { type AccountFact, NOBODY } from '../audit/account-facts.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { mailLink } from './account-mail.ts';
import { type AccountContext, type Moment, moment, record } from './context.ts';
import { judgeTry } from './sign-in-rules.ts';

/** One try at the password of an account. */
interface PasswordTry {
  /** The account as it was found; `null` when there is none, which takes as long to refuse. */
  readonly seen: Account | null;
  readonly password: string;
  readonly by: AuditActor;
  /** What a refused try is in the trail. */
  readonly refusal: 'signInRefused' | 'passwordRefused';
}

/** What an accepted try leads to. */
interface Accepted<Value> {
  readonly value: Value;
  readonly facts: readonly AccountFact[];
}

/**
 * Does `accepted` if the password is right; otherwise counts the failure, locks the account at the last that is allowed
 * and mails the link that opens it. All of it in one transaction, in the order of the tries, so tries made at once are
 * counted like tries made one after another.
 * @returns what `accepted` gave, or `null` when the try was refused, for whatever reason
 */
export async function tryPassword<Value>(
  context: AccountContext,
  { seen, password, by, refusal }: PasswordTry,
  accepted: (transaction: StoreTransaction, account: Account, now: Moment) => Promise<Accepted<Value>>,
): Promise<Value | null> {
  const right = await context.passwords.verify(seen?.passwordHash ?? null, password);
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    if (seen === null) {
      await record(transaction, [{ action: refusal, accountId: NOBODY }], by, now);
      return null;
    }
    const account = await takeAccount(transaction, seen.accountId);
    const { accountId } = account;
    const { verdict, failedSignIns } = judgeTry(account, right && account.passwordHash === seen.passwordHash);
    if (failedSignIns !== account.failedSignIns || verdict === 'locked')
      await changeAccount(transaction, accountId, { failedSignIns, locked: verdict === 'locked' });
    if (verdict === 'accepted') {
      const { value, facts } = await accepted(transaction, account, now);
      await record(transaction, facts, by, now);
      return value;
    }
    const facts: AccountFact[] = [{ action: refusal, accountId }];
    if (verdict === 'locked') {
      await mailLink(context, transaction, account, 'unlock', now);
      facts.push({ action: 'accountLocked', accountId });
    }
    await record(transaction, facts, by, now);
    return null;
  });
}
