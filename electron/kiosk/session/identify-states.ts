import { assign, type DoneActorEvent } from 'xstate';
import type { LookupAnswer } from '../../../contracts/collection-api.ts';
import type { RefusalReason } from '../../../contracts/refusal.ts';
import type { Result } from '../../../contracts/result.ts';
import type { PinOutcome } from '../../../native-adapters/civil-id-reader/port.ts';
import { readReport } from '../maintenance/report.ts';
import type { PortalFault } from '../portal-client/portal.ts';
import type { SessionContext } from './context.ts';
import { type Refused, refusal, type SessionDeps, type SessionSetup } from './machine-setup.ts';
import { type ReadCardOutcome, readerAnswers } from './read-card.ts';
import { atStage, chosen, found, referenceOf, type Session } from './session.ts';

/** How often a card signs before the portal is given up: a challenge can expire between the slot and the portal. */
const READ_ATTEMPTS = 2;

type LookUpDone = { context: SessionContext; event: DoneActorEvent<Result<LookupAnswer, PortalFault>> };
type PinDone = { context: SessionContext; event: DoneActorEvent<Result<PinOutcome, RefusalReason>> };

const isReady = ({ event: { output } }: LookUpDone) => output.ok && output.value.outcome === 'ready';

const isSpent = ({ context, event: { output } }: LookUpDone) =>
  !output.ok &&
  output.fault === 'rejected' &&
  atStage(context.session, 'authenticated').attempt < READ_ATTEMPTS;

/** What a lookup that found nothing to hand out means. */
function lookUpRefusal({ event: { output } }: LookUpDone): Refused {
  if (!output.ok || output.value.outcome === 'ready') return refusal('portalUnavailable');
  // The kiosk has believed this chip, so what the portal does not share is the trust in its issuer.
  if (output.value.outcome === 'notAuthentic') return refusal('issuerUntrusted');
  return { reason: output.value.reason, readyOn: output.value.readyOn };
}

/** With the reader the card has gone, too, though nobody took it. */
const readerGone = ({ context }: { context: SessionContext }) => !readerAnswers(context.reader.device);

const isVerified = ({ event: { output } }: PinDone) => output.ok && output.value.outcome === 'verified';

const mayTryAgain = ({ event: { output } }: PinDone) =>
  output.ok && output.value.outcome === 'wrong' && output.value.retriesLeft > 0;

function pinRefusal({ event: { output } }: PinDone): Refused {
  return refusal(output.ok ? 'pinBlocked' : output.fault);
}

function readRefusal(output: ReadCardOutcome): Refused {
  return refusal(output.outcome === 'refused' ? output.reason : 'cardUnreadable');
}

/** From the card in the slot to the request its holder confirms. Nothing is written and nothing is drawn on this way. */
export function identifyStates(kiosk: SessionSetup, { journal, timeouts }: SessionDeps) {
  const refuse = (reason: RefusalReason) =>
    ({ target: 'apologising', actions: { type: 'refuse', params: refusal(reason) } }) as const;
  const withoutCard = (reason: RefusalReason) =>
    ({ target: 'apologising', actions: ['noteCardRemoved', refuse(reason).actions] }) as const;
  const leave = {
    cancel: refuse('cancelled'),
    timedOut: refuse('timedOut'),
    cardRemoved: [{ guard: readerGone, ...withoutCard('readerUnavailable') }, withoutCard('cardRemoved')],
  } as const;
  const countdown = (ms: number) =>
    ({ id: 'countdown', src: 'countdown', input: { ms, everySecond: false } }) as const;
  const timed = { entry: 'beginCountdown', exit: 'endCountdown' } as const;
  const afterIdentified = [
    { guard: 'severalFound', target: 'choosing' },
    { target: 'confirming', actions: 'chooseFirst' },
  ] as const;

  return {
    reading: kiosk.createStateConfig({
      on: { cardRemoved: leave.cardRemoved },
      invoke: {
        src: 'readCard',
        input: ({ context }) => ({
          outage: context.outage?.reason ?? null,
          fresh: atStage(context.session, 'reading').attempt > 1,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'authenticated',
            target: 'lookingUp',
            actions: assign(({ context, event: { output } }) => {
              if (output.outcome !== 'authenticated') return {};
              const { reference, attempt } = atStage(context.session, 'reading');
              const { authenticated, challengeId } = output;
              const session: Session = {
                stage: 'authenticated',
                reference,
                attempt,
                authenticated,
                challengeId,
              };
              return { session };
            }),
          },
          {
            guard: ({ event }) => event.output.outcome === 'technician',
            target: 'maintenance',
            actions: assign(({ context }) => {
              const reference = referenceOf(context.session) ?? '';
              const report = readReport(journal, journal.verify().intact);
              const session: Session = { stage: 'maintenance', reference, report };
              return { session };
            }),
          },
          {
            target: 'apologising',
            actions: { type: 'refuse', params: ({ event }) => readRefusal(event.output) },
          },
        ],
      },
    }),
    lookingUp: kiosk.createStateConfig({
      on: { cardRemoved: leave.cardRemoved },
      invoke: {
        src: 'lookUp',
        input: ({ context }) => {
          const { authenticated, challengeId } = atStage(context.session, 'authenticated');
          return { challengeId, proof: authenticated.proof };
        },
        onDone: [
          {
            guard: isReady,
            target: 'identified',
            actions: assign(({ context, event: { output } }) =>
              output.ok && output.value.outcome === 'ready'
                ? { session: found(context.session, output.value) }
                : {},
            ),
          },
          {
            guard: isSpent,
            target: 'reading',
            actions: assign(({ context }) => {
              const { reference, attempt } = atStage(context.session, 'authenticated');
              const session: Session = { stage: 'reading', reference, attempt: attempt + 1 };
              return { session };
            }),
          },
          {
            target: 'apologising',
            actions: { type: 'refuse', params: lookUpRefusal },
          },
        ],
      },
    }),
    identified: kiosk.createStateConfig({
      always: [{ guard: 'pinAsked', target: 'pin' }, ...afterIdentified],
    }),
    pin: kiosk.createStateConfig({
      ...timed,
      invoke: countdown(timeouts.pin),
      on: { ...leave, enterPin: 'verifyingPin' },
    }),
    verifyingPin: kiosk.createStateConfig({
      on: { cardRemoved: leave.cardRemoved },
      invoke: {
        src: 'verifyPin',
        input: ({ event }) => ({ pin: event.type === 'enterPin' ? event.pin : '' }),
        onDone: [
          { guard: isVerified, target: 'pinVerified' },
          {
            guard: mayTryAgain,
            target: 'pin',
            actions: assign(({ context, event: { output } }) => {
              const session: Session = {
                ...atStage(context.session, 'found'),
                retriesLeft: output.ok && output.value.outcome === 'wrong' ? output.value.retriesLeft : null,
              };
              return { session };
            }),
          },
          { target: 'apologising', actions: { type: 'refuse', params: pinRefusal } },
        ],
      },
    }),
    pinVerified: kiosk.createStateConfig({ always: afterIdentified }),
    choosing: kiosk.createStateConfig({
      ...timed,
      invoke: countdown(timeouts.choose),
      on: {
        ...leave,
        choose: {
          guard: ({ context, event }) =>
            atStage(context.session, 'found').requests.some(({ requestId }) => requestId === event.requestId),
          target: 'confirming',
          actions: assign(({ context, event }) => ({
            session: chosen(context.session, event.requestId),
          })),
        },
      },
    }),
    confirming: kiosk.createStateConfig({
      entry: ['beginCountdown', 'refillChallenges'],
      exit: 'endCountdown',
      invoke: [
        countdown(timeouts.confirm),
        {
          src: 'readPortrait',
          onDone: {
            actions: assign(({ context, event: { output } }) => {
              if (!output.ok) return {};
              const portrait = Buffer.from(output.value).toString('base64');
              return { session: { ...atStage(context.session, 'chosen'), portrait } };
            }),
          },
        },
      ],
      on: { ...leave, confirm: 'reserving' },
    }),
  };
}
