import type { LICENCE_ROUTES, RequestView } from '../../../contracts/portal-api/licences.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import { type Result, success } from '../../../contracts/result.ts';
import { cancelRequest } from '../../services/applications/cancel-request.ts';
import type { Applicant } from '../../services/applications/context.ts';
import { createRequest } from '../../services/applications/create-request.ts';
import { licenceServices } from '../../services/applications/eligibility.ts';
import { collectionMachine } from '../../services/applications/machines.ts';
import { listRequests, viewRequest } from '../../services/applications/request-view.ts';
import { saveRequest } from '../../services/applications/save-request.ts';
import { submitRequest } from '../../services/applications/submit-request.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { listMachinePlaces } from '../../store/machines.ts';
import { type AccountActor, type ApiHandlers, auditActor, type IndividualActor } from './handlers.ts';

interface IndividualCall {
  readonly actor: IndividualActor;
  readonly address: string;
}

/** The applicant behind a call. */
export function applicantOf({
  actor,
  address,
}: {
  readonly actor: AccountActor;
  readonly address: string;
}): Applicant {
  const { accountId, civilId } = actor;
  return { accountId, civilId, by: auditActor(actor, address) };
}

/** The routes of S13–S15. */
export function licenceHandlers(context: PortalContext): ApiHandlers<typeof LICENCE_ROUTES> {
  const { store, clock } = context;

  /** The request as it stands after `act`. */
  const afterwards = async <Fault>(
    { actor: { civilId } }: IndividualCall,
    requestId: RequestId,
    act: Promise<Result<unknown, Fault>>,
  ): Promise<Result<RequestView, Fault | 'notFound'>> => {
    const done = await act;
    return done.ok ? viewRequest(context, civilId, requestId) : done;
  };

  return {
    licence: async ({ actor }) => success(await licenceServices(context, actor.civilId)),
    machines: async () => {
      const places = await listMachinePlaces(store.reader);
      const now = clock.now();
      return success({ machines: places.map((place) => collectionMachine(place, now)) });
    },
    requests: async ({ actor }) => success({ requests: await listRequests(store.reader, actor.civilId) }),
    createRequest: async (call) => {
      const created = await createRequest(context, applicantOf(call), call.body);
      return created.ok ? viewRequest(context, call.actor.civilId, created.value) : created;
    },
    request: ({ actor, params }) => viewRequest(context, actor.civilId, params.requestId),
    saveRequest: (call) => {
      const { requestId } = call.params;
      return afterwards(call, requestId, saveRequest(context, applicantOf(call), requestId, call.body));
    },
    submitRequest: (call) => {
      const { requestId } = call.params;
      return afterwards(call, requestId, submitRequest(context, applicantOf(call), requestId, call.body));
    },
    cancelRequest: (call) => {
      const { requestId } = call.params;
      return afterwards(call, requestId, cancelRequest(context, applicantOf(call), requestId, call.body));
    },
  };
}
