import { kuwaitDate } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { ChipState, CivilIdReaderStatus, DeviceState } from '../../contracts/device-status.ts';
import { failure, type Result } from '../../contracts/result.ts';
import { CardSession } from './card-session.ts';
import { keepConnected } from './hid/keep-connected.ts';
import { Neo2Channel, type Neo2Fault } from './hid/neo2.ts';
import type { OpenReportTransport, ReportTransport } from './hid/report-transport.ts';
import { CHALLENGE_BYTES } from './lds1/active-authentication.ts';
import type { TrustAnchors } from './lds1/trust-anchors.ts';
import type { ReaderLog } from './log.ts';
import type {
  AuthenticatedHolder,
  CardFault,
  CivilIdReader,
  CivilIdReaderEvent,
  PinOutcome,
} from './port.ts';

/** How often an idle reader is asked for a sign of life. */
export const HEALTH_CHECK_MS = 10_000;

const PIN = /^\d{4,8}$/;

/** Which way a report went. */
export type ReportDirection = 'toReader' | 'fromReader';

/** What the driver needs of the world around it. */
export interface CivilIdReaderDeps {
  readonly clock: Clock;
  readonly log: ReaderLog;
  /** Country signing authorities whose cards are believed. */
  readonly trustAnchors: TrustAnchors;
  /** A wire tap for developers' runs with synthetic people: the reports carry what the card holds, and the PIN. */
  readonly onReport?: (direction: ReportDirection, report: Uint8Array) => void;
}

/** A card in the slot. */
interface SeatedCard {
  readonly session: CardSession;
  chip: ChipState;
}

/** The driver behind the port, over any transport of reports. */
export class Neo2CivilIdReader implements CivilIdReader {
  readonly #issuingState: string;
  readonly #deps: CivilIdReaderDeps;
  readonly #listeners = new Set<(event: CivilIdReaderEvent) => void>();
  readonly #disconnect: () => void;
  #device: DeviceState = 'noDevice';
  #channel: Neo2Channel | null = null;
  #card: SeatedCard | null = null;
  #status: CivilIdReaderStatus;
  #lastTrouble: string | null = null;
  #healthCheck: unknown = null;
  #isBusy = false;
  /** Operations run one after another. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(issuingState: string, deps: CivilIdReaderDeps, open: OpenReportTransport) {
    this.#issuingState = issuingState;
    this.#deps = deps;
    this.#status = this.#summarise();
    this.#checkHealthLater();
    this.#disconnect = keepConnected(open, deps.clock, {
      onConnected: (transport) => this.#connected(transport),
      onReport: (report) => this.#received(report),
      onDisconnected: () => this.#disconnected(),
      onTrouble: (message) => this.#troubled(message),
    });
  }

  status(): CivilIdReaderStatus {
    return this.#status;
  }

  subscribe(listener: (event: CivilIdReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readHolder(challenge: Uint8Array): Promise<Result<AuthenticatedHolder, CardFault>> {
    if (challenge.length !== CHALLENGE_BYTES) throw new RangeError('a challenge has 8 octets');
    const octets = Uint8Array.from(challenge);
    return this.#operate((session) => session.readHolder(octets));
  }

  verifyPin(pin: string): Promise<Result<PinOutcome, CardFault>> {
    if (!PIN.test(pin)) throw new RangeError('a PIN has 4 to 8 digits');
    return this.#operate((session) => session.verifyPin(pin));
  }

  readPortrait(): Promise<Result<Uint8Array, CardFault>> {
    return this.#operate((session) => session.readPortrait());
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#deps.clock.clearTimeout(this.#healthCheck);
    this.#disconnect();
    await this.#tail;
  }

  #operate<Value>(
    work: (session: CardSession) => Promise<Result<Value, CardFault>>,
  ): Promise<Result<Value, CardFault>> {
    const run = this.#tail.then(() => this.#perform(work));
    this.#tail = run.then(
      (result) => (result.ok ? undefined : this.#clearUp()),
      () => this.#clearUp(),
    );
    return run;
  }

  async #perform<Value>(
    work: (session: CardSession) => Promise<Result<Value, CardFault>>,
  ): Promise<Result<Value, CardFault>> {
    const card = this.#card;
    if (card === null) return failure('cardRemoved');
    this.#isBusy = true;
    this.#chipIs(card, 'busy');
    try {
      const result = await work(card.session);
      if (card.session.isRemoved) return failure('cardRemoved');
      if (!result.ok) card.session.forget();
      this.#chipIs(card, !result.ok && result.fault === 'cardUnreadable' ? 'hardwareError' : 'online');
      return result;
    } finally {
      this.#isBusy = false;
    }
  }

  /** After a fault a card that is still there is left without power; the caller does not wait for it. */
  async #clearUp(): Promise<void> {
    const card = this.#card;
    if (card === null || !card.session.isPowered) return;
    const poweredOff = await card.session.powerOff();
    if (poweredOff.ok && card.chip !== 'hardwareError') this.#chipIs(card, 'poweredOff');
  }

  #chipIs(card: SeatedCard, chip: ChipState): void {
    card.chip = chip;
    this.#update();
  }

  #connected(transport: ReportTransport): void {
    const { clock, log, onReport } = this.#deps;
    this.#lastTrouble = null;
    const channel = new Neo2Channel({
      clock,
      log,
      send: (reports) => {
        for (const report of reports) onReport?.('toReader', report);
        transport.send(reports);
      },
      onCardSeat: (isSeated) => this.#cardSeat(channel, isSeated),
    });
    this.#channel = channel;
    void this.#watch(channel);
  }

  #received(report: Uint8Array): void {
    this.#deps.onReport?.('fromReader', report);
    this.#channel?.receive(report);
  }

  #disconnected(): void {
    this.#channel?.disconnect();
    this.#channel = null;
    this.#device = 'noDevice';
    this.#update();
    this.#removeCard();
  }

  /** The same trouble is logged once, however often an absent reader is looked for. */
  #troubled(message: string): void {
    if (message === this.#lastTrouble) return;
    this.#lastTrouble = message;
    this.#deps.log.warn({ trouble: message }, 'no connection to the reader');
  }

  /** Asks for notifications; the answer, or none, also tells whether the reader lives. */
  async #watch(channel: Neo2Channel): Promise<void> {
    const watched = await channel.watchCardSeat();
    if (this.#channel !== channel) return;
    this.#device = watched.ok ? 'online' : 'hardwareError';
    this.#update();
  }

  #checkHealthLater(): void {
    this.#healthCheck = this.#deps.clock.setTimeout(() => {
      if (this.#channel !== null && !this.#isBusy) void this.#watch(this.#channel);
      this.#checkHealthLater();
    }, HEALTH_CHECK_MS);
  }

  #cardSeat(channel: Neo2Channel, isSeated: boolean): void {
    this.#device = 'online';
    if (isSeated && this.#card === null) {
      this.#card = { session: this.#createSession(channel), chip: 'poweredOff' };
      this.#update();
      this.#emit({ type: 'cardInserted' });
      return;
    }
    this.#update();
    if (!isSeated) this.#removeCard();
  }

  #createSession(channel: Neo2Channel): CardSession {
    const { log, trustAnchors, clock } = this.#deps;
    const session: CardSession = new CardSession({
      channel,
      log,
      rules: () => ({ trustAnchors, issuingState: this.#issuingState, today: kuwaitDate(clock.now()) }),
      onFault: (fault) => this.#exchangeFailed(channel, session, fault),
    });
    return session;
  }

  #exchangeFailed(channel: Neo2Channel, session: CardSession, fault: Neo2Fault): void {
    if (fault === 'timedOut' && channel === this.#channel) void this.#watch(channel);
    if (fault === 'cardGone' && session === this.#card?.session) this.#removeCard();
  }

  #removeCard(): void {
    const card = this.#card;
    if (card === null) return;
    this.#card = null;
    card.session.remove();
    this.#update();
    this.#emit({ type: 'cardRemoved' });
  }

  #summarise(): CivilIdReaderStatus {
    const device = this.#device;
    if (device === 'noDevice') return { device, media: 'unknown', chip: 'unknown' };
    return this.#card === null
      ? { device, media: 'notPresent', chip: 'noCard' }
      : { device, media: 'present', chip: this.#card.chip };
  }

  #update(): void {
    const { device, media, chip } = this.#status;
    const status = this.#summarise();
    if (status.device === device && status.media === media && status.chip === chip) return;
    this.#status = status;
    this.#emit({ type: 'statusChanged', status });
  }

  #emit(event: CivilIdReaderEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
