import { isDeepStrictEqual } from 'node:util';
import { createActor } from 'xstate';
import { kuwaitTime } from '../../../contracts/calendar.ts';
import { type IntentOutcome, KioskIntent, SCREEN_INTENTS } from '../../../contracts/kiosk-intent.ts';
import type { KioskView } from '../../../contracts/kiosk-view.ts';
import type { SessionEvent } from './events.ts';
import { createSessionMachine } from './machine.ts';
import type { SessionDeps } from './machine-setup.ts';
import { screenOf } from './screens.ts';
import { signalMinutes } from './time-signal.ts';
import { type Station, viewOf } from './view.ts';

/** A running session machine behind the kiosk's two channels. */
export interface RunningSession {
  view(): KioskView;
  subscribe(listener: (view: KioskView) => void): () => void;
  dispatch(intent: unknown): IntentOutcome;
  send(event: SessionEvent): void;
  /** What the machine holds now: for looking at, not for holding on to. */
  snapshot(): unknown;
  stop(): void;
}

/** Starts the session machine and connects it to reader, printer and time. */
export function startSession(deps: SessionDeps, station: Station): RunningSession {
  const { clock, reader, printer, journal, capacities, log } = deps;
  const actor = createActor(createSessionMachine(deps), {
    clock,
    input: {
      time: kuwaitTime(clock.now()),
      printer: printer.status(),
      reader: reader.status(),
      supplies: journal.supplies(),
      capacities,
    },
  });
  const listeners = new Set<(view: KioskView) => void>();
  let last: KioskView | null = null;

  const view = () => {
    const { value, context } = actor.getSnapshot();
    return viewOf(screenOf(value), context, station);
  };
  const publish = () => {
    const next = view();
    if (isDeepStrictEqual(next, last)) return;
    last = next;
    for (const listener of listeners) listener(next);
  };
  const send = (event: SessionEvent) => actor.send(event);

  actor.subscribe(publish);
  const unsubscribe = [
    reader.subscribe((event) => {
      if (event.type === 'statusChanged') send({ type: 'readerStatus', status: event.status });
      else send(event);
    }),
    printer.subscribe((status) => send({ type: 'printerStatus', status })),
    signalMinutes(clock, (time) => send({ type: 'minute', time })),
  ];
  actor.start();

  return {
    view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (given) => {
      const refuse = (reason: 'invalid' | 'notAllowedNow'): IntentOutcome => {
        log.warn({ reason, screen: view().screen }, 'intent refused');
        return { outcome: 'refused', reason };
      };
      const intent = KioskIntent.safeParse(given);
      if (!intent.success) return refuse('invalid');
      const allowed: readonly string[] = SCREEN_INTENTS[view().screen];
      if (!allowed.includes(intent.data.type) || !actor.getSnapshot().can(intent.data))
        return refuse('notAllowedNow');
      send(intent.data);
      return { outcome: 'accepted' };
    },
    send,
    snapshot: () => actor.getSnapshot(),
    stop: () => {
      for (const end of unsubscribe) end();
      actor.stop();
      listeners.clear();
    },
  };
}
