import { type Clock, delay } from '../../../contracts/clock.ts';
import type { Timing } from '../control-schema.ts';
import type { ErrorWord } from '../wire/reply.ts';
import type { FaultRegister } from './fault-register.ts';
import { feedFromHopper, type Motion } from './motion.ts';
import type { PhysicalState } from './physical-state.ts';
import { isCoverIgnored, isSupervised, POWER_UP_SETTINGS, type Settings } from './settings.ts';
import type { StateStore } from './state-store.ts';

/** Thrown out of whatever was going on when the printer restarts or loses power. */
export class Abandoned extends Error {
  constructor() {
    super('The printer restarted');
    this.name = 'Abandoned';
  }
}

/** Conditions that a person can put right. Unsupervised, the printer waits for that instead of replying. */
const WAITABLE: ReadonlySet<ErrorWord> = new Set([
  'COVER OPEN',
  'FEEDER EMPTY',
  'CARD JAM',
  'HOPPER FULL',
  'ERROR HEAD',
  'ERROR RIBBON',
]);

/** Transport, sensors and modes: everything that moves a card or tells where one is. */
export class Mechanism {
  readonly faults: FaultRegister;
  settings: Settings = POWER_UP_SETTINGS;
  /** Speeds; replaced as a whole while the printer runs. */
  timing: Timing;
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #life = new AbortController();
  #waiting: (() => void)[] = [];

  constructor(options: {
    readonly store: StateStore;
    readonly faults: FaultRegister;
    readonly timing: Timing;
    readonly clock: Clock;
    /** Called after each change of state, and when the printer begins to wait for a person. */
    readonly onChange: () => void;
  }) {
    this.#store = options.store;
    this.faults = options.faults;
    this.timing = options.timing;
    this.#clock = options.clock;
    this.#onChange = options.onChange;
  }

  get state(): PhysicalState {
    return this.#store.state;
  }

  /** Whether an error is being waited out for want of a supervisor. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Makes `state` the present one and looks again at what was waited for. */
  update(state: PhysicalState): void {
    this.#store.replace(state);
    this.wake();
    this.#onChange();
  }

  /** Lets whatever waits for a person look again. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** Ends everything that is going on; modes are forgotten, cards stay where they are. */
  abandon(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.settings = POWER_UP_SETTINGS;
    this.wake();
  }

  /** Waits `ms`. Throws {@link Abandoned} when the printer restarts meanwhile. */
  async pause(ms: number): Promise<void> {
    const { signal } = this.#life;
    if (ms > 0) await delay(this.#clock, ms, signal);
    if (signal.aborted) throw new Abandoned();
  }

  /** Why nothing can move at present, or `null`. */
  obstacle(): ErrorWord | null {
    if (this.state.coverOpen && !isCoverIgnored(this.settings)) return 'COVER OPEN';
    return this.state.transport?.jammed ? 'CARD JAM' : null;
  }

  /**
   * Carries `attempt` out. Supervised, its error is the result. Unsupervised, an error that a person can put right is waited
   * out, and `attempt` made again after each change.
   */
  async attempt(attempt: () => Promise<ErrorWord | null>): Promise<ErrorWord | null> {
    for (;;) {
      const word = await attempt();
      if (word === null || isSupervised(this.settings) || !WAITABLE.has(word)) return word;
      const { signal } = this.#life;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        this.#onChange();
      });
      if (signal.aborted) throw new Abandoned();
    }
  }

  /** Moves a card, in the name of `command`. Nothing has moved when it fails, unless the card has jammed. */
  move(command: string, motion: Motion): Promise<ErrorWord | null> {
    return this.attempt(async () => {
      const before = this.obstacle();
      if (before) return before;
      await this.pause(this.timing.moveMs);
      return this.obstacle() ?? this.#finishMove(command, motion);
    });
  }

  /** Feeds from the hopper, as {@link move}. */
  feed(command: string): Promise<ErrorWord | null> {
    return this.move(command, (state) => {
      const misfed = !state.transport && this.faults.take('feederEmpty');
      if (misfed) this.update({ ...state, hopper: { ...state.hopper, count: 0 } });
      return feedFromHopper(this.state);
    });
  }

  /** Lets the card in the transport jam. */
  jam(): void {
    const { transport } = this.state;
    if (transport) this.update({ ...this.state, transport: { ...transport, jammed: true } });
  }

  #finishMove(command: string, motion: Motion): ErrorWord | null {
    const moved = motion(this.state);
    if (!moved.ok) return moved.fault;
    const jammed = this.faults.take('jam', (fault) => fault.command === command);
    // A card on its way out gets stuck in the transport that it was about to leave.
    if (!jammed || moved.value.transport) this.update(moved.value);
    if (!jammed) return null;
    this.jam();
    return 'CARD JAM';
  }
}
