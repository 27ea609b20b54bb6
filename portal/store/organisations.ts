import type { IsoInstant } from '../../contracts/calendar.ts';
import { Bilingual } from '../../contracts/language.ts';
import type { OrganisationId, OrganisationType } from '../../contracts/organisation.ts';
import type { Company } from '../../contracts/portal-api/organisations.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** A company group or government entity of the register, with its companies or entities in the order of their numbers. */
export interface RegisteredOrganisation {
  readonly type: OrganisationType;
  readonly unifiedNumber: string;
  readonly name: Bilingual;
  readonly companies: readonly Company[];
}

const bilingual = (json: string): Bilingual => Bilingual.parse(JSON.parse(json));

/** What the register has under a unified number; `null` when it has none of this type. */
export async function findRegisteredOrganisation(
  reader: StoreReader,
  type: OrganisationType,
  unifiedNumber: string,
): Promise<RegisteredOrganisation | null> {
  const row = await reader
    .selectFrom('registered_organisations')
    .select('name')
    .where('unified_number', '=', unifiedNumber)
    .where('type', '=', type)
    .executeTakeFirst();
  if (!row) return null;
  return {
    type,
    unifiedNumber,
    name: bilingual(row.name),
    companies: await listCompanies(reader, unifiedNumber),
  };
}

async function listCompanies(reader: StoreReader, unifiedNumber: string): Promise<Company[]> {
  const rows = await reader
    .selectFrom('companies')
    .select(['company_id', 'name'])
    .where('unified_number', '=', unifiedNumber)
    .orderBy('company_id')
    .execute();
  return rows.map(({ company_id, name }) => ({ companyId: company_id, name: bilingual(name) }));
}

/** Whether an organisation with this unified number has an account. */
export async function hasOrganisationAccount(reader: StoreReader, unifiedNumber: string): Promise<boolean> {
  const row = await reader
    .selectFrom('organisations')
    .select('organisation_id')
    .where('unified_number', '=', unifiedNumber)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * An organisation that has an account, as the register has it.
 * @throws NoResultError when there is no such organisation
 */
export async function getOrganisation(
  reader: StoreReader,
  organisationId: OrganisationId,
): Promise<RegisteredOrganisation> {
  const { type, unified_number, name } = await reader
    .selectFrom('organisations as organisation')
    .innerJoin(
      'registered_organisations as registered',
      'registered.unified_number',
      'organisation.unified_number',
    )
    .select(['registered.type', 'registered.unified_number', 'registered.name'])
    .where('organisation.organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return {
    type,
    unifiedNumber: unified_number,
    name: bilingual(name),
    companies: await listCompanies(reader, unified_number),
  };
}

/** Gives an organisation of the register an account; a race for the same unified number is lost as any other. */
export async function insertOrganisation(
  transaction: StoreTransaction,
  organisation: { readonly organisationId: OrganisationId; readonly unifiedNumber: string },
  now: IsoInstant,
): Promise<void> {
  await transaction
    .insertInto('organisations')
    .values({
      organisation_id: organisation.organisationId,
      unified_number: organisation.unifiedNumber,
      created_at: now,
      version: 0,
    })
    .execute();
}

/** Makes other transactions that take this organisation wait until this one has ended. */
export async function takeOrganisation(
  transaction: StoreTransaction,
  organisationId: OrganisationId,
): Promise<void> {
  // Moving the version takes the lock on both engines.
  await transaction
    .updateTable('organisations')
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('organisation_id', '=', organisationId)
    .execute();
}
