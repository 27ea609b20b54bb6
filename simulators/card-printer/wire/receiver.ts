import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import { unreachable } from '../../../contracts/result.ts';
import type { ArmedFault } from '../control-schema.ts';
import type { FaultRegister } from '../machine/fault-register.ts';
import { panelName } from '../machine/print-job.ts';
import type { Command, ParserEvent } from './command.ts';
import { CommandParser } from './parser.ts';
import { isPanelLetter } from './raster-format.ts';
import type { WireLog } from './wire-log.ts';

/** A bitmap that is arriving, by the shared name of its panel (`null` for one that no side has). */
export interface Receiving {
  readonly panel: PrintPanel | null;
  readonly received: number;
  readonly expected: number;
}

/** What the receiver is connected to. */
export interface ReceiverOutlets {
  /** The side that is being printed. */
  readonly side: () => 'front' | 'back';
  readonly onCommand: (command: Command) => void;
  /** A fault whose place inside a bitmap is reached strikes. */
  readonly onStrike: (armed: ArmedFault) => void;
  /** Whether bytes can be taken at all: `lost` ones vanish, `held` ones wait. */
  readonly admission: () => 'taken' | 'held' | 'lost';
  readonly onChange: () => void;
}

/** The printer's end of the receiving line: bytes in, commands out, and faults at exact places in between. */
export class Receiver {
  readonly #parser = new CommandParser();
  readonly #faults: FaultRegister;
  readonly #log: WireLog;
  readonly #outlets: ReceiverOutlets;
  #desynchronised = false;

  constructor(faults: FaultRegister, log: WireLog, outlets: ReceiverOutlets) {
    this.#faults = faults;
    this.#log = log;
    this.#outlets = outlets;
  }

  get isDesynchronised(): boolean {
    return this.#desynchronised;
  }

  get receiving(): Receiving | null {
    const { counting } = this.#parser;
    if (!counting) return null;
    const { panel: letter, received, expected } = counting;
    const panel = isPanelLetter(letter) ? panelName(this.#outlets.side(), letter) : null;
    return { panel, received, expected };
  }

  /** Forgets where in a command the stream was. */
  reset(): void {
    this.#parser.reset();
    this.#desynchronised = false;
  }

  /** Takes bytes; says how many before something held the line. */
  take(bytes: Uint8Array): number {
    let taken = 0;
    while (taken < bytes.length) {
      const admission = this.#outlets.admission();
      if (admission === 'lost') {
        this.#ignored('noise', bytes.length - taken);
        return bytes.length;
      }
      if (admission === 'held') return taken;
      taken += this.#step(bytes.subarray(taken));
    }
    return taken;
  }

  #step(bytes: Uint8Array): number {
    const receiving = this.receiving;
    const trip =
      receiving && this.#faults.nextTripwire(receiving.panel, receiving.received, receiving.expected);
    if (trip?.distance === 0) {
      this.#outlets.onStrike(trip.armed);
      // A dropped byte passes over the line and never arrives.
      return trip.armed.fault.fault === 'byteDropped' ? 1 : 0;
    }
    const { consumed, event } = this.#parser.consume(bytes.subarray(0, trip?.distance ?? bytes.length));
    this.#log.received(bytes.subarray(0, consumed));
    if (event) this.#tell(event);
    return consumed;
  }

  #tell(event: ParserEvent): void {
    switch (event.type) {
      case 'command': {
        const { mnemonic, parameters, data } = event.command;
        this.#desynchronised = false;
        this.#log.note({
          direction: 'toPrinter',
          type: 'command',
          text: mnemonic,
          parameters: [...parameters],
          bytes: data?.length ?? 0,
          content: data,
        });
        this.#outlets.onCommand(event.command);
        return;
      }
      case 'countingBegun':
        this.#outlets.onChange();
        return;
      case 'noise':
      case 'swallowed':
        this.#ignored(event.type, event.bytes);
        return;
      case 'desynchronised':
        this.#desynchronised = true;
        this.#log.event('desynchronised');
        this.#outlets.onChange();
        return;
      default:
        unreachable(event);
    }
  }
  #ignored(type: 'noise' | 'swallowed', bytes: number): void {
    this.#log.note({ direction: 'toPrinter', type, text: '', parameters: [], bytes, content: null });
  }
}
