import { type CompanyId, type OrganisationType, RENEWERS_OF } from '../../../contracts/organisation.ts';
import type { RenewalChannel } from '../../../contracts/residency.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { AccountActor, OrganisationActor } from '../../http/api/handlers.ts';
import { getOrganisation } from '../../store/organisations.ts';
import type { BasketScope, RenewalOnFile } from '../../store/renewals.ts';
import { isWithin, type ResidentOnFile, type ResidentScope } from '../../store/residents.ts';
import type { StoreReader } from '../../store/store.ts';
import { grantedCompanies } from '../organisations/granted-companies.ts';

/** What somebody may see and renew at this moment: read from the store anew at every request, so that a revoked grant holds at once. */
export interface Access {
  readonly channel: RenewalChannel;
  readonly residents: ResidentScope;
  readonly basket: BasketScope;
  /** Whether they may also fill the basket and pay (`RENEWERS_OF`). */
  readonly mayRenew: boolean;
}

const isRenewer = (type: OrganisationType, role: OrganisationActor['role']): boolean => {
  const roles: readonly OrganisationActor['role'][] = RENEWERS_OF[type];
  return roles.includes(role);
};

function accessOfIndividual({ accountId, civilId }: AccountActor): Access {
  return {
    channel: 'individual',
    residents: { of: 'person', civilId },
    basket: { of: 'account', accountId },
    mayRenew: true,
  };
}

async function accessOfUser(
  reader: StoreReader,
  { accountId, role, organisationId }: OrganisationActor,
): Promise<Access> {
  const { type } = await getOrganisation(reader, organisationId);
  const granted = await grantedCompanies(reader, { accountId, holding: { role, organisationId } });
  const companies = granted.map(({ companyId }) => companyId);
  return {
    channel: type,
    residents: { of: 'companies', companies },
    basket: { of: 'companies', companies },
    mayRenew: isRenewer(type, role),
  };
}

/** Everything that somebody may see: an individual's sponsored persons, or the workers of every company granted to them. */
export function accessOf(reader: StoreReader, actor: AccountActor): Promise<Access> {
  return actor.role === 'individual'
    ? Promise.resolve(accessOfIndividual(actor))
    : accessOfUser(reader, actor);
}

/** {@link accessOf}, narrowed to one company or entity; individuals have none. */
export async function accessToCompany(
  reader: StoreReader,
  actor: AccountActor,
  companyId: CompanyId,
): Promise<Result<Access, 'notYourCompany'>> {
  const access = await accessOf(reader, actor);
  if (access.residents.of !== 'companies' || !access.residents.companies.includes(companyId))
    return failure('notYourCompany');
  const one = { of: 'companies', companies: [companyId] } as const;
  return success({ ...access, residents: one, basket: one });
}

/** What somebody means by naming a company, or `null` for the persons whom they sponsor themselves. */
export async function accessFor(
  reader: StoreReader,
  actor: AccountActor,
  companyId: CompanyId | null,
): Promise<Result<Access, 'notYourCompany'>> {
  if (companyId !== null) return accessToCompany(reader, actor, companyId);
  return actor.role === 'individual' ? success(accessOfIndividual(actor)) : failure('notYourCompany');
}

/** Whether a renewal lies in a basket that somebody has access to, and is of a person who still belongs there. */
export function isReachable(
  { basket, residents }: Access,
  { companyId, accountId }: RenewalOnFile,
  resident: ResidentOnFile | undefined,
): boolean {
  if (resident === undefined || !isWithin(residents, resident)) return false;
  return basket.of === 'account'
    ? companyId === null && accountId === basket.accountId
    : companyId !== null && basket.companies.includes(companyId) && resident.employer === companyId;
}
