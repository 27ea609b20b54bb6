import { assign } from 'xstate';
import { resolvePickup } from '../maintenance/report.ts';
import { collectStates } from './collect-states.ts';
import { initialContext, observe } from './context.ts';
import { identifyStates } from './identify-states.ts';
import { endedSession, type SessionDeps, type SessionSetup, sessionSetup } from './machine-setup.ts';
import { atStage, type Session } from './session.ts';

/** Between sessions: waiting for a card, or out of service; and the look at printer and journal before serving. */
function idleStates(kiosk: SessionSetup, deps: SessionDeps) {
  return {
    idle: kiosk.createStateConfig({
      entry: ['endSession', 'refillChallenges'],
      always: [
        { guard: 'settleDue', target: 'settling' },
        { guard: 'cardWaiting', target: 'reading', actions: 'beginSession' },
      ],
      after: { settleRetry: { guard: 'printerBlocked', target: 'settling' } },
    }),
    // The civil ID that a restart finds in the slot is that of the person who is served or told then: no new one.
    settling: kiosk.createStateConfig({
      entry: assign({ settleDue: false }),
      invoke: {
        src: 'settle',
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'presented',
            target: 'takingCard',
            actions: assign(({ event: { output } }) => {
              if (output.kind !== 'presented') return {};
              const { pickupId, reference } = output;
              const session: Session = {
                stage: 'presented',
                reference,
                pickupId,
                oldLicenceDue: true,
                receipt: null,
              };
              return { session, cardWaiting: false };
            }),
          },
          {
            guard: ({ event }) => event.output.kind === 'told',
            target: 'apologising',
            actions: assign(({ event: { output } }) => {
              if (output.kind !== 'told') return {};
              const { reference, ended } = output;
              const session = endedSession(deps, reference, { ...ended, readyOn: null });
              return { session, cardWaiting: false, settleDue: true };
            }),
          },
          {
            target: 'idle',
            actions: assign(({ context, event: { output } }) =>
              observe(context, { printerBlocked: output.kind === 'settled' ? output.blocked : null }),
            ),
          },
        ],
      },
    }),
  };
}

function apologisingState(kiosk: SessionSetup, { timeouts }: SessionDeps) {
  return kiosk.createStateConfig({
    entry: ['beginCountdown', 'refillChallenges'],
    exit: 'endCountdown',
    invoke: {
      id: 'countdown',
      src: 'countdown',
      input: { ms: timeouts.apology, everySecond: false },
    },
    on: {
      finish: 'idle',
      timedOut: 'idle',
      cardInserted: { target: 'idle', actions: 'noteCardInserted' },
    },
  });
}

/** The technician's screen. It ends with the card that opened it; then the machine is looked at anew. */
function maintenanceState(kiosk: SessionSetup, { journal, timeouts }: SessionDeps) {
  const left = { target: '#session.idle', actions: 'askToSettle' } as const;
  return kiosk.createStateConfig({
    initial: 'waiting',
    entry: 'beginCountdown',
    exit: 'endCountdown',
    invoke: {
      id: 'countdown',
      src: 'countdown',
      input: { ms: timeouts.maintenance, everySecond: false },
    },
    on: {
      leaveMaintenance: left,
      timedOut: left,
      cardRemoved: { target: left.target, actions: ['noteCardRemoved', 'askToSettle'] },
      journalChanged: { actions: 'refreshReport' },
      replenish: {
        guard: ({ context, event }) => event.count <= context.capacities[event.unit],
        actions: [({ event }) => journal.setSupply(event.unit, event.count), 'refreshReport'],
      },
      resolvePickup: {
        guard: ({ context, event }) =>
          atStage(context.session, 'maintenance').report.parked.some(
            ({ pickupId }) => pickupId === event.pickupId,
          ),
        actions: [({ event }) => resolvePickup(journal, event.pickupId, event.finding), 'refreshReport'],
      },
    },
    states: {
      waiting: { on: { resetPrinter: 'resetting' } },
      resetting: { invoke: { src: 'resetPrinter', onDone: 'waiting' } },
    },
  });
}

/** The session machine: from a card in the slot to a licence in the hand, or to a sentence that says why not. */
export function createSessionMachine(deps: SessionDeps) {
  const kiosk = sessionSetup(deps);
  return kiosk.createMachine({
    id: 'session',
    context: ({ input }) => initialContext(input),
    initial: 'idle',
    states: {
      ...idleStates(kiosk, deps),
      ...identifyStates(kiosk, deps),
      ...collectStates(kiosk, deps),
      apologising: apologisingState(kiosk, deps),
      maintenance: maintenanceState(kiosk, deps),
    },
    on: {
      setLanguage: {
        actions: assign({
          preferences: ({ context, event }) => ({ ...context.preferences, language: event.language }),
        }),
      },
      setTextSize: {
        actions: assign({
          preferences: ({ context, event }) => ({ ...context.preferences, textSize: event.textSize }),
        }),
      },
      setContrast: {
        actions: assign({
          preferences: ({ context, event }) => ({ ...context.preferences, contrast: event.contrast }),
        }),
      },
      second: {
        actions: assign({
          countdown: ({ context, event }) =>
            context.countdown && { ...context.countdown, secondsLeft: event.secondsLeft },
        }),
      },
      needMoreTime: { guard: 'mayExtend', actions: ['extendCountdown', 'tellCountdown'] },
      cardInserted: { actions: 'noteCardInserted' },
      cardRemoved: { actions: 'noteCardRemoved' },
      readerStatus: { actions: assign(({ context, event }) => observe(context, { reader: event.status })) },
      printerStatus: {
        actions: assign(({ context, event }) => observe(context, { printer: event.status })),
      },
      portalReachability: {
        actions: assign(({ context, event }) => observe(context, { portal: event.reachability })),
      },
      minute: { actions: assign({ time: ({ event }) => event.time }) },
    },
  });
}
