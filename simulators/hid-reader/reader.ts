import type { Clock } from '../../contracts/clock.ts';
import type { CardFile, CardName } from '../civil-id-card/card-file.ts';
import { ChangeFeed } from '../control-server.ts';
import type { CardLibrary } from './card-library.ts';
import { execute, NOTIFICATION } from './commands.ts';
import type { CardSummary, ReaderFault, ReaderState, WireEntry } from './control.ts';
import { BAD_CRC_MASK, SLOW_REPLY_MS, spoilReports } from './faults.ts';
import { encodeResponse, MessageAssembler, parseCommandMessage, toReports } from './framing.ts';
import type { SlotMemory } from './memory.ts';
import { type LinkAddress, ReportLink } from './report-link.ts';
import { ReportPacer } from './report-pacer.ts';
import { CardSlot } from './slot.ts';
import { STATUS, type Status } from './status.ts';
import { WireLog } from './wire-log.ts';

/** A card reader as hands and hosts meet it: a slot in front, a cable at the back. */
export class ReaderSimulator {
  /** The state after each change. */
  readonly changes = new ChangeFeed<ReaderState>();
  readonly #cards: CardLibrary;
  readonly #memory: SlotMemory;
  readonly #slot: CardSlot;
  readonly #link: ReportLink;
  readonly #wire: WireLog;
  readonly #assembler = new MessageAssembler();
  readonly #incoming: ReportPacer;
  readonly #outgoing: ReportPacer;
  #notifying = false;
  #fault: ReaderFault | null = null;
  #faultReplies: number | null = null;
  #latencyMs: number;

  constructor(options: {
    readonly cards: CardLibrary;
    readonly memory: SlotMemory;
    readonly address: LinkAddress;
    readonly clock: Clock;
    readonly latencyMs: number;
  }) {
    this.#cards = options.cards;
    this.#memory = options.memory;
    this.#slot = new CardSlot(options.memory);
    this.#latencyMs = options.latencyMs;
    this.#wire = new WireLog(options.clock);
    this.#incoming = new ReportPacer(options.clock, (reports) => {
      for (const report of reports) this.#receive(report);
    });
    this.#outgoing = new ReportPacer(options.clock, (reports) => {
      if (this.#link.send(reports)) for (const report of reports) this.#wire.add('toHost', report);
    });
    this.#link = new ReportLink(options.address, {
      onReport: (report) => {
        this.#wire.add('toReader', report);
        this.#incoming.pass([report], this.#latencyMs);
      },
      onHostChanged: () => this.#publish(),
    });
    const seated = options.memory.card && options.cards.find(options.memory.card);
    if (seated) this.#slot.insert(seated);
  }

  get state(): ReaderState {
    return {
      card: this.#slot.card?.card ?? null,
      connected: this.#link.listening,
      hostConnected: this.#link.hostConnected,
      chipPowered: this.#slot.powered,
      notifying: this.#notifying,
      fault: this.#fault,
      faultReplies: this.#faultReplies,
      latencyMs: this.#latencyMs,
    };
  }

  /** Where the reports are exchanged. */
  get address(): string {
    return this.#link.address;
  }

  cards(): CardSummary[] {
    return this.#cards.list().map((card) => this.#summarise(card));
  }

  wireAfter(after: number): WireEntry[] {
    return this.#wire.entriesAfter(after);
  }

  /** Puts the cable in, or pulls it: without power the reader forgets all but the card in its slot. */
  async plug(connected: boolean): Promise<void> {
    if (connected) await this.#link.listen();
    else {
      this.#slot.powerOff();
      this.#notifying = false;
      this.#assembler.reset();
      this.#incoming.clear();
      this.#outgoing.clear();
      await this.#link.unplug();
    }
    this.#publish();
  }

  /** Puts a card in. The same card once more changes nothing. */
  insert(name: CardName): 'inserted' | 'unknownCard' | 'occupied' {
    const { card: seated } = this.#slot;
    if (seated) return seated.card === name ? 'inserted' : 'occupied';
    const card = this.#cards.find(name);
    if (!card) return 'unknownCard';
    this.#slot.insert(card);
    this.#seatChanged();
    return 'inserted';
  }

  remove(): void {
    if (!this.#slot.card) return;
    this.#slot.remove();
    this.#seatChanged();
  }

  setFault(fault: ReaderFault | null, replies: number | null): void {
    this.#fault = fault;
    this.#faultReplies = fault && replies;
    this.#publish();
  }

  setLatency(ms: number): void {
    this.#latencyMs = ms;
    this.#publish();
  }

  /** Gives the PIN its first tries back; `null` when there is no such card. A powered chip learns of it with its next power. */
  unblockPin(name: CardName): CardSummary | null {
    const card = this.#cards.find(name);
    if (!card) return null;
    this.#memory.clearPinTries(name);
    return this.#summarise(card);
  }

  #summarise(card: CardFile): CardSummary {
    const { card: name, story, printed } = card;
    return { card: name, story, holder: printed, pinTriesLeft: this.#slot.pinTriesLeft(card) };
  }

  #receive(report: Buffer): void {
    const message = this.#assembler.accept(report);
    if (!message || this.#fault === 'silence') return;
    const received = parseCommandMessage(message);
    const poweredBefore = this.#slot.powered;
    const outcome =
      this.#fault === 'refused'
        ? { status: STATUS.failed, data: Buffer.alloc(0) }
        : execute(received, this.#slot);
    // The seat switch is faster than the chip's silence: the host hears that the card has gone before it hears the reply.
    if (outcome.pulled) this.#seatChanged();
    this.#reply(received.command, outcome.status, outcome.data);
    if (outcome.notifying !== undefined) {
      this.#notifying = outcome.notifying;
      this.#publish();
      if (this.#slot.card) this.#notify();
    } else if (this.#slot.powered !== poweredBefore) this.#publish();
  }

  #reply(command: number, status: Status, data: Buffer): void {
    const crcMask = this.#fault === 'badCrc' ? BAD_CRC_MASK : 0;
    const reports = toReports(encodeResponse(command, status, data, crcMask));
    const late = this.#fault === 'slow' ? SLOW_REPLY_MS : 0;
    this.#outgoing.pass(spoilReports(reports, this.#fault), this.#latencyMs, late);
    if (this.#faultReplies === null) return;
    const left = this.#faultReplies - 1;
    this.setFault(left > 0 ? this.#fault : null, left > 0 ? left : null);
  }

  #seatChanged(): void {
    this.#notify();
    this.#memory.setCard(this.#slot.card?.card ?? null);
    this.#publish();
  }

  #notify(): void {
    if (!this.#notifying || this.#fault === 'silence') return;
    const seated = Buffer.from([this.#slot.card ? 1 : 0]);
    this.#outgoing.pass(toReports(encodeResponse(NOTIFICATION, STATUS.ok, seated)), this.#latencyMs);
  }

  #publish(): void {
    this.changes.publish(this.state);
  }
}
