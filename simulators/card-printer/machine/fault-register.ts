import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import type { ArmedFault, Fault, Moment } from '../control-schema.ts';

type FaultName = Fault['fault'];
type FaultOf<Name extends FaultName> = Extract<Fault, { fault: Name }>;

const REPLY_FAULT_NAMES = [
  'staleOk',
  'truncatedReply',
  'silence',
  'garbageReply',
  'splitReply',
  'mergedReplies',
  'unknownError',
] as const satisfies readonly FaultName[];
/** A fault that spoils a reply. */
export type ReplyFault = FaultOf<(typeof REPLY_FAULT_NAMES)[number]>;

/** A fault that interrupts the printer or its line at a chosen moment. */
export type Interruption = FaultOf<'reset' | 'clearToSendLow' | 'cablePulled' | 'powerLoss'>;

/** An armed fault that strikes inside a bitmap, and how many bytes of it may still pass. */
export interface Tripwire {
  readonly armed: ArmedFault;
  readonly distance: number;
}

/** Whether a fault is an interruption. */
export function isInterruption(fault: Fault): fault is Interruption {
  return 'at' in fault;
}

function isReplyFault(fault: Fault): fault is ReplyFault {
  return (REPLY_FAULT_NAMES as readonly string[]).includes(fault.fault);
}

function matchesMoment(at: Moment, wanted: Exclude<Moment, { when: 'inPanel' }>): boolean {
  if (at.when === 'now') return wanted.when === 'now';
  return (
    at.when === 'atCommand' &&
    wanted.when === 'atCommand' &&
    at.command === wanted.command &&
    at.phase === wanted.phase
  );
}

/** The faults that wait for their moment or last. */
export class FaultRegister {
  #armed: ArmedFault[] = [];
  #lastId = 0;

  get armed(): readonly ArmedFault[] {
    return this.#armed;
  }

  arm(fault: Fault): ArmedFault {
    this.#lastId += 1;
    const armed = { id: this.#lastId, fault };
    this.#armed = [...this.#armed, armed];
    return armed;
  }

  /** Forgets a fault; says whether it was armed. */
  disarm(id: number): boolean {
    const before = this.#armed.length;
    this.#armed = this.#armed.filter((armed) => armed.id !== id);
    return this.#armed.length < before;
  }

  /** The first armed fault of this name that fits. */
  find<Name extends FaultName>(
    name: Name,
    fits: (fault: FaultOf<Name>) => boolean = () => true,
  ): FaultOf<Name> | null {
    for (const { fault } of this.#armed) {
      if (isNamed(fault, name) && fits(fault)) return fault;
    }
    return null;
  }

  /** As {@link find}, and disarms what it finds. */
  take<Name extends FaultName>(
    name: Name,
    fits: (fault: FaultOf<Name>) => boolean = () => true,
  ): FaultOf<Name> | null {
    const found = this.find(name, fits);
    if (found) this.#armed = this.#armed.filter(({ fault }) => fault !== found);
    return found;
  }

  /** The fault that spoils the reply to `command`, one use of it spent. */
  takeReplyFault(command: string): ReplyFault | null {
    for (const { id, fault } of this.#armed) {
      if (!isReplyFault(fault) || (fault.command !== undefined && fault.command !== command)) continue;
      this.#spend(id, fault);
      return fault;
    }
    return null;
  }

  /** Interruptions that strike at this moment. */
  interruptionsAt(moment: Exclude<Moment, { when: 'inPanel' }>): readonly ArmedFault[] {
    return this.#armed.filter(({ fault }) => isInterruption(fault) && matchesMoment(fault.at, moment));
  }

  /** The next fault to strike inside the bitmap of `panel`, of which `received` of `expected` bytes are in. */
  nextTripwire(panel: PrintPanel | null, received: number, expected: number): Tripwire | null {
    let next: Tripwire | null = null;
    for (const armed of this.#armed) {
      const place = placeInPanel(armed.fault);
      if (!place || place.panel !== panel) continue;
      const distance = Math.max(0, Math.min(place.afterBytes, expected - 1) - received);
      if (!next || distance < next.distance) next = { armed, distance };
    }
    return next;
  }

  #spend(id: number, spent: ReplyFault): void {
    if (spent.times === null) return;
    const times = spent.times - 1;
    this.#armed = this.#armed.flatMap((armed) => {
      if (armed.id !== id) return [armed];
      return times > 0 ? [{ id, fault: { ...spent, times } }] : [];
    });
  }
}

function isNamed<Name extends FaultName>(fault: Fault, name: Name): fault is FaultOf<Name> {
  return fault.fault === name;
}

function placeInPanel(fault: Fault): { panel: PrintPanel; afterBytes: number } | null {
  if (fault.fault === 'byteDropped') return fault;
  return isInterruption(fault) && fault.at.when === 'inPanel' ? fault.at : null;
}
