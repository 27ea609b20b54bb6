import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { COLLECTION_ROUTES } from '../../contracts/collection-api.ts';
import { PickupId } from '../../contracts/pickup.ts';
import { failure, success } from '../../contracts/result.ts';
import { type CollectionContext, moment } from '../services/collection/context.ts';
import { lookUp, makeChallenge } from '../services/collection/look-up.ts';
import { reportEvents } from '../services/collection/report-events.ts';
import { reserve } from '../services/collection/reserve.ts';
import { findKioskKey } from '../store/identity.ts';
import { recordMachineStatus } from '../store/machines.ts';
import { requireSignature, signedRoute } from './signed-routes.ts';

const PickupParams = z.object({ pickupId: PickupId });
const NoBody = z.undefined();

/** The kiosk's routes (contracts/collection-api.ts), all of them signed. */
export async function collectionRoutes(scope: FastifyInstance, context: CollectionContext): Promise<void> {
  requireSignature(scope, {
    findKey: (machine) => findKioskKey(context.store.reader, machine),
    now: () => context.clock.now(),
  });

  signedRoute(scope, { ...COLLECTION_ROUTES.settings, body: NoBody }, async () =>
    success({
      permitDays: moment(context).settings.permitDays,
      permitUrlTemplate: `${context.publicUrl}/permits/{number}`,
    }),
  );
  signedRoute(scope, COLLECTION_ROUTES.challenge, async (kiosk) =>
    success(await makeChallenge(context, kiosk)),
  );
  signedRoute(scope, COLLECTION_ROUTES.lookup, (kiosk, body) => lookUp(context, kiosk, body));
  signedRoute(scope, COLLECTION_ROUTES.reserve, (kiosk, body) => reserve(context, kiosk, body));
  signedRoute(scope, COLLECTION_ROUTES.events, async (kiosk, body, params) => {
    const pickup = PickupParams.safeParse(params);
    if (!pickup.success) return failure('invalidBody');
    return success(await reportEvents(context, kiosk, pickup.data.pickupId, body));
  });
  signedRoute(scope, COLLECTION_ROUTES.status, async ({ machine }, { canPrint }) => {
    await context.store.transaction((transaction) =>
      recordMachineStatus(transaction, machine, canPrint, moment(context).instant),
    );
    return success({});
  });
}
