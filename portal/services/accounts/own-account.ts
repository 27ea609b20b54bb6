import type { AccountProfile, ACCOUNT_ROUTES } from '../../../contracts/portal-api/accounts.ts';
import type { BodyOf } from '../../../contracts/portal-api/route.ts';
import type { Language } from '../../../contracts/language.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { AccountActor, Actor } from '../../http/api/handlers.ts';
import { changeAccount, getAccount, takeAccount } from '../../store/accounts.ts';
import { deleteSession } from '../../store/sessions.ts';
import { setStaffLanguage } from '../../store/staff.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { mailChanged, mailLink, mayAskForMail } from './account-mail.ts';
import { type AccountContext, moment, record } from './context.ts';
import { registeredNames } from './describe.ts';
import { tryPassword } from './try-password.ts';

type Nothing = Record<string, never>;

/** What an account tells its holder. */
export async function profile({ store }: AccountContext, actor: AccountActor): Promise<AccountProfile> {
  const { civilId, email, mobile, emailAwaitingConfirmation } = await getAccount(
    store.reader,
    actor.accountId,
  );
  const names = await registeredNames(store.reader, civilId);
  return { civilId, ...names, email, mobile, emailAwaitingConfirmation };
}

/**
 * Mails a link to a new address, which holds once that was used. The password is asked again, and wrong ones count as
 * failed sign-ins.
 */
export async function changeEmail(
  context: AccountContext,
  actor: AccountActor,
  { email, password }: BodyOf<typeof ACCOUNT_ROUTES.changeEmail>,
  by: AuditActor,
): Promise<Result<Nothing, 'passwordWrong' | 'tooManyRequests'>> {
  const seen = await getAccount(context.store.reader, actor.accountId);
  const changed = await tryPassword<Result<Nothing, 'tooManyRequests'>>(
    context,
    { seen, password, by, refusal: 'passwordRefused' },
    async (transaction, account, now) => {
      const { accountId } = account;
      if (!(await mayAskForMail(transaction, accountId, now)))
        return { value: failure('tooManyRequests'), facts: [] };
      await changeAccount(transaction, accountId, { emailAwaitingConfirmation: email });
      await mailLink(context, transaction, { ...account, email }, 'emailConfirmation', now);
      return { value: success({}), facts: [{ action: 'emailChangeAsked', accountId }] };
    },
  );
  return changed ?? failure('passwordWrong');
}

/** Changes the mobile number. The password is asked again, and wrong ones count as failed sign-ins. */
export async function changeMobile(
  context: AccountContext,
  actor: AccountActor,
  { mobile, password }: BodyOf<typeof ACCOUNT_ROUTES.changeMobile>,
  by: AuditActor,
): Promise<Result<Nothing, 'passwordWrong'>> {
  const seen = await getAccount(context.store.reader, actor.accountId);
  const changed = await tryPassword(
    context,
    { seen, password, by, refusal: 'passwordRefused' },
    async (transaction, account, now) => {
      const { accountId } = account;
      if (mobile === account.mobile) return { value: true, facts: [] };
      await changeAccount(transaction, accountId, { mobile });
      await mailChanged(context, transaction, account, 'mobile', now);
      return { value: true, facts: [{ action: 'mobileChanged', accountId }] };
    },
  );
  return changed === null ? failure('passwordWrong') : success({});
}

/** Keeps the language of the screens and mails. */
export function changeLanguage(
  context: AccountContext,
  actor: Actor,
  language: Language,
  by: AuditActor,
): Promise<void> {
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    if ('accountId' in actor) {
      const { accountId } = await takeAccount(transaction, actor.accountId);
      await changeAccount(transaction, accountId, { language });
      await record(transaction, [{ action: 'languageChanged', accountId }], by, now);
      return;
    }
    const { staffId } = actor;
    await setStaffLanguage(transaction, staffId, language);
    await record(transaction, [{ action: 'staffLanguageChanged', staffId }], by, now);
  });
}

/** Ends the session of `actor`. */
export function signOut(
  context: AccountContext,
  actor: Actor,
  tokenHash: string,
  by: AuditActor,
): Promise<void> {
  return context.store.transaction(async (transaction) => {
    await deleteSession(transaction, tokenHash);
    const fact =
      'accountId' in actor
        ? ({ action: 'signedOut', accountId: actor.accountId } as const)
        : ({ action: 'staffSignedOut', staffId: actor.staffId } as const);
    await record(transaction, [fact], by, moment(context));
  });
}
