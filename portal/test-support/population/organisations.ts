import type { Bilingual } from '../../../contracts/language.ts';
import type { CompanyId, OrganisationId, OrganisationType } from '../../../contracts/organisation.ts';
import { addAccount, type Person } from './people.ts';
import type { World } from './world.ts';

/** Of so many people in a row those who are employed work for the same organisation. */
const PEOPLE_OF_ORGANISATION = 200;
/** Every so many organisations one is a government entity. */
const GOVERNMENT = 4;
/** Organisations below these numbers are the demonstration's and the tests'. */
const FIRST_COMPANY = 100_001;
const FIRST_UNIFIED_NUMBER = 50_000_001;

/** A company or entity of the register with its unified number. */
interface Registered {
  readonly type: OrganisationType;
  readonly companyId: CompanyId;
  readonly unifiedNumber: string;
}

/** An organisation with its users: its people come after it. */
export interface Employer extends Registered {
  readonly organisationId: OrganisationId;
  /** Accounts. */
  readonly mainUser: string;
  readonly delegate: string;
}

/** Puts another organisation on the register, with one company or entity. */
export function addRegistered({ tables, counts }: World, type: OrganisationType): Registered {
  const companyId = `${type === 'company' ? 'C' : 'G'}-${FIRST_COMPANY + counts.organisations}` as CompanyId;
  const unifiedNumber = String(FIRST_UNIFIED_NUMBER + counts.organisations);
  counts.organisations += 1;
  const name: Bilingual =
    type === 'company'
      ? { ar: `شركة ${unifiedNumber}`, en: `Company ${unifiedNumber}` }
      : { ar: `جهة ${unifiedNumber}`, en: `Entity ${unifiedNumber}` };
  tables.registeredOrganisations.add({ unified_number: unifiedNumber, type, name: JSON.stringify(name) });
  tables.companies.add({
    company_id: companyId,
    unified_number: unifiedNumber,
    name: JSON.stringify(name),
  });
  return { type, companyId, unifiedNumber };
}

/** The organisation that the person at `ordinal` would work for, and added if they are the first. */
export function employerOf(world: World, ordinal: number, last: Employer | null): Employer {
  if (last !== null && ordinal % PEOPLE_OF_ORGANISATION !== 0) return last;
  const { tables, identifiers, calendar } = world;
  const place = ordinal / PEOPLE_OF_ORGANISATION;
  const registered = addRegistered(world, place % GOVERNMENT === 0 ? 'government' : 'company');
  const organisationId = identifiers.uuid() as OrganisationId;
  tables.organisations.add({
    organisation_id: organisationId,
    unified_number: registered.unifiedNumber,
    created_at: calendar.instant(-1_000_000),
    version: 0,
  });
  return { ...registered, organisationId, mainUser: identifiers.uuid(), delegate: identifiers.uuid() };
}

/** Makes the first person of an organisation its main user, and the second a delegate for its company; their account, if any. */
export function addUser(
  world: World,
  person: Person,
  { organisationId, companyId, mainUser, delegate }: Employer,
): string | null {
  const place = person.ordinal % PEOPLE_OF_ORGANISATION;
  if (place === 0) {
    addAccount(world, person, mainUser, { role: 'mainUser', organisationId });
    return mainUser;
  }
  if (place !== 1) return null;
  const { tables, identifiers } = world;
  addAccount(world, person, delegate, { role: 'delegate', organisationId });
  tables.delegates.add({
    account_id: delegate,
    organisation_id: organisationId,
    creation_key: identifiers.uuid(),
    version: 0,
  });
  tables.delegateGrants.add({ account_id: delegate, company_id: companyId });
  return delegate;
}
