import type { PasswordFault } from '../../../contracts/portal-api/accounts.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import {
  type Account,
  changeAccount,
  findLinkedAccount,
  forgetLinks,
  getAccount,
  spendLink,
  takeAccount,
} from '../../store/accounts.ts';
import type { LinkPurpose } from '../../store/schema.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { AccountFact } from '../audit/account-facts.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { mailChanged } from './account-mail.ts';
import { type AccountContext, type Moment, moment, record } from './context.ts';
import { passwordFault } from './password-policy.ts';
import { tokenHash } from '../secret-token.ts';

type LinkResult<Fault = never> = Result<Record<string, never>, 'linkNotValid' | Fault>;

/** Spends a link and does what it is for, in one transaction. */
function followLink(
  context: AccountContext,
  purpose: LinkPurpose,
  token: string,
  by: AuditActor,
  work: (transaction: StoreTransaction, account: Account, now: Moment) => Promise<AccountFact>,
): Promise<LinkResult> {
  const hash = tokenHash(token);
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    const accountId = await findLinkedAccount(transaction, hash, purpose, now.instant);
    if (accountId === null) return failure('linkNotValid');
    const account = await takeAccount(transaction, accountId);
    if (!(await spendLink(transaction, hash))) return failure('linkNotValid');
    await record(transaction, [await work(transaction, account, now)], by, now);
    return success({});
  });
}

/** Opens a locked account again. */
export function unlock(context: AccountContext, token: string, by: AuditActor): Promise<LinkResult> {
  return followLink(context, 'unlock', token, by, async (transaction, { accountId }) => {
    await changeAccount(transaction, accountId, { locked: false, failedSignIns: 0 });
    return { action: 'accountUnlocked', accountId };
  });
}

/** Puts the address that a link was mailed to in place of the old one, which is told. */
export function confirmEmail(context: AccountContext, token: string, by: AuditActor): Promise<LinkResult> {
  return followLink(context, 'emailConfirmation', token, by, async (transaction, account, now) => {
    const { accountId, emailAwaitingConfirmation: email } = account;
    if (email === null) throw new Error('a confirmation link without an address');
    await changeAccount(transaction, accountId, { email, emailAwaitingConfirmation: null });
    await mailChanged(context, transaction, account, 'email', now);
    return { action: 'emailChanged', accountId };
  });
}

/**
 * Sets the password that `purpose` is for. Whoever holds the link holds the account: it is open again, and every session,
 * other link and unconfirmed address that was there before ends.
 */
export async function setPassword(
  context: AccountContext,
  purpose: 'activation' | 'passwordReset',
  { token, password }: { readonly token: string; readonly password: string },
  by: AuditActor,
): Promise<LinkResult<PasswordFault>> {
  const { store, passwords, passwordPolicy } = context;
  const holder = await findLinkedAccount(store.reader, tokenHash(token), purpose, moment(context).instant);
  if (holder === null) return failure('linkNotValid');
  const { civilId, email } = await getAccount(store.reader, holder);
  const fault = passwordFault(passwordPolicy, password, [civilId, email]);
  if (fault !== null) return failure(fault);
  // Hashing takes its time on purpose, so it is done before the transaction.
  const passwordHash = await passwords.hash(password);
  return followLink(context, purpose, token, by, async (transaction, account, now) => {
    const { accountId } = account;
    await changeAccount(transaction, accountId, {
      passwordHash,
      emailAwaitingConfirmation: null,
      locked: false,
      failedSignIns: 0,
    });
    await forgetLinks(transaction, accountId);
    await deleteSessionsOf(transaction, accountId);
    if (purpose === 'activation') return { action: 'accountActivated', accountId };
    await mailChanged(context, transaction, account, 'password', now);
    return { action: 'passwordChanged', accountId };
  });
}
