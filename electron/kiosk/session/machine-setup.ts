import { assign, sendTo, setup } from 'xstate';
import type { RefusalReason } from '../../../contracts/refusal.ts';
import type { OldLicenceAbort } from '../collect/old-licence.ts';
import type { PickupEnded } from '../collect/outcome.ts';
import { randomReference } from '../codes.ts';
import { readReport } from '../maintenance/report.ts';
import { type ActorDeps, sessionActors } from './actors.ts';
import { DEFAULT_PREFERENCES, observe, type SessionContext, type SessionInput } from './context.ts';
import type { SessionEvent } from './events.ts';
import { type Apology, atStage, chosen, NO_SESSION, referenceOf, type Session } from './session.ts';
import { EXTENSIONS, type ScreenTimeouts, SETTLE_RETRY_MS } from './timeouts.ts';

/** What the session machine is made over. */
export interface SessionDeps extends ActorDeps {
  readonly askPin: boolean;
  readonly timeouts: ScreenTimeouts;
}

/** A refusal with what its sentence needs. */
export type Refused = Apology['refusal'] & Partial<Pick<PickupEnded, 'cardLocation' | 'permit'>>;

/** A plain refusal: nothing was taken, nothing was made. */
export const refusal = (reason: RefusalReason): Refused => ({ reason, readyOn: null });

/** The session ended by a refusal: everything but its reference is gone. */
export function endedSession(
  { encodeQr, log }: Pick<SessionDeps, 'encodeQr' | 'log'>,
  reference: string,
  { reason, readyOn, cardLocation = 'none', permit = null }: Refused,
): Session {
  log.info({ reference, reason, cardLocation }, 'session ended without a licence');
  return {
    stage: 'ended',
    reference,
    apology: { refusal: { reason, readyOn }, referenceQr: encodeQr(reference), cardLocation, permit },
  };
}

/** The vocabulary of the session machine: its actors, the acts and conditions that several states share. */
export function sessionSetup(deps: SessionDeps) {
  const { journal, challenges, log } = deps;
  return setup({
    types: {
      context: {} as SessionContext,
      events: {} as SessionEvent,
      input: {} as SessionInput,
      children: {} as {
        countdown: 'countdown';
        oldLicence: 'takeInOldLicence';
        taken: 'awaitTaken';
      },
    },
    actors: sessionActors(deps),
    delays: { settleRetry: SETTLE_RETRY_MS },
    guards: {
      cardWaiting: ({ context }) => context.cardWaiting,
      settleDue: ({ context }) => context.settleDue,
      printerBlocked: ({ context }) => context.printerBlocked !== null,
      mayExtend: ({ context }) => (context.countdown?.extensionsLeft ?? 0) > 0,
      severalFound: ({ context }) => atStage(context.session, 'found').requests.length > 1,
      pinAsked: () => deps.askPin,
    },
    actions: {
      /** Everything of the person is gone, and the next one finds the machine as the first one did. */
      endSession: assign(({ context }) =>
        observe(context, {
          session: NO_SESSION,
          preferences: DEFAULT_PREFERENCES,
          countdown: null,
          supplies: journal.supplies(),
        }),
      ),
      beginSession: assign(() => {
        const reference = randomReference();
        log.info({ reference }, 'session begun');
        return {
          cardWaiting: false,
          session: { stage: 'reading', reference, attempt: 1 } satisfies Session,
        };
      }),
      chooseFirst: assign({ session: ({ context }) => chosen(context.session, null) }),
      refillChallenges: () => challenges.refill(),
      beginCountdown: assign({ countdown: { secondsLeft: null, extensionsLeft: EXTENSIONS } }),
      endCountdown: assign({ countdown: null }),
      extendCountdown: assign({
        countdown: ({ context }) =>
          context.countdown && {
            secondsLeft: null,
            extensionsLeft: context.countdown.extensionsLeft - 1,
          },
      }),
      tellCountdown: sendTo('countdown', { type: 'extend' }),
      noTimeLeft: assign({ countdown: { secondsLeft: 0, extensionsLeft: 0 } }),
      stopOldLicence: sendTo('oldLicence', (_, reason: OldLicenceAbort) => ({ type: 'stop', reason })),
      stopTaking: sendTo('taken', { type: 'stop', reason: 'notTaken' }),
      noteCardInserted: assign({ civilIdInserted: true, cardWaiting: true }),
      noteCardRemoved: assign({ civilIdInserted: false, cardWaiting: false }),
      askToSettle: assign({ settleDue: true }),
      refreshReport: assign(({ context }) => {
        const { reference, report } = atStage(context.session, 'maintenance');
        const session: Session = {
          stage: 'maintenance',
          reference,
          report: readReport(journal, report.journalIntact),
        };
        return observe(context, { session, supplies: journal.supplies() });
      }),
      refuse: assign({
        session: ({ context }, refused: Refused) =>
          endedSession(deps, referenceOf(context.session) ?? randomReference(), refused),
      }),
    },
  });
}

/** The vocabulary as a type, for the files that hold the states. */
export type SessionSetup = ReturnType<typeof sessionSetup>;
