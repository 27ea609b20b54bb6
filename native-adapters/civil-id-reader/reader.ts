import { kuwaitDate } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { ChipState, CivilIdReaderStatus, DeviceState } from '../../contracts/device-status.ts';
import { failure, type Result } from '../../contracts/result.ts';
import { CardSession } from './card-session.ts';
import { keepConnected } from './hid/keep-connected.ts';
import { Neo2Channel, type Neo2Fault, type ReaderHealth } from './hid/neo2.ts';
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
/** The same while it gives none, or has not told whether a card still sits in its slot. */
export const RECOVERY_CHECK_MS = 1_000;

const PIN = /^\d{4,8}$/;

/** Which way a report went. */
type ReportDirection = 'toReader' | 'fromReader';

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
  #isClosed = false;
  /** The reader was silent for a while: a card may have gone, or another one come, unheard. */
  #isSeatUncertain = false;
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
    this.#isClosed = true;
    this.#listeners.clear();
    this.#checkHealthLater();
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
      onHealth: (health) => this.#answered(channel, health),
    });
    this.#channel = channel;
    void channel.watchCardSeat();
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

  /**
   * A reader that speaks again tells of a seated card by a notification; when none has come until it is asked the next
   * time, the card has gone.
   */
  #answered(channel: Neo2Channel, health: ReaderHealth): void {
    if (this.#channel !== channel) return;
    const wasOnline = this.#device === 'online';
    this.#device = health === 'answers' ? 'online' : 'hardwareError';
    this.#update();
    if (health === 'silent') this.#isSeatUncertain = this.#card !== null;
    if (health === 'answers' && wasOnline && this.#isSeatUncertain) this.#removeCard();
    this.#checkHealthLater();
  }

  #checkHealthLater(): void {
    const { clock } = this.#deps;
    clock.clearTimeout(this.#healthCheck);
    if (this.#isClosed) return;
    const isWell = this.#device !== 'hardwareError' && !this.#isSeatUncertain;
    this.#healthCheck = clock.setTimeout(
      () => {
        if (!this.#isBusy) void this.#channel?.watchCardSeat();
        this.#checkHealthLater();
      },
      isWell ? HEALTH_CHECK_MS : RECOVERY_CHECK_MS,
    );
  }

  #cardSeat(channel: Neo2Channel, isSeated: boolean): void {
    if (this.#device === 'noDevice') this.#device = 'online';
    if (this.#isSeatUncertain) this.#removeCard();
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
    const isReadersFault = fault === 'timedOut' || fault === 'garbled';
    if (isReadersFault && channel === this.#channel) void channel.watchCardSeat();
    if (fault === 'cardGone' && session === this.#card?.session) this.#removeCard();
  }

  #removeCard(): void {
    this.#isSeatUncertain = false;
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
