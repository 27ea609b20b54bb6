import { type AnyEventObject, fromCallback, fromPromise } from 'xstate';
import type { PickupId } from '../../../contracts/pickup.ts';
import type { RefusalReason } from '../../../contracts/refusal.ts';
import type { AuthenticatedHolder } from '../../../native-adapters/civil-id-reader/port.ts';
import { takeInOldLicence } from '../collect/old-licence.ts';
import type { PickupDeps } from '../collect/pickup-deps.ts';
import { printLicence } from '../collect/print.ts';
import { type ConfirmedRequest, type Reservation, reserveRequest } from '../collect/reserve.ts';
import { awaitTaken } from '../collect/take.ts';
import { settle } from '../recovery/settle.ts';
import { countdownLogic } from './countdown.ts';
import type { PickupEvent, PickupMoved } from './events.ts';
import { lookUp, type ReadCardDeps, readCard } from './read-card.ts';

/** What the actors of a session work with. */
export type ActorDeps = PickupDeps & ReadCardDeps;

/** Ends the wait that a step of a pickup is in; what became of it is told by its last event. */
export interface StopWaiting {
  readonly type: 'stop';
  readonly reason: RefusalReason;
}

/** What a step of a pickup is given besides its input. */
interface StepPort {
  readonly signal: AbortSignal;
  readonly tell: (event: PickupEvent) => void;
}

/**
 * A step of a pickup as an actor: it tells its progress and, last, `pickupMoved`. It is never cut off by leaving a
 * state: what it does to a card must be known to the end. A failure nobody expects ends the process, and the journal
 * tells the next one where to go on; only a kiosk that was closed meanwhile lets it pass.
 */
function pickupStep<Input>(run: (input: Input, port: StepPort) => Promise<PickupMoved>) {
  return fromCallback<StopWaiting, Input>(({ input, sendBack, receive }) => {
    const controller = new AbortController();
    let closed = false;
    const tell = (event: PickupEvent & AnyEventObject) => {
      if (!closed) sendBack(event);
    };
    receive(({ reason }) => controller.abort(reason));
    run(input, { signal: controller.signal, tell }).then(
      (outcome) => tell({ type: 'pickupMoved', outcome }),
      (error: unknown) => {
        if (closed) return;
        queueMicrotask(() => {
          throw error;
        });
      },
    );
    return () => {
      closed = true;
    };
  });
}

/** Everything a session invokes, over the devices and services in `deps`. */
export function sessionActors(deps: ActorDeps) {
  return {
    countdown: countdownLogic(deps.clock),
    settle: fromPromise(() => settle(deps)),
    readCard: fromPromise(
      ({ input }: { input: { readonly outage: RefusalReason | null; readonly fresh: boolean } }) =>
        readCard(deps, input),
    ),
    lookUp: fromPromise(
      ({
        input,
      }: {
        input: { readonly challengeId: string; readonly proof: AuthenticatedHolder['proof'] };
      }) => lookUp(deps, input),
    ),
    verifyPin: fromPromise(({ input }: { input: { readonly pin: string } }) =>
      deps.reader.verifyPin(input.pin),
    ),
    readPortrait: fromPromise(() => deps.reader.readPortrait()),
    reserve: fromPromise(({ input }: { input: ConfirmedRequest }) => reserveRequest(deps, input)),
    takeInOldLicence: pickupStep<Reservation>((reservation, { signal, tell }) =>
      takeInOldLicence(deps, reservation, {
        signal,
        onEntered: () => tell({ type: 'oldLicenceEntered' }),
      }),
    ),
    print: pickupStep<Reservation>((reservation, { tell }) =>
      printLicence(deps, reservation, (progress) => tell({ type: 'printProgress', progress })),
    ),
    awaitTaken: pickupStep<PickupId>((pickupId, { signal }) => awaitTaken(deps, pickupId, signal)),
    resetPrinter: fromPromise(() => deps.printer.reset()),
  };
}
