import type { REVIEW_ROUTES } from '../../../contracts/portal-api/licences.ts';
import { success } from '../../../contracts/result.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { claimCase, releaseCase } from '../../services/review/claim-case.ts';
import { decideCase } from '../../services/review/decide-case.ts';
import { listQueue, lookAtCase, type Officer } from '../../services/review/review-case.ts';
import { type ApiHandlers, auditActor, type StaffActor } from './handlers.ts';

function officerOf({
  actor,
  address,
}: {
  readonly actor: Extract<StaffActor, { readonly role: 'trafficOfficer' }>;
  readonly address: string;
}): Officer {
  const { staffId, civilId, language } = actor;
  return { staffId, civilId, language, by: auditActor(actor, address) };
}

/** The routes of the review desk. */
export function reviewHandlers(context: PortalContext): ApiHandlers<typeof REVIEW_ROUTES> {
  return {
    queue: async (call) => success(await listQueue(context, officerOf(call), call.query.after)),
    reviewCase: (call) => lookAtCase(context, officerOf(call), call.params.requestId),
    claimCase: (call) => claimCase(context, officerOf(call), call.params.requestId, call.body.version),
    releaseCase: async (call) => {
      const released = await releaseCase(context, officerOf(call), call.params.requestId);
      return released.ok ? success({}) : released;
    },
    decideCase: async (call) => {
      const decided = await decideCase(context, officerOf(call), call.params.requestId, call.body);
      return decided.ok ? success({ status: decided.value }) : decided;
    },
  };
}
