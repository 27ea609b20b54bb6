import type { Company } from '../../../contracts/portal-api/organisations.ts';
import type { AccountHolding } from '../../store/accounts.ts';
import { listGrantedCompanies } from '../../store/delegates.ts';
import { getOrganisation } from '../../store/organisations.ts';
import type { StoreReader } from '../../store/store.ts';

/** A user of an organisation: whoever may have companies or entities granted. */
export interface OrganisationUser {
  readonly accountId: string;
  readonly holding: Exclude<AccountHolding, { readonly role: 'individual' }>;
}

/**
 * The companies or entities that a user sees, as granted at this moment: all of the organisation's for its main user, and for
 * a delegate those that the main user granted.
 */
export async function grantedCompanies(
  reader: StoreReader,
  { accountId, holding }: OrganisationUser,
): Promise<readonly Company[]> {
  return holding.role === 'delegate'
    ? listGrantedCompanies(reader, accountId)
    : (await getOrganisation(reader, holding.organisationId)).companies;
}
