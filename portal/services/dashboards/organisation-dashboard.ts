import type { CompanyMatters, OrganisationDashboard } from '../../../contracts/portal-api/dashboards.ts';
import type { OrganisationActor } from '../../http/api/handlers.ts';
import { countBaskets, countCasesOf, countEndings } from '../../store/dashboards.ts';
import { listDelegates } from '../../store/delegates.ts';
import { grantedCompanies } from '../organisations/granted-companies.ts';
import { moment } from '../applications/context.ts';
import { accessOf } from '../residency/access.ts';
import { lastQualifyingEnd } from '../residency/window.ts';
import type { DashboardContext } from './desk-dashboard.ts';

async function companyMatters(
  context: DashboardContext,
  { accountId, role, organisationId }: OrganisationActor,
): Promise<CompanyMatters[]> {
  const { reader } = context.store;
  const { today, settings } = moment(context);
  const granted = await grantedCompanies(reader, { accountId, holding: { role, organisationId } });
  const companies = granted.map(({ companyId }) => companyId);
  const endings = await countEndings(reader, companies, {
    today,
    until: lastQualifyingEnd(today, settings.residencyWindowMonths),
  });
  const baskets = await countBaskets(reader, companies);
  return granted
    .map(({ companyId, name }) => ({
      companyId,
      name,
      qualifying: endings.get(companyId)?.ending ?? 0,
      expired: endings.get(companyId)?.expired ?? 0,
      inBasket: baskets.get(companyId) ?? 0,
    }))
    .filter(({ qualifying, inBasket }) => qualifying > 0 || inBasket > 0);
}

/** What needs a user of an organisation now, over the companies or entities granted to them at this moment. */
export async function organisationDashboard(
  context: DashboardContext,
  actor: OrganisationActor,
): Promise<OrganisationDashboard> {
  const { reader } = context.store;
  const { mayRenew } = await accessOf(reader, actor);
  // Who else uses the account is the main user's business alone.
  const delegates = actor.role === 'mainUser' ? await listDelegates(reader, actor.organisationId) : [];
  return {
    companies: await companyMatters(context, actor),
    mayRenew,
    awaitingActivation: delegates.filter(({ activated }) => !activated).length,
    casesToComplete: await countCasesOf(reader, actor.accountId, ['draft', 'returned']),
    casesWaiting: await countCasesOf(reader, actor.accountId, ['submitted']),
  };
}
