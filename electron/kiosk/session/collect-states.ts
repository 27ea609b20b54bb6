import { assign } from 'xstate';
import type { PickupEnded } from '../collect/outcome.ts';
import type { SessionContext } from './context.ts';
import type { PickupMoved, SessionEvent } from './events.ts';
import type { Refused, SessionDeps, SessionSetup } from './machine-setup.ts';
import { atStage, presented, reserved, type Session } from './session.ts';

type Moved = { event: Extract<SessionEvent, { type: 'pickupMoved' }> };

const movedTo =
  (kind: PickupMoved['kind']) =>
  ({ event }: Moved) =>
    event.outcome.kind === kind;

/** What the person is told of a pickup that ended; its reason is never one that needs a date. */
function endedRefusal(outcome: PickupMoved | { kind: 'reserved' }): Refused {
  if (outcome.kind !== 'ended') throw new Error(`A pickup was ${outcome.kind} where that cannot be`);
  const { reason, cardLocation, permit }: PickupEnded = outcome;
  return { reason, readyOn: null, cardLocation, permit };
}

/** From the confirmed request to the licence in the hand: each state waits for one step of the pickup. */
export function collectStates(kiosk: SessionSetup, { timeouts, encodeQr }: SessionDeps) {
  const ended = {
    target: '#session.apologising',
    actions: ['askToSettle', { type: 'refuse', params: ({ event }: Moved) => endedRefusal(event.outcome) }],
  } as const;
  const issued = {
    guard: movedTo('issued'),
    target: '#session.issued',
  } as const;
  const reservation = ({ context }: { context: SessionContext }) =>
    atStage(context.session, 'reserved').reservation;

  const oldLicence = kiosk.createStateConfig({
    initial: 'inserting',
    invoke: { id: 'oldLicence', src: 'takeInOldLicence', input: reservation },
    on: {
      pickupMoved: [{ guard: movedTo('oldLicenceRetained'), target: 'printing' }, ended],
    },
    states: {
      inserting: {
        entry: 'beginCountdown',
        exit: 'endCountdown',
        invoke: {
          id: 'countdown',
          src: 'countdown',
          input: { ms: timeouts.oldLicence, everySecond: false },
        },
        on: {
          oldLicenceEntered: 'takingIn',
          cancel: { target: 'withdrawing', actions: { type: 'stopOldLicence', params: 'cancelled' } },
          timedOut: {
            target: 'withdrawing',
            actions: { type: 'stopOldLicence', params: 'oldLicenceMissing' },
          },
        },
      },
      withdrawing: { on: { oldLicenceEntered: 'takingIn' } },
      takingIn: {},
    },
  });

  return {
    reserving: kiosk.createStateConfig({
      invoke: {
        src: 'reserve',
        input: ({ context }) => {
          const { request, collectionToken, reference, civilId } = atStage(context.session, 'chosen');
          return { request, collectionToken, reference, civilId };
        },
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'reserved',
            target: 'reserved',
            actions: assign(({ context, event: { output } }) =>
              output.kind === 'reserved' ? { session: reserved(context.session, output.reservation) } : {},
            ),
          },
          {
            target: 'apologising',
            actions: ['askToSettle', { type: 'refuse', params: ({ event }) => endedRefusal(event.output) }],
          },
        ],
      },
    }),
    reserved: kiosk.createStateConfig({
      always: [
        {
          guard: ({ context }) => atStage(context.session, 'reserved').oldLicenceDue,
          target: 'oldLicence',
        },
        { target: 'printing' },
      ],
    }),
    oldLicence,
    printing: kiosk.createStateConfig({
      invoke: { src: 'print', input: reservation },
      on: {
        printProgress: {
          actions: assign(({ context, event: { progress } }) => ({
            session: { ...atStage(context.session, 'reserved'), progress },
          })),
        },
        pickupMoved: [
          {
            guard: movedTo('presented'),
            target: 'takingCard',
            actions: assign(({ context }) => ({ session: presented(context.session) })),
          },
          ended,
        ],
      },
    }),
    takingCard: kiosk.createStateConfig({
      entry: 'beginCountdown',
      exit: 'endCountdown',
      invoke: [
        {
          id: 'taken',
          src: 'awaitTaken',
          input: ({ context }) => atStage(context.session, 'presented').pickupId,
        },
        { id: 'countdown', src: 'countdown', input: { ms: timeouts.takeCard, everySecond: true } },
      ],
      on: {
        timedOut: { actions: ['noTimeLeft', 'stopTaking'] },
        pickupMoved: [issued, ended],
      },
    }),
    issued: kiosk.createStateConfig({
      always: [
        {
          guard: ({ context }) => atStage(context.session, 'presented').receipt === null,
          target: 'idle',
          actions: 'askToSettle',
        },
        {
          target: 'done',
          actions: assign(({ context }) => {
            const { reference, oldLicenceDue, receipt } = atStage(context.session, 'presented');
            if (!receipt) return {};
            const session: Session = {
              stage: 'done',
              reference,
              oldLicenceDue,
              receipt: encodeQr(receipt.url),
              expiryDate: receipt.expiryDate,
            };
            return { session };
          }),
        },
      ],
    }),
    done: kiosk.createStateConfig({
      entry: 'beginCountdown',
      exit: 'endCountdown',
      invoke: {
        id: 'countdown',
        src: 'countdown',
        input: { ms: timeouts.done, everySecond: false },
      },
      on: {
        finish: 'idle',
        timedOut: 'idle',
        cardInserted: { target: 'idle', actions: 'noteCardInserted' },
      },
    }),
  };
}
