import { randomUUID } from 'node:crypto';
import type { ACCOUNT_ROUTES } from '../../../contracts/portal-api/accounts.ts';
import type { BodyOf } from '../../../contracts/portal-api/route.ts';
import {
  type Account,
  changeAccount,
  findAccountOfPerson,
  insertAccount,
  takeAccount,
} from '../../store/accounts.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { type AccountFact, NOBODY } from '../audit/account-facts.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { mailAlreadyRegistered, mailFirstLink, mailLink, mayAskForMail } from './account-mail.ts';
import { type AccountContext, type Moment, moment, record } from './context.ts';

type Registration = BodyOf<typeof ACCOUNT_ROUTES.register>;

/**
 * Registers an individual (S4). Whoever asks learns nothing: what came of it is told by mail alone, and every outcome is
 * written to the trail, so that each takes as long.
 */
export function register(context: AccountContext, registration: Registration, by: AuditActor): Promise<void> {
  return context.store.transaction(async (transaction) => {
    const now = moment(context);
    const known = await findAccountOfPerson(transaction, 'individual', registration.civilId);
    const fact =
      known === null
        ? await registerFirst(context, transaction, registration, now)
        : await registerAgain(context, transaction, known, registration, now);
    await record(transaction, [fact], by, now);
  });
}

async function registerFirst(
  context: AccountContext,
  transaction: StoreTransaction,
  registration: Registration,
  now: Moment,
): Promise<AccountFact> {
  if ((await findPerson(transaction, registration.civilId)) === null)
    return { action: 'registrationRefused', accountId: NOBODY };
  const accountId = randomUUID();
  const holding = { role: 'individual' } as const;
  await insertAccount(transaction, { accountId, holding, ...registration }, now.instant);
  await mailFirstLink(context, transaction, { accountId, holding, ...registration }, now);
  return { action: 'accountRegistered', accountId };
}

/**
 * Until an account is activated, nobody has proven to be at its address: the last registration holds, so that a mistyped
 * address shuts nobody out. Afterwards its holder is told, at their own address.
 */
async function registerAgain(
  context: AccountContext,
  transaction: StoreTransaction,
  known: Account,
  { email, mobile, language }: Registration,
  now: Moment,
): Promise<AccountFact> {
  const account = await takeAccount(transaction, known.accountId);
  const { accountId } = account;
  if (await mayAskForMail(transaction, accountId, now)) {
    if (account.passwordHash === null) {
      await changeAccount(transaction, accountId, { email, mobile, language });
      await mailLink(context, transaction, { ...account, email, language }, 'activation', now);
    } else {
      await mailAlreadyRegistered(context, transaction, account, now);
    }
  }
  return { action: 'registrationRepeated', accountId };
}
