import type { Clock } from '../../../contracts/clock.ts';
import { unreachable } from '../../../contracts/result.ts';
import type { ArmedFault, Fault } from '../control-schema.ts';
import { type FaultRegister, type Interruption, isInterruption } from './fault-register.ts';

type Condition = Exclude<Interruption, { fault: 'reset' }>;

/** What interruptions act upon. */
export interface DisturbanceOutlets {
  readonly restart: (banner: string) => void;
  /** Begins (`true`) or ends a condition. */
  readonly setCondition: (condition: Condition['fault'], present: boolean) => void;
  readonly onChange: () => void;
}

/** Arms faults, lets interruptions strike at their moment and ends them after their time. */
export class Disturbances {
  readonly #clock: Clock;
  readonly #faults: FaultRegister;
  readonly #outlets: DisturbanceOutlets;
  /** Conditions that have struck, by fault id, with the timer that ends them. */
  readonly #present = new Map<number, { readonly condition: Condition['fault']; readonly timer: unknown }>();

  constructor(clock: Clock, faults: FaultRegister, outlets: DisturbanceOutlets) {
    this.#clock = clock;
    this.#faults = faults;
    this.#outlets = outlets;
  }

  /** Arms a fault; one for now strikes at once. */
  arm(fault: Fault): ArmedFault {
    const armed = this.#faults.arm(fault);
    if (isInterruption(fault) && fault.at.when === 'now') this.strike(armed);
    this.#outlets.onChange();
    return armed;
  }

  /** Disarms a fault and ends what it began; says whether there was such a fault. */
  disarm(id: number): boolean {
    const known = this.#faults.disarm(id);
    this.#lift(id);
    this.#outlets.onChange();
    return known;
  }

  disarmAll(): void {
    for (const { id } of this.#faults.armed) this.disarm(id);
  }

  /** Ends conditions of one kind, as a hand does that puts the cable back or switches the printer on. */
  end(condition: Condition['fault']): void {
    for (const [id, present] of this.#present) if (present.condition === condition) this.disarm(id);
  }

  /** Lets interruptions at a command strike. */
  atCommand(command: string, phase: 'received' | 'done'): void {
    for (const armed of this.#faults.interruptionsAt({ when: 'atCommand', command, phase }))
      this.strike(armed);
  }

  /** A fault's moment has come. */
  strike({ id, fault }: ArmedFault): void {
    if (fault.fault === 'byteDropped') {
      this.#faults.disarm(id);
      return;
    }
    if (!isInterruption(fault)) return;
    switch (fault.fault) {
      case 'reset':
        this.#faults.disarm(id);
        this.#outlets.restart(fault.banner);
        return;
      case 'clearToSendLow':
      case 'cablePulled':
      case 'powerLoss':
        this.#begin(id, fault);
        return;
      default:
        unreachable(fault);
    }
  }

  #begin(id: number, { fault: condition, ms }: Condition): void {
    if (this.#present.has(id)) return;
    const timer = ms === null ? null : this.#clock.setTimeout(() => this.disarm(id), ms);
    this.#present.set(id, { condition, timer });
    this.#outlets.setCondition(condition, true);
    this.#outlets.onChange();
  }

  #lift(id: number): void {
    const present = this.#present.get(id);
    if (!present) return;
    this.#present.delete(id);
    if (present.timer !== null) this.#clock.clearTimeout(present.timer);
    const others = [...this.#present.values()];
    if (!others.some(({ condition }) => condition === present.condition))
      this.#outlets.setCondition(present.condition, false);
  }
}
