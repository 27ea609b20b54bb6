import type { DASHBOARD_ROUTES } from '../../../contracts/portal-api/dashboards.ts';
import { success } from '../../../contracts/result.ts';
import { type DashboardContext, deskDashboard } from '../../services/dashboards/desk-dashboard.ts';
import { organisationDashboard } from '../../services/dashboards/organisation-dashboard.ts';
import type { ApiHandlers } from './handlers.ts';

/** The routes of the dashboards of departments and organisations. */
export function dashboardHandlers(context: DashboardContext): ApiHandlers<typeof DASHBOARD_ROUTES> {
  return {
    deskDashboard: async ({ actor }) => success(await deskDashboard(context, actor.role, actor.staffId)),
    organisationDashboard: async ({ actor }) => success(await organisationDashboard(context, actor)),
  };
}
