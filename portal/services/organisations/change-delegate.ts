import type { Email, Mobile } from '../../../contracts/contact.ts';
import type { CompanyId } from '../../../contracts/organisation.ts';
import type { DelegateId } from '../../../contracts/portal-api/organisations.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type Account, changeAccount, forgetLink, takeAccount } from '../../store/accounts.ts';
import { type DelegateOnFile, findDelegate, moveDelegate, setGrants } from '../../store/delegates.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { mailChanged, mailLink, mayAskForMail } from '../accounts/account-mail.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import type { OrganisationFact } from '../audit/organisation-facts.ts';
import type { MainUser, OrganisationContext } from './context.ts';
import { areOwnCompanies } from './create-delegate.ts';

/** A delegate in the transaction that changes them. */
interface Changing {
  readonly transaction: StoreTransaction;
  readonly delegate: DelegateOnFile;
  readonly account: Account;
  readonly now: Moment;
}

type ChangeFault = 'notFound' | 'changedMeanwhile';

/**
 * Does `change` to a delegate as they were at `version` (`null`: as they are), and writes its facts to the trail. Without
 * facts there was nothing to change.
 */
function changeDelegate<Fault>(
  context: OrganisationContext,
  { organisationId, by }: MainUser,
  delegateId: DelegateId,
  version: number | null,
  change: (changing: Changing) => Promise<Result<readonly OrganisationFact[], Fault>>,
): Promise<Result<null, Fault | ChangeFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction): Promise<Result<null, Fault | ChangeFault>> => {
    const found = await findDelegate(transaction, organisationId, delegateId);
    if (found === null) return failure('notFound');
    const account = await takeAccount(transaction, delegateId);
    // Read again: whoever had taken the account may have changed it.
    const delegate = await findDelegate(transaction, organisationId, delegateId);
    if (delegate === null) return failure('notFound');
    if (version !== null && delegate.version !== version) return failure('changedMeanwhile');
    const changed = await change({ transaction, delegate, account, now });
    if (!changed.ok) return changed;
    if (changed.value.length === 0) return success(null);
    await moveDelegate(transaction, delegateId, delegate.version);
    await record(transaction, changed.value, by, now.instant);
    return success(null);
  });
}

/** Adds and cancels companies (إضافة / إلغاء): what a delegate may do is read at each of their requests, so it holds at once. */
export function changeDelegateCompanies(
  context: OrganisationContext,
  mainUser: MainUser,
  delegateId: DelegateId,
  { version, companies }: { readonly version: number; readonly companies: readonly CompanyId[] },
): Promise<Result<null, ChangeFault | 'notYourCompany'>> {
  return changeDelegate(
    context,
    mainUser,
    delegateId,
    version,
    async ({ transaction, delegate }): Promise<Result<readonly OrganisationFact[], 'notYourCompany'>> => {
      if (!(await areOwnCompanies(transaction, mainUser.organisationId, companies)))
        return failure('notYourCompany');
      const before = new Set(delegate.companies);
      const wanted = new Set(companies);
      const granted = [...wanted].filter((companyId) => !before.has(companyId));
      const revoked = [...before].filter((companyId) => !wanted.has(companyId));
      if (granted.length + revoked.length === 0) return success([]);
      await setGrants(transaction, delegateId, [...wanted]);
      return success([{ action: 'delegateGrantsChanged', accountId: delegateId, granted, revoked }]);
    },
  );
}

/**
 * Asks for another address. Until a delegate has used their first link nobody has proven to be at the old one, so the new one
 * takes its place and gets an activation link; afterwards it holds once its own link was used.
 */
async function changeEmail(
  context: OrganisationContext,
  { transaction, delegate, account, now }: Changing,
  email: Email,
): Promise<Result<readonly OrganisationFact[], 'tooManyRequests'>> {
  const { accountId } = account;
  if (email === (account.emailAwaitingConfirmation ?? account.email)) return success([]);
  if (email === account.email) {
    // The address that was asked for is taken back, and so is its link.
    await changeAccount(transaction, accountId, { emailAwaitingConfirmation: null });
    await forgetLink(transaction, accountId, 'emailConfirmation');
    return success([{ action: 'delegateEmailChangeAsked', accountId }]);
  }
  if (!(await mayAskForMail(transaction, accountId, now))) return failure('tooManyRequests');
  await changeAccount(
    transaction,
    accountId,
    delegate.activated ? { emailAwaitingConfirmation: email } : { email },
  );
  await mailLink(
    context,
    transaction,
    { ...account, email },
    delegate.activated ? 'emailConfirmation' : 'activation',
    now,
  );
  return success([{ action: 'delegateEmailChangeAsked', accountId }]);
}

/** Changes e-mail, which must be confirmed again, and mobile (تعديل بيانات مستخدمين النظام). */
export function changeDelegateContact(
  context: OrganisationContext,
  mainUser: MainUser,
  delegateId: DelegateId,
  {
    version,
    email,
    mobile,
  }: { readonly version: number; readonly email: Email; readonly mobile: Mobile | null },
): Promise<Result<null, ChangeFault | 'tooManyRequests'>> {
  return changeDelegate(
    context,
    mainUser,
    delegateId,
    version,
    async (changing): Promise<Result<readonly OrganisationFact[], 'tooManyRequests'>> => {
      const { transaction, account, delegate, now } = changing;
      const asked = await changeEmail(context, changing, email);
      if (!asked.ok) return asked;
      if (mobile === account.mobile) return asked;
      await changeAccount(transaction, delegateId, { mobile });
      if (delegate.activated) await mailChanged(context, transaction, account, 'mobile', now);
      return success([...asked.value, { action: 'delegateMobileChanged', accountId: delegateId }]);
    },
  );
}

/** Suspends a delegate (إيقاف): every session of theirs ends. */
export function suspendDelegate(
  context: OrganisationContext,
  mainUser: MainUser,
  delegateId: DelegateId,
  version: number,
): Promise<Result<null, ChangeFault | 'notInThisState'>> {
  return changeDelegate(
    context,
    mainUser,
    delegateId,
    version,
    async ({ transaction, delegate }): Promise<Result<readonly OrganisationFact[], 'notInThisState'>> => {
      if (delegate.suspended) return failure('notInThisState');
      await changeAccount(transaction, delegateId, { suspended: true });
      await deleteSessionsOf(transaction, delegateId);
      return success([{ action: 'delegateSuspended', accountId: delegateId }]);
    },
  );
}

/** Reactivates a suspended delegate (تفعيل); one who never used their link awaits it again. */
export function reactivateDelegate(
  context: OrganisationContext,
  mainUser: MainUser,
  delegateId: DelegateId,
): Promise<Result<null, ChangeFault | 'notInThisState'>> {
  return changeDelegate(
    context,
    mainUser,
    delegateId,
    null,
    async ({ transaction, delegate }): Promise<Result<readonly OrganisationFact[], 'notInThisState'>> => {
      if (!delegate.suspended) return failure('notInThisState');
      await changeAccount(transaction, delegateId, { suspended: false });
      return success([{ action: 'delegateReactivated', accountId: delegateId }]);
    },
  );
}

/** Mails the activation link again; the one before stops working. */
export function resendDelegateActivation(
  context: OrganisationContext,
  mainUser: MainUser,
  delegateId: DelegateId,
): Promise<Result<null, ChangeFault | 'notInThisState' | 'tooManyMails'>> {
  return changeDelegate(
    context,
    mainUser,
    delegateId,
    null,
    async ({
      transaction,
      delegate,
      account,
      now,
    }): Promise<Result<readonly OrganisationFact[], 'notInThisState' | 'tooManyMails'>> => {
      if (delegate.activated || delegate.suspended) return failure('notInThisState');
      if (!(await mayAskForMail(transaction, delegateId, now))) return failure('tooManyMails');
      await mailLink(context, transaction, account, 'activation', now);
      return success([{ action: 'delegateActivationMailed', accountId: delegateId }]);
    },
  );
}
