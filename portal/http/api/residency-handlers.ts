import type { RESIDENCY_ROUTES } from '../../../contracts/portal-api/residency.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import {
  beginRenewal,
  removeRenewal,
  saveRenewal,
  viewBasket,
  viewRenewal,
} from '../../services/residency/basket.ts';
import type { Renewer } from '../../services/residency/context.ts';
import { findResidents, residencyExpiries } from '../../services/residency/find-residents.ts';
import { importRenewals } from '../../services/residency/import-renewals.ts';
import { payRenewals } from '../../services/residency/pay-renewals.ts';
import { type AccountActor, type ApiHandlers, auditActor } from './handlers.ts';

/** Who renews, behind a call. */
function renewerOf({ actor, address }: { readonly actor: AccountActor; readonly address: string }): Renewer {
  return { actor, by: auditActor(actor, address) };
}

/** The routes of S5–S7. */
export function residencyHandlers(context: PortalContext): ApiHandlers<typeof RESIDENCY_ROUTES> {
  return {
    findResidents: (call) => findResidents(context, renewerOf(call), call.body),
    residencyExpiries: (call) => residencyExpiries(context, renewerOf(call), call.query.companyId),
    beginRenewal: (call) => beginRenewal(context, renewerOf(call), call.body),
    renewals: (call) => viewBasket(context, renewerOf(call), call.query.companyId),
    renewal: (call) => viewRenewal(context, renewerOf(call), call.params.renewalId),
    saveRenewal: (call) => saveRenewal(context, renewerOf(call), call.params.renewalId, call.body),
    removeRenewal: (call) => removeRenewal(context, renewerOf(call), call.params.renewalId),
    importRenewals: (call) => importRenewals(context, renewerOf(call), call.body),
    payRenewals: (call) => payRenewals(context, renewerOf(call), call.body),
  };
}
