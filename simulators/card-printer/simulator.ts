import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../contracts/clock.ts';
import { unreachable } from '../../contracts/result.ts';
import { ChangeFeed } from '../control-server.ts';
import type { ArmedFault, Fault, Hand, PrinterSnapshot, Timing, TimingChange } from './control-schema.ts';
import { CardArchive } from './decoder/card-archive.ts';
import type { Rotation } from './decoder/orientation.ts';
import { monotonicClock } from './line/monotonic-clock.ts';
import { PtyLine } from './line/pty-line.ts';
import { ReceivingPacer } from './line/receiving-pacer.ts';
import type { BytesListener, SerialLine } from './line/serial-line.ts';
import { TcpLine } from './line/tcp-line.ts';
import { Disturbances } from './machine/disturbances.ts';
import { FaultRegister } from './machine/fault-register.ts';
import { applyHand, type HandRefusal } from './machine/hands.ts';
import { JobRunner } from './machine/job-runner.ts';
import { Mechanism } from './machine/mechanism.ts';
import { FACTORY_STATE } from './machine/physical-state.ts';
import { Printer } from './machine/printer.ts';
import { isAcknowledging } from './machine/settings.ts';
import { StateStore } from './machine/state-store.ts';
import { printerStatus } from './machine/status.ts';
import { Receiver } from './wire/receiver.ts';
import { Transmitter } from './wire/transmitter.ts';
import { WireLog } from './wire/wire-log.ts';

/** Where the printer's line leads: a pseudo terminal, optionally behind a link that stays, or a loopback port. */
type LineChoice =
  | { readonly type: 'pty'; readonly link: string | null }
  | { readonly type: 'tcp'; readonly port: number };

export interface SimulatorOptions {
  /** State file, printed cards and received bytes are kept here. */
  readonly folder: string;
  readonly line: LineChoice;
  readonly timing: Timing;
  readonly rotation: Rotation;
  readonly clock?: Clock;
}

/** How often, at most, the arrival of a bitmap is published, ms. */
const PROGRESS_INTERVAL_MS = 100;

/** A whole printer: line, firmware, metal. */
export class PrinterSimulator {
  /** Calls back with the whole state after each change; changes of one moment are told together. */
  readonly changes = new ChangeFeed<PrinterSnapshot>();
  readonly log: WireLog;
  readonly archive: CardArchive;
  readonly #clock: Clock;
  readonly #faults = new FaultRegister();
  readonly #initialTiming: Timing;
  readonly #mechanism: Mechanism;
  readonly #jobs: JobRunner;
  readonly #printer: Printer;
  readonly #transmitter: Transmitter;
  readonly #receiver: Receiver;
  readonly #pacer: ReceivingPacer;
  readonly #disturbances: Disturbances;
  #line: SerialLine;
  #powered = true;
  #clearToSend = true;
  #publishing = false;
  #progressPublishedAt = 0;

  /** Opens the line; rejects when it cannot be had. */
  static async start(options: SimulatorOptions): Promise<PrinterSimulator> {
    mkdirSync(options.folder, { recursive: true });
    const listener: { take: BytesListener } = { take: () => {} };
    const line = await openLine(options.line, (bytes) => listener.take(bytes));
    const simulator = new PrinterSimulator(options, line);
    listener.take = (bytes) => simulator.#pacer.push(bytes);
    return simulator;
  }

  private constructor(options: SimulatorOptions, line: SerialLine) {
    const { folder, timing, rotation } = options;
    this.#clock = options.clock ?? systemClock;
    const clock = this.#clock;
    const faults = this.#faults;
    this.#line = line;
    this.#initialTiming = timing;
    this.log = new WireLog(clock, join(folder, 'wire.bin'));
    this.archive = new CardArchive(join(folder, 'cards'));
    const onChange = () => this.#changed();
    this.#mechanism = new Mechanism({
      store: new StateStore(join(folder, 'printer.json')),
      faults,
      timing,
      clock,
      onChange: () => {
        // Whoever waits for a person must be able to hear a reset.
        if (this.#mechanism.isWaiting) this.#pacer.release('busy');
        this.#changed();
      },
    });
    this.#jobs = new JobRunner(this.#mechanism, {
      onPrinted: ({ card, planes }) => this.archive.add(card, planes),
      onUndecodable: ({ reason, line }) => this.log.event('undecodable', [reason, String(line)]),
      onChange,
    });
    this.#transmitter = new Transmitter({ clock, faults, line: () => this.#line, log: this.log });
    this.#printer = new Printer({
      mechanism: this.#mechanism,
      jobs: this.#jobs,
      rotation,
      outlets: {
        reply: ({ mnemonic }, reply) =>
          this.#transmitter.reply(mnemonic, reply, isAcknowledging(this.#mechanism.settings)),
        onPhase: ({ mnemonic }, phase) => this.#disturbances.atCommand(mnemonic, phase),
        onFull: (full) => (full ? this.#pacer.hold('busy') : this.#pacer.release('busy')),
        onChange,
      },
    });
    this.#receiver = new Receiver(faults, this.log, {
      side: () => this.#jobs.job?.side ?? 'front',
      onCommand: (command) => this.#printer.receive(command),
      onStrike: (armed) => this.#disturbances.strike(armed),
      admission: () => {
        if (!this.#powered || !this.#line.plugged) return 'lost';
        return this.#pacer.isHeld ? 'held' : 'taken';
      },
      onChange,
    });
    this.#pacer = new ReceivingPacer(options.clock ?? monotonicClock, timing.baud, {
      pause: () => this.#line.pause(),
      resume: () => this.#line.resume(),
      deliver: (bytes) => this.#deliver(bytes),
    });
    this.#disturbances = new Disturbances(clock, faults, {
      restart: (banner) => this.#restart(banner),
      setCondition: (condition, present) => this.#setCondition(condition, present),
      onChange: () => {
        this.#mechanism.wake();
        this.#changed();
      },
    });
  }

  /** What a driver opens. */
  get address(): string {
    return this.#line.address;
  }

  snapshot(): PrinterSnapshot {
    const { state, settings, timing } = this.#mechanism;
    const { job, isPrinting } = this.#jobs;
    return {
      physical: state,
      status: printerStatus({
        mechanism: this.#mechanism,
        powered: this.#powered,
        busy: this.#printer.isBusy,
        printing: isPrinting,
      }),
      powered: this.#powered,
      busy: this.#printer.isBusy,
      desynchronised: this.#receiver.isDesynchronised,
      line: {
        address: this.#line.address,
        plugged: this.#line.plugged,
        clearToSend: this.#clearToSend,
        bytesReceived: this.log.bytesReceived,
      },
      timing,
      settings: {
        errorMode: settings.errorMode,
        ejection: settings.ejection,
        insertion: settings.insertion,
        bin: settings.bin,
      },
      job: job && { card: job.card, side: job.side, printed: [...job.planes.keys()], failure: job.failure },
      receiving: this.#receiver.receiving,
      faults: [...this.#faults.armed],
    };
  }

  /** Does what a person's hand does; resolves to why it cannot, or `null`. */
  async hand(hand: Hand): Promise<HandRefusal | null> {
    this.log.event('hand', [hand.hand]);
    switch (hand.hand) {
      case 'pullCable':
        this.#setCondition('cablePulled', true);
        break;
      case 'plugCable':
        this.#disturbances.end('cablePulled');
        await this.#line.plug();
        break;
      case 'switchOff':
        this.#setCondition('powerLoss', true);
        break;
      case 'switchOn':
        this.#disturbances.end('powerLoss');
        this.#setCondition('powerLoss', false);
        break;
      default: {
        const changed = applyHand(this.#mechanism.state, hand);
        if (!changed.ok) return changed.fault;
        this.#mechanism.update(changed.value);
      }
    }
    this.#changed();
    return null;
  }

  arm(fault: Fault): ArmedFault {
    this.log.event('armed', [fault.fault]);
    return this.#disturbances.arm(fault);
  }

  /** Disarms one fault; says whether it was armed. */
  disarm(id: number): boolean {
    return this.#disturbances.disarm(id);
  }

  disarmAll(): void {
    this.#disturbances.disarmAll();
  }

  setTiming(change: TimingChange): void {
    const { baud, panelMs, moveMs } = this.#mechanism.timing;
    this.#mechanism.timing = {
      baud: change.baud ?? baud,
      panelMs: change.panelMs ?? panelMs,
      moveMs: change.moveMs ?? moveMs,
    };
    if (change.baud !== undefined) this.#pacer.setBaud(change.baud);
    this.#changed();
  }

  /** Back to a printer from the factory: no faults, no cards, no counts, cable in, speeds as at the start. */
  async reset(): Promise<void> {
    this.#disturbances.disarmAll();
    this.#powered = true;
    this.#restart('');
    await this.#line.plug();
    this.#pacer.clear();
    await this.archive.clear();
    this.log.clear();
    this.setTiming(this.#initialTiming);
    this.#mechanism.update(FACTORY_STATE);
  }

  /** Lets go of the line and finishes writing. */
  async close(): Promise<void> {
    this.#restart('');
    this.#pacer.close();
    await this.#line.close();
    await this.archive.close();
    this.log.close();
  }

  #deliver(bytes: Uint8Array): number {
    const taken = this.#receiver.take(bytes);
    const now = this.#clock.now();
    if (this.#receiver.receiving && now - this.#progressPublishedAt >= PROGRESS_INTERVAL_MS) {
      this.#progressPublishedAt = now;
      this.#changed();
    }
    return taken;
  }

  #restart(banner: string): void {
    this.log.event('restarted');
    this.#receiver.reset();
    this.#transmitter.cancel();
    this.#printer.restart();
    if (banner) this.#transmitter.announce(banner);
  }

  #setCondition(condition: 'clearToSendLow' | 'cablePulled' | 'powerLoss', present: boolean): void {
    this.log.event(condition, [present ? 'begins' : 'ends']);
    switch (condition) {
      case 'clearToSendLow':
        this.#clearToSend = !present;
        if (present) this.#pacer.hold('clearToSendLow');
        else this.#pacer.release('clearToSendLow');
        return;
      case 'cablePulled':
        if (present) {
          this.#line.unplug();
          this.#pacer.clear();
        } else this.#plugAgain();
        return;
      case 'powerLoss':
        this.#powered = !present;
        if (present) this.#restart('');
        return;
      default:
        unreachable(condition);
    }
  }

  #plugAgain(): void {
    this.#line.plug().then(
      () => this.#changed(),
      (error: unknown) => console.error(error),
    );
  }

  #changed(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    setImmediate(() => {
      this.#publishing = false;
      this.changes.publish(this.snapshot());
    });
  }
}

function openLine(choice: LineChoice, onBytes: BytesListener): Promise<SerialLine> {
  return choice.type === 'pty' ? PtyLine.open(onBytes, choice.link) : TcpLine.open(onBytes, choice.port);
}
