import { z } from 'zod';
import { ControlClient } from '../control-client.ts';
import {
  ArmedFault,
  type CardFile,
  CardPlanes,
  type FaultInput,
  type HandInput,
  PrinterSnapshot,
  type TimingChange,
  WireEntry,
} from './control-schema.ts';

/** Calls the control door of a running printer simulator. Methods reject with `ControlRefusedError` on a refusal. */
export class PrinterControl {
  readonly #client: ControlClient;
  readonly #baseUrl: string;

  /** `baseUrl` as the simulator announced it. */
  constructor(baseUrl: string) {
    this.#client = new ControlClient(baseUrl);
    this.#baseUrl = baseUrl;
  }

  state(): Promise<PrinterSnapshot> {
    return this.#client.get('/state', PrinterSnapshot);
  }

  /** The state now and after each change, until `signal` fires. */
  events(signal: AbortSignal): AsyncGenerator<PrinterSnapshot> {
    return this.#client.events('/events', PrinterSnapshot, signal);
  }

  /** Does what a person's hand does. Refused (409) when there is nothing to do it to. */
  hand(hand: HandInput): Promise<PrinterSnapshot> {
    return this.#client.post('/hand', hand, PrinterSnapshot);
  }

  /** Arms a fault; its id disarms it. */
  arm(fault: FaultInput): Promise<ArmedFault> {
    return this.#client.post('/faults', fault, ArmedFault);
  }

  /** Refused (404) when the fault is not armed any more. */
  disarm(id: number): Promise<PrinterSnapshot> {
    return this.#client.remove(`/faults/${id}`, PrinterSnapshot);
  }

  disarmAll(): Promise<PrinterSnapshot> {
    return this.#client.remove('/faults', PrinterSnapshot);
  }

  setTiming(change: TimingChange): Promise<PrinterSnapshot> {
    return this.#client.post('/timing', change, PrinterSnapshot);
  }

  /** Back to a printer from the factory. */
  reset(): Promise<PrinterSnapshot> {
    return this.#client.post('/reset', {}, PrinterSnapshot);
  }

  /** Frames with an index above `after`. */
  wire(after = 0): Promise<readonly WireEntry[]> {
    return this.#client.get('/wire', z.array(WireEntry), { after });
  }

  /** Every byte received since the simulator started or was reset. */
  wireBytes(): Promise<Uint8Array> {
    return this.#octets('/wire.bin');
  }

  /** Numbers of the printed cards, ascending. */
  cards(): Promise<readonly number[]> {
    return this.#client.get('/cards', z.array(z.int().positive()));
  }

  planes(card: number): Promise<CardPlanes> {
    return this.#client.get(`/cards/${card}/planes.json`, CardPlanes);
  }

  /** One file of a printed card. */
  cardFile(card: number, file: CardFile): Promise<Uint8Array> {
    return this.#octets(`/cards/${card}/${file}`);
  }

  async #octets(path: string): Promise<Uint8Array> {
    const response = await fetch(this.#baseUrl + path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
