import { addDays } from '../../../contracts/calendar.ts';
import type { OrganisationDashboard } from '../../../contracts/portal-api/dashboards.ts';
import type { OrganisationActor } from '../../http/api/handlers.ts';
import { countBasket, countCasesOf } from '../../store/dashboards.ts';
import { listDelegates } from '../../store/delegates.ts';
import { countResidents } from '../../store/residents.ts';
import { moment } from '../applications/context.ts';
import { accessOf } from '../residency/access.ts';
import { lastQualifyingEnd } from '../residency/window.ts';
import type { DashboardContext } from './desk-dashboard.ts';

/** What needs a user of an organisation now, over the companies or entities granted to them at this moment. */
export async function organisationDashboard(
  context: DashboardContext,
  actor: OrganisationActor,
): Promise<OrganisationDashboard> {
  const { reader } = context.store;
  const { today, settings } = moment(context);
  const { residents, basket } = await accessOf(reader, actor);
  const endingBy = (until: ReturnType<typeof addDays>) =>
    countResidents(reader, residents, { from: null, until, text: '' });
  // Who else uses the account is the main user's business alone.
  const delegates = actor.role === 'mainUser' ? await listDelegates(reader, actor.organisationId) : [];
  return {
    qualifying: await endingBy(lastQualifyingEnd(today, settings.residencyWindowMonths)),
    expired: await endingBy(addDays(today, -1)),
    inBasket: await countBasket(reader, basket),
    awaitingActivation: delegates.filter(({ activated }) => !activated).length,
    casesReturned: await countCasesOf(reader, actor.accountId, 'returned'),
    casesWaiting: await countCasesOf(reader, actor.accountId, 'submitted'),
  };
}
