import { randomUUID } from 'node:crypto';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { Clock } from '../../../contracts/clock.ts';
import type {
  Challenge,
  EventsAnswer,
  EventsBody,
  LookupAnswer,
  ReserveAnswer,
} from '../../../contracts/collection-api.ts';
import type { CollectableRequest } from '../../../contracts/kiosk-view.ts';
import type { Licence } from '../../../contracts/licence.ts';
import {
  PICKUP_EVENT_ACTIONS,
  type PickupEvent,
  type PickupEventBody,
  type RequestId,
} from '../../../contracts/pickup.ts';
import { nextStatus, type RequestStatus } from '../../../contracts/request.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PortalClient, PortalFault } from '../portal-client/portal.ts';
import type { Run } from './run.test-helper.ts';

/** A paid request as the fake portal keeps it. */
export interface TestRequest {
  readonly request: CollectableRequest;
  readonly licence: Licence;
  status: RequestStatus;
  fencing: number;
}

interface TestPickup {
  readonly requestId: RequestId;
  readonly token: string;
  readonly fencing: number;
  readonly events: PickupEvent[];
}

export type Question = 'settings' | 'challenge' | 'lookup' | 'reserve' | 'events' | 'status';

export const LEASE_MS = 15 * 60_000;
const CHALLENGE_MS = 5 * 60_000;

/** The ministry's side: it outlives the kiosk process, and keeps the one table. */
export class PortalOffice {
  readonly requests = new Map<RequestId, TestRequest>();
  readonly pickups = new Map<string, TestPickup>();
  readonly asked: Question[] = [];
  /** Nothing comes back, and nothing was heard. */
  readonly away = new Set<Question>();
  /** It was heard, but the answer is lost. */
  readonly deaf = new Set<Question>();
  /** What a lookup answers instead. */
  lookupAnswer: LookupAnswer | null = null;
  /** What a reservation answers instead. */
  reserveAnswer: ReserveAnswer | null = null;
  eventsAnswer: EventsAnswer | null = null;
  /** The next lookups find their challenge spent. */
  spentChallenges = 0;
  /** What the machine said of itself, in order. */
  readonly canPrint: boolean[] = [];
  /** Called when a question was heard and its answer is on the way. */
  afterAnswer: (question: Question) => void = () => {};
  portrait = Buffer.from('portrait of the licence').toString('base64');
  receiptUrl = 'https://portal.example/receipts/abc';
  leaseMs = LEASE_MS;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  setAway(away: boolean): void {
    const all: Question[] = ['settings', 'challenge', 'lookup', 'reserve', 'events', 'status'];
    for (const question of all) {
      if (away) this.away.add(question);
      else this.away.delete(question);
    }
  }

  /** Every event of every pickup, in the order of arrival within it. */
  events(): PickupEventBody[] {
    return [...this.pickups.values()].flatMap(({ events }) => events.map(({ body }) => body));
  }

  eventTypes(): string[] {
    return this.events().map(({ type }) => type);
  }

  client(run: Run): PortalClient {
    const ask = <Value>(
      question: Question,
      answer: () => Result<Value, PortalFault>,
    ): Promise<Result<Value, PortalFault>> =>
      run.hear(() => {
        this.asked.push(question);
        if (this.away.has(question)) return failure('unreachable' as const);
        const given = answer();
        const lost = this.deaf.has(question);
        this.afterAnswer(question);
        return lost ? failure('unreachable' as const) : given;
      });
    return {
      settings: () =>
        ask('settings', () =>
          success({ permitDays: 14, permitUrlTemplate: 'https://portal.example/permits/{number}' }),
        ),
      challenge: () => ask('challenge', () => success(this.#challenge())),
      lookup: () => ask('lookup', () => this.#lookUp()),
      reserve: ({ pickupId, requestId, collectionToken }) =>
        ask('reserve', () => this.#reserve(pickupId, requestId, collectionToken)),
      sendEvents: (pickupId, body) => ask('events', () => success(this.#report(pickupId, body))),
      reportStatus: ({ canPrint }) =>
        ask('status', () => {
          this.canPrint.push(canPrint);
          return success({});
        }),
      close: () => {},
    };
  }

  #challenge(): Challenge {
    return {
      challengeId: randomUUID(),
      challenge: Buffer.from(randomUUID().slice(0, 8)).toString('base64'),
      expiresAt: isoInstant(this.#clock.now() + CHALLENGE_MS),
    };
  }

  #lookUp(): Result<LookupAnswer, PortalFault> {
    if (this.spentChallenges > 0) {
      this.spentChallenges -= 1;
      return failure('rejected');
    }
    if (this.lookupAnswer) return success(this.lookupAnswer);
    const ready = [...this.requests.values()].filter(({ status }) => status === 'ready');
    if (ready.length === 0) return success({ outcome: 'refused', reason: 'noRequest', readyOn: null });
    const requests = ready.map(({ request }) => request);
    return success({ outcome: 'ready', collectionToken: `token-${randomUUID()}`, requests });
  }

  #reserve(pickupId: string, requestId: RequestId, token: string): Result<ReserveAnswer, PortalFault> {
    if (this.reserveAnswer) return success(this.reserveAnswer);
    const found = this.requests.get(requestId);
    if (!found) return success({ outcome: 'refused', reason: 'noRequest' });
    const own = this.pickups.get(pickupId);
    if (own) {
      if (own.token !== token || found.status !== 'reserved') return failure('rejected');
      return success(this.#granted(found));
    }
    if (found.status !== 'ready') return success({ outcome: 'refused', reason: 'reservedElsewhere' });
    found.status = 'reserved';
    found.fencing += 1;
    this.pickups.set(pickupId, { requestId, token, fencing: found.fencing, events: [] });
    return success(this.#granted(found));
  }

  #granted({ licence, fencing }: TestRequest): ReserveAnswer {
    return {
      outcome: 'reserved',
      fencing,
      leaseExpiresAt: isoInstant(this.#clock.now() + this.leaseMs),
      licence,
      portrait: this.portrait,
      credential: 'aaa.bbb.ccc',
      receiptUrl: this.receiptUrl,
    };
  }

  #report(pickupId: string, { fencing, events }: EventsBody): EventsAnswer {
    if (this.eventsAnswer) return this.eventsAnswer;
    const pickup = this.pickups.get(pickupId);
    const found = pickup && this.requests.get(pickup.requestId);
    if (!pickup || !found) return { outcome: 'refused', reason: 'unknownPickup' };
    if (fencing !== pickup.fencing) return { outcome: 'refused', reason: 'fenced' };
    let { status } = found;
    const fresh: PickupEvent[] = [];
    for (const event of events) {
      const held = pickup.events[event.seq - 1];
      if (held) {
        if (JSON.stringify(held) !== JSON.stringify(event))
          return { outcome: 'refused', reason: 'notAllowed' };
        continue;
      }
      if (event.seq !== pickup.events.length + fresh.length + 1) return { outcome: 'refused', reason: 'gap' };
      const action = PICKUP_EVENT_ACTIONS[event.body.type];
      const next = action === null ? status : nextStatus(status, action);
      if (next === null) return { outcome: 'refused', reason: 'notAllowed' };
      status = next;
      fresh.push(event);
    }
    pickup.events.push(...fresh);
    found.status = status;
    return { outcome: 'acknowledged', seq: pickup.events.length, status };
  }
}
