import type { CivilId } from '../../contracts/civil-id.ts';
import { Bilingual } from '../../contracts/language.ts';
import type { CompanyId, OrganisationId } from '../../contracts/organisation.ts';
import { fullName, PersonName } from '../../contracts/person.ts';
import { type Company, DelegateId } from '../../contracts/portal-api/organisations.ts';
import { ConcurrentChangeError, type StoreReader, type StoreTransaction } from './store.ts';

/** A user whom a main user authorised (S3). */
export interface DelegateOnFile {
  readonly delegateId: DelegateId;
  readonly version: number;
  readonly civilId: CivilId;
  readonly name: Bilingual;
  readonly email: string;
  readonly emailAwaitingConfirmation: string | null;
  readonly mobile: string | null;
  /** Whether the mailed link was used. */
  readonly activated: boolean;
  readonly suspended: boolean;
  readonly companies: readonly CompanyId[];
}

function delegates(reader: StoreReader, organisationId: OrganisationId) {
  return reader
    .selectFrom('delegates as delegate')
    .innerJoin('accounts as account', 'account.account_id', 'delegate.account_id')
    .innerJoin('people as person', 'person.civil_id', 'account.civil_id')
    .select([
      'delegate.account_id',
      'delegate.version',
      'account.civil_id',
      'account.email',
      'account.email_awaiting_confirmation',
      'account.mobile',
      'account.password_hash',
      'account.suspended',
      'person.name_arabic',
      'person.name_latin',
    ])
    .where('delegate.organisation_id', '=', organisationId)
    .orderBy('account.created_at')
    .orderBy('delegate.account_id');
}

type DelegateRow = Awaited<ReturnType<ReturnType<typeof delegates>['execute']>>[number];

const nameOf = (json: string): string => fullName(PersonName.parse(JSON.parse(json)));

function toDelegate(row: DelegateRow, companies: readonly CompanyId[]): DelegateOnFile {
  return {
    delegateId: DelegateId.parse(row.account_id),
    version: row.version,
    civilId: row.civil_id,
    name: { ar: nameOf(row.name_arabic), en: nameOf(row.name_latin) },
    email: row.email,
    emailAwaitingConfirmation: row.email_awaiting_confirmation,
    mobile: row.mobile,
    activated: row.password_hash !== null,
    suspended: row.suspended === 1,
    companies,
  };
}

/** The delegates of an organisation, in the order in which they were authorised. */
export async function listDelegates(
  reader: StoreReader,
  organisationId: OrganisationId,
): Promise<DelegateOnFile[]> {
  const rows = await delegates(reader, organisationId).execute();
  const grants = await reader
    .selectFrom('delegate_grants as grant')
    .innerJoin('delegates as delegate', 'delegate.account_id', 'grant.account_id')
    .select(['grant.account_id', 'grant.company_id'])
    .where('delegate.organisation_id', '=', organisationId)
    .orderBy('grant.company_id')
    .execute();
  const byDelegate = Map.groupBy(grants, ({ account_id }) => account_id);
  return rows.map((row) =>
    toDelegate(
      row,
      (byDelegate.get(row.account_id) ?? []).map(({ company_id }) => company_id),
    ),
  );
}

/** One delegate of an organisation, or `null`. */
export async function findDelegate(
  reader: StoreReader,
  organisationId: OrganisationId,
  delegateId: DelegateId,
): Promise<DelegateOnFile | null> {
  const row = await delegates(reader, organisationId)
    .where('delegate.account_id', '=', delegateId)
    .executeTakeFirst();
  if (!row) return null;
  const companies = await listGrantedCompanies(reader, delegateId);
  return toDelegate(
    row,
    companies.map(({ companyId }) => companyId),
  );
}

/** The delegate that an organisation authorised under `key`. */
export async function findDelegateByKey(
  reader: StoreReader,
  organisationId: OrganisationId,
  key: string,
): Promise<DelegateId | null> {
  const row = await reader
    .selectFrom('delegates')
    .select('account_id')
    .where('organisation_id', '=', organisationId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row ? DelegateId.parse(row.account_id) : null;
}

/** How many delegates an organisation has, whatever their status. */
export async function countDelegates(reader: StoreReader, organisationId: OrganisationId): Promise<number> {
  const { count } = await reader
    .selectFrom('delegates')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Makes an account that is there a delegate of its organisation. */
export async function insertDelegate(
  transaction: StoreTransaction,
  delegate: {
    readonly delegateId: DelegateId;
    readonly organisationId: OrganisationId;
    readonly key: string;
  },
): Promise<void> {
  await transaction
    .insertInto('delegates')
    .values({
      account_id: delegate.delegateId,
      organisation_id: delegate.organisationId,
      creation_key: delegate.key,
      version: 0,
    })
    .execute();
}

/**
 * Counts a change of a delegate that was read at `version`.
 * @throws ConcurrentChangeError when somebody else changed it since
 */
export async function moveDelegate(
  transaction: StoreTransaction,
  delegateId: DelegateId,
  version: number,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('delegates')
    .set({ version: version + 1 })
    .where('account_id', '=', delegateId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new ConcurrentChangeError();
}

/** Grants exactly `companies` to a delegate. */
export async function setGrants(
  transaction: StoreTransaction,
  delegateId: DelegateId,
  companies: readonly CompanyId[],
): Promise<void> {
  await transaction.deleteFrom('delegate_grants').where('account_id', '=', delegateId).execute();
  if (companies.length === 0) return;
  await transaction
    .insertInto('delegate_grants')
    .values(companies.map((companyId) => ({ account_id: delegateId, company_id: companyId })))
    .execute();
}

/** The companies or entities granted to the delegate of this account, in the order of their numbers. */
export async function listGrantedCompanies(reader: StoreReader, accountId: string): Promise<Company[]> {
  const rows = await reader
    .selectFrom('delegate_grants as grant')
    .innerJoin('companies as company', 'company.company_id', 'grant.company_id')
    .select(['company.company_id', 'company.name'])
    .where('grant.account_id', '=', accountId)
    .orderBy('company.company_id')
    .execute();
  return rows.map(({ company_id, name }) => ({
    companyId: company_id,
    name: Bilingual.parse(JSON.parse(name)),
  }));
}
