import type { ACCOUNT_ROUTES } from '../../../contracts/portal-api/accounts.ts';
import type { BodyOf } from '../../../contracts/portal-api/route.ts';
import { findAccountOfPerson, takeAccount } from '../../store/accounts.ts';
import { NOBODY } from '../audit/account-facts.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { mailLink, mayAskForMail } from './account-mail.ts';
import { type AccountContext, moment, record } from './context.ts';

/**
 * Mails a link that sets a new password, or the first one when the account awaits its activation. Whoever asks learns
 * nothing.
 */
export function requestPasswordReset(
  context: AccountContext,
  { realm, civilId }: BodyOf<typeof ACCOUNT_ROUTES.requestPasswordReset>,
  by: AuditActor,
): Promise<void> {
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    const known = await findAccountOfPerson(transaction, realm, civilId);
    if (known !== null) {
      const account = await takeAccount(transaction, known.accountId);
      if (await mayAskForMail(transaction, account.accountId, now))
        await mailLink(
          context,
          transaction,
          account,
          account.passwordHash === null ? 'activation' : 'passwordReset',
          now,
        );
    }
    const accountId = known?.accountId ?? NOBODY;
    await record(transaction, [{ action: 'passwordResetAsked', accountId }], by, now);
  });
}
