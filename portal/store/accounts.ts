import type { IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { Language } from '../../contracts/language.ts';
import type { OrganisationId } from '../../contracts/organisation.ts';
import type { AccountRealm } from '../../contracts/portal-api/accounts.ts';
import type { AccountRole } from '../../contracts/portal-api/route.ts';
import type { LinkPurpose } from './schema.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** Whose an account is: of an individual (S4), or of a user of an organisation (S1–S3). */
export type AccountHolding =
  | { readonly role: 'individual' }
  | { readonly role: 'mainUser' | 'delegate'; readonly organisationId: OrganisationId };

/** The realm in which a person may have one account of this role. */
export const REALM_OF = {
  individual: 'individual',
  mainUser: 'organisation',
  delegate: 'organisation',
} as const satisfies Record<AccountRole, AccountRealm>;

/** An account. */
export interface Account {
  readonly accountId: string;
  readonly holding: AccountHolding;
  readonly civilId: CivilId;
  readonly email: string;
  /** An address that was asked for and is not confirmed yet. */
  readonly emailAwaitingConfirmation: string | null;
  /** `null`: never given. */
  readonly mobile: string | null;
  /** The language that mails begin with. */
  readonly language: Language;
  /** Argon2id in PHC format; `null`: the account awaits its activation. */
  readonly passwordHash: string | null;
  readonly failedSignIns: number;
  readonly locked: boolean;
  /** By the main user of its organisation. */
  readonly suspended: boolean;
}

interface AccountRow {
  readonly account_id: string;
  readonly role: AccountRole;
  readonly organisation_id: OrganisationId | null;
  readonly suspended: 0 | 1;
  readonly civil_id: CivilId;
  readonly email: string;
  readonly email_awaiting_confirmation: string | null;
  readonly mobile: string | null;
  readonly language: Language;
  readonly password_hash: string | null;
  readonly failed_sign_ins: number;
  readonly locked: 0 | 1;
}

const COLUMNS = [
  'account_id',
  'role',
  'organisation_id',
  'suspended',
  'civil_id',
  'email',
  'email_awaiting_confirmation',
  'mobile',
  'language',
  'password_hash',
  'failed_sign_ins',
  'locked',
] as const satisfies readonly (keyof AccountRow)[];

function toHolding({ account_id, role, organisation_id }: AccountRow): AccountHolding {
  if (role === 'individual') return { role };
  if (organisation_id === null) throw new Error(`the organisation of account ${account_id} is missing`);
  return { role, organisationId: organisation_id };
}

function toAccount(row: AccountRow): Account {
  return {
    accountId: row.account_id,
    holding: toHolding(row),
    suspended: row.suspended === 1,
    civilId: row.civil_id,
    email: row.email,
    emailAwaitingConfirmation: row.email_awaiting_confirmation,
    mobile: row.mobile,
    language: row.language,
    passwordHash: row.password_hash,
    failedSignIns: row.failed_sign_ins,
    locked: row.locked === 1,
  };
}

/** The account of a person in a realm, or `null`. */
export async function findAccountOfPerson(
  reader: StoreReader,
  realm: AccountRealm,
  civilId: CivilId,
): Promise<Account | null> {
  const row = await reader
    .selectFrom('accounts')
    .select(COLUMNS)
    .where('civil_id', '=', civilId)
    .where('realm', '=', realm)
    .executeTakeFirst();
  return row ? toAccount(row) : null;
}

/** @throws NoResultError when there is no such account */
export async function getAccount(reader: StoreReader, accountId: string): Promise<Account> {
  const row = await reader
    .selectFrom('accounts')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return toAccount(row);
}

/**
 * The account as it is now; until the commit nobody else takes it, so it is changed as it was read.
 * @throws NoResultError when there is no such account
 */
export async function takeAccount(transaction: StoreTransaction, accountId: string): Promise<Account> {
  // Moving the version before reading takes the lock on both engines.
  const row = await transaction
    .updateTable('accounts')
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toAccount(row);
}

/** Adds an account that awaits its activation. */
export async function insertAccount(
  transaction: StoreTransaction,
  account: {
    readonly accountId: string;
    readonly holding: AccountHolding;
    readonly civilId: CivilId;
    readonly email: string;
    readonly mobile: string | null;
    readonly language: Language;
  },
  now: IsoInstant,
): Promise<void> {
  const { holding } = account;
  await transaction
    .insertInto('accounts')
    .values({
      account_id: account.accountId,
      realm: REALM_OF[holding.role],
      role: holding.role,
      organisation_id: holding.role === 'individual' ? null : holding.organisationId,
      suspended: 0,
      civil_id: account.civilId,
      email: account.email,
      email_awaiting_confirmation: null,
      mobile: account.mobile,
      language: account.language,
      password_hash: null,
      failed_sign_ins: 0,
      locked: 0,
      created_at: now,
      version: 0,
    })
    .execute();
}

/** What a change sets; what it does not name stays. */
export interface AccountChange {
  readonly email?: string;
  readonly emailAwaitingConfirmation?: string | null;
  readonly mobile?: string | null;
  readonly language?: Language;
  readonly passwordHash?: string;
  readonly failedSignIns?: number;
  readonly locked?: boolean;
  readonly suspended?: boolean;
}

/** Changes an account that this transaction took ({@link takeAccount}). */
export async function changeAccount(
  transaction: StoreTransaction,
  accountId: string,
  change: AccountChange,
): Promise<void> {
  const { email, emailAwaitingConfirmation, mobile, language, passwordHash, failedSignIns, locked } = change;
  const { suspended } = change;
  const columns = {
    ...(email === undefined ? {} : { email }),
    ...(emailAwaitingConfirmation === undefined
      ? {}
      : { email_awaiting_confirmation: emailAwaitingConfirmation }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(language === undefined ? {} : { language }),
    ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
    ...(failedSignIns === undefined ? {} : { failed_sign_ins: failedSignIns }),
    ...(locked === undefined ? {} : { locked: locked ? (1 as const) : (0 as const) }),
    ...(suspended === undefined ? {} : { suspended: suspended ? (1 as const) : (0 as const) }),
  };
  await transaction.updateTable('accounts').set(columns).where('account_id', '=', accountId).execute();
}

/** Keeps a mailed link in place of an older one of the same purpose, and forgets every expired link. */
export async function putLink(
  transaction: StoreTransaction,
  link: {
    readonly tokenHash: string;
    readonly accountId: string;
    readonly purpose: LinkPurpose;
    readonly expiresAt: IsoInstant;
  },
  now: IsoInstant,
): Promise<void> {
  await transaction.deleteFrom('account_links').where('expires_at', '<=', now).execute();
  await transaction
    .deleteFrom('account_links')
    .where('account_id', '=', link.accountId)
    .where('purpose', '=', link.purpose)
    .execute();
  await transaction
    .insertInto('account_links')
    .values({
      token_hash: link.tokenHash,
      account_id: link.accountId,
      purpose: link.purpose,
      expires_at: link.expiresAt,
    })
    .execute();
}

/** Whose account a link opens for `purpose` at `now`, or `null`. */
export async function findLinkedAccount(
  reader: StoreReader,
  tokenHash: string,
  purpose: LinkPurpose,
  now: IsoInstant,
): Promise<string | null> {
  const link = await reader
    .selectFrom('account_links')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return link?.account_id ?? null;
}

/** Spends a link; `false` when somebody spent it first. */
export async function spendLink(transaction: StoreTransaction, tokenHash: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('account_links')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Forgets the link that was mailed to an account for `purpose`. */
export async function forgetLink(
  transaction: StoreTransaction,
  accountId: string,
  purpose: LinkPurpose,
): Promise<void> {
  await transaction
    .deleteFrom('account_links')
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .execute();
}

/** Forgets every link that was mailed for an account. */
export async function forgetLinks(transaction: StoreTransaction, accountId: string): Promise<void> {
  await transaction.deleteFrom('account_links').where('account_id', '=', accountId).execute();
}

/**
 * Counts a mail that somebody asked for, unless `most` were since `since`: then `false`. The account must have been taken.
 */
export async function countAskedMail(
  transaction: StoreTransaction,
  accountId: string,
  limit: { readonly most: number; readonly since: IsoInstant },
  now: IsoInstant,
): Promise<boolean> {
  await transaction
    .deleteFrom('account_mails')
    .where('account_id', '=', accountId)
    .where('asked_at', '<=', limit.since)
    .execute();
  const { count } = await transaction
    .selectFrom('account_mails')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  // PostgreSQL counts in bigint, which its driver gives as text.
  if (Number(count) >= limit.most) return false;
  await transaction.insertInto('account_mails').values({ account_id: accountId, asked_at: now }).execute();
  return true;
}
