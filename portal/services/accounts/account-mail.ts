import { type IsoInstant, isoInstant } from '../../../contracts/calendar.ts';
import type { Language } from '../../../contracts/language.ts';
import { ACCOUNT_PAGES } from '../../../contracts/portal-api/accounts.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { type Account, type AccountHolding, countAskedMail, putLink } from '../../store/accounts.ts';
import { queueMail } from '../../store/mails.ts';
import { getOrganisation } from '../../store/organisations.ts';
import type { LinkPurpose } from '../../store/schema.ts';
import type { StoreTransaction } from '../../store/store.ts';
import {
  type AccountChange,
  accountChangedMail,
  alreadyRegisteredMail,
  linkMail,
  userActivationMail,
} from '../../texts/mails/account-mails.ts';
import type { AccountContext, Moment } from './context.ts';
import { newToken, tokenHash } from '../secret-token.ts';

const HOUR_MS = 60 * 60_000;

/** How long a mailed link can be used, in milliseconds. */
export const LINK_LIFETIME_MS: Readonly<Record<LinkPurpose, number>> = {
  activation: 72 * HOUR_MS,
  unlock: 24 * HOUR_MS,
  passwordReset: HOUR_MS,
  emailConfirmation: 24 * HOUR_MS,
};

/** Mails that anybody can have sent to one account within {@link ASKED_MAILS_WINDOW_MS}; more are not sent. */
export const ASKED_MAILS_MOST = 3;
export const ASKED_MAILS_WINDOW_MS = HOUR_MS;

/** Whom a mail goes to. */
interface Addressee {
  readonly accountId: string;
  readonly holding: AccountHolding;
  readonly email: string;
  readonly language: Language;
}

/** Writes the mail of a link; users of an organisation never asked for their account, so theirs says whose it is. */
async function writeLinkMail(
  transaction: StoreTransaction,
  { holding, language }: Addressee,
  purpose: LinkPurpose,
  use: { readonly url: string; readonly expiresAt: IsoInstant },
): Promise<MailContent> {
  if (holding.role === 'individual' || purpose !== 'activation') return linkMail(purpose, use, language);
  const { name } = await getOrganisation(transaction, holding.organisationId);
  return userActivationMail({ ...use, role: holding.role, organisation: name }, language);
}

/** Whether one more mail may be sent to an account because somebody asked for it; counts it if so. The account must have been taken. */
export function mayAskForMail(
  transaction: StoreTransaction,
  accountId: string,
  now: Moment,
): Promise<boolean> {
  const since = isoInstant(now.ms - ASKED_MAILS_WINDOW_MS);
  return countAskedMail(transaction, accountId, { most: ASKED_MAILS_MOST, since }, now.instant);
}

/** Mails a link that can be used once; an older one of the same purpose can be used no more. */
export async function mailLink(
  { publicUrl }: Pick<AccountContext, 'publicUrl'>,
  transaction: StoreTransaction,
  addressee: Addressee,
  purpose: LinkPurpose,
  now: Moment,
): Promise<void> {
  const { accountId, email } = addressee;
  const token = newToken();
  const expiresAt = isoInstant(now.ms + LINK_LIFETIME_MS[purpose]);
  await putLink(transaction, { tokenHash: tokenHash(token), accountId, purpose, expiresAt }, now.instant);
  const url = `${publicUrl}${ACCOUNT_PAGES[purpose]}#${token}`;
  const mail = await writeLinkMail(transaction, addressee, purpose, { url, expiresAt });
  await queueMail(transaction, email, mail, now.instant);
}

/** Mails the activation link of an account that was just made. */
export async function mailFirstLink(
  context: Pick<AccountContext, 'publicUrl'>,
  transaction: StoreTransaction,
  account: Addressee,
  now: Moment,
): Promise<void> {
  // Counted, so that asking for it again is limited from the first mail on.
  await mayAskForMail(transaction, account.accountId, now);
  await mailLink(context, transaction, account, 'activation', now);
}

/** Tells the holder of an account that somebody registered anew. */
export function mailAlreadyRegistered(
  { publicUrl }: AccountContext,
  transaction: StoreTransaction,
  { email, language }: Account,
  now: Moment,
): Promise<void> {
  const signInUrl = `${publicUrl}${ACCOUNT_PAGES.signIn}`;
  const passwordResetUrl = `${publicUrl}${ACCOUNT_PAGES.forgottenPassword}`;
  return queueMail(
    transaction,
    email,
    alreadyRegisteredMail({ signInUrl, passwordResetUrl }, language),
    now.instant,
  );
}

/** Tells of a change, at the address that `account` had before it. */
export function mailChanged(
  { publicUrl }: Pick<AccountContext, 'publicUrl'>,
  transaction: StoreTransaction,
  { email, language }: Account,
  change: AccountChange,
  now: Moment,
): Promise<void> {
  const passwordResetUrl = `${publicUrl}${ACCOUNT_PAGES.forgottenPassword}`;
  return queueMail(
    transaction,
    email,
    accountChangedMail({ change, changedAt: now.instant, passwordResetUrl }, language),
    now.instant,
  );
}
