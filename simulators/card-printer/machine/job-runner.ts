import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import type { Result } from '../../../contracts/result.ts';
import { filledPlane, type PanelFault, type Plane } from '../decoder/plane.ts';
import type { PanelLetter } from '../wire/raster-format.ts';
import type { ErrorWord } from '../wire/reply.ts';
import { Abandoned, type Mechanism } from './mechanism.ts';
import { dropInto, presentAtBezel } from './motion.ts';
import { isSupervised } from './settings.ts';
import { acceptPanel, chooseSide, openJob, type PrintJob } from './print-job.ts';

/** Where a job's results go. */
export interface JobOutlets {
  /** A job has ended with something on the card. */
  readonly onPrinted: (job: PrintJob) => void;
  /** A bitmap could not be decoded. */
  readonly onUndecodable: (fault: PanelFault) => void;
  readonly onChange: () => void;
}

/**
 * Prints: from `Ss` to `Se`. While one panel prints, the next one is received; the reply to a panel therefore tells how the
 * panel before it came out. A method resolves to the error word, or `null` for done.
 */
export class JobRunner {
  readonly #mechanism: Mechanism;
  readonly #outlets: JobOutlets;
  #job: PrintJob | null = null;
  #printing: Promise<void> | null = null;

  constructor(mechanism: Mechanism, outlets: JobOutlets) {
    this.#mechanism = mechanism;
    this.#outlets = outlets;
  }

  get job(): PrintJob | null {
    return this.#job;
  }

  get isPrinting(): boolean {
    return this.#printing !== null;
  }

  /** `Ss`: there must be a ribbon as announced and an unprinted card. */
  async start(): Promise<ErrorWord | null> {
    const { settings } = this.#mechanism;
    if (this.#job?.failure) this.forget();
    if (this.#job || settings.ribbon === null) return 'ERROR CDE';
    const { ribbon } = settings;
    const obstacle = await this.#mechanism.attempt(async () => this.#printObstacle());
    if (obstacle) return obstacle;
    const { state } = this.#mechanism;
    if (state.transport?.card.kind !== 'blank') return 'ERROR CDE';
    if (state.ribbon?.type !== ribbon || state.ribbon.remaining === 0) return 'ERROR RIBBON';
    this.#mechanism.update({ ...state, transport: { ...state.transport, station: 'printHead' } });
    this.#set(openJob(state.transport.card.number, ribbon));
    return null;
  }

  /** `Sr` and `Sv`. */
  async choose(side: 'front' | 'back'): Promise<ErrorWord | null> {
    if (!this.#job) return 'ERROR CDE';
    const job = await this.#printed();
    if (job.failure) return job.failure;
    const chosen = chooseSide(job, side);
    if (!chosen.ok) return chosen.fault;
    this.#set(chosen.value);
    return null;
  }

  /** `Db`, `Dbc`: `decode` is asked for the plane once the panel is known to be welcome. */
  async panel(letter: PanelLetter, decode: () => Result<Plane, PanelFault>): Promise<ErrorWord | null> {
    if (!this.#job) return 'ERROR CDE';
    if (this.#job.failure) return this.#job.failure;
    const accepted = acceptPanel(this.#job, letter);
    if (!accepted.ok) return accepted.fault;
    this.#set(accepted.value.job);
    const plane = decode();
    if (!plane.ok) {
      this.#outlets.onUndecodable(plane.fault);
      return this.#fail('ERROR PARAMETRES');
    }
    const job = await this.#printed();
    if (job.failure) return job.failure;
    this.#openCoverBefore(accepted.value.panel);
    const obstacle = await this.#mechanism.attempt(async () => this.#printObstacle());
    if (obstacle) return this.#fail(obstacle);
    this.#startPrinting(accepted.value.panel, plane.value, accepted.value.job.accepted);
    return null;
  }

  /** `Wcb` inside a job, which the host may only use when it manages errors itself. */
  async fill(letter: PanelLetter, value: number): Promise<ErrorWord | null> {
    if (!isSupervised(this.#mechanism.settings)) return 'ERROR CDE';
    return this.panel(letter, () => ({ ok: true, value: filledPlane(letter, value) }));
  }

  /** `Se`: waits for the last panel, counts the card and ejects it where that is allowed. */
  async end(): Promise<ErrorWord | null> {
    if (!this.#job) return 'ERROR CDE';
    const job = await this.#printed();
    const { faults } = this.#mechanism;
    if (faults.take('jam', (fault) => fault.command === 'Se' && !fault.printed)) this.#mechanism.jam();
    const word = job.failure ?? (await this.#mechanism.attempt(async () => this.#mechanism.obstacle()));
    if (word) {
      this.forget();
      return word;
    }
    if (job.planes.size > 0) this.#countCard();
    this.forget();
    if (faults.take('jam', (fault) => fault.command === 'Se')) {
      this.#mechanism.jam();
      return 'CARD JAM';
    }
    return this.#eject();
  }

  /** Ends the job as it is; what was printed stays on the card. */
  forget(): void {
    const job = this.#job;
    this.#printing = null;
    if (!job) return;
    this.#set(null);
    if (job.planes.size > 0) this.#outlets.onPrinted(job);
  }

  /** The job once nothing is being printed. */
  async #printed(): Promise<PrintJob> {
    await this.#printing;
    if (!this.#job) throw new Abandoned();
    return this.#job;
  }

  #set(job: PrintJob | null): void {
    this.#job = job;
    this.#outlets.onChange();
  }

  #fail(word: ErrorWord): ErrorWord {
    if (this.#job) this.#set({ ...this.#job, failure: word });
    return word;
  }

  #printObstacle(): ErrorWord | null {
    const { faults, state } = this.#mechanism;
    if (faults.find('headFault')) return 'ERROR HEAD';
    if (!state.ribbon) return 'ERROR RIBBON';
    return this.#mechanism.obstacle();
  }

  #openCoverBefore(panel: PrintPanel): void {
    const { faults, state } = this.#mechanism;
    if (faults.take('coverOpens', ({ before }) => before === panel))
      this.#mechanism.update({ ...state, coverOpen: true });
  }

  /** `ordinal`: which panel of the job this is, from 1. */
  #startPrinting(panel: PrintPanel, plane: Plane, ordinal: number): void {
    const { state } = this.#mechanism;
    if (ordinal === 1 && state.transport && state.ribbon) {
      // From the first touch of the head the card is no blank any more, and one length of ribbon is used up.
      this.#mechanism.update({
        ...state,
        ribbon: { ...state.ribbon, remaining: Math.max(0, state.ribbon.remaining - 1) },
        transport: { ...state.transport, card: { ...state.transport.card, kind: 'spoiled' } },
      });
    }
    const printing = this.#print(panel, plane, ordinal)
      .catch((thrown: unknown) => {
        if (!(thrown instanceof Abandoned)) throw thrown;
      })
      .finally(() => {
        if (this.#printing !== printing) return;
        this.#printing = null;
        this.#outlets.onChange();
      });
    this.#printing = printing;
  }

  async #print(panel: PrintPanel, plane: Plane, ordinal: number): Promise<void> {
    await this.#mechanism.pause(this.#mechanism.timing.panelMs);
    const { faults, state } = this.#mechanism;
    if (!this.#job) return;
    if (faults.take('ribbonEnds', (fault) => fault.panel === ordinal)) {
      if (state.ribbon) this.#mechanism.update({ ...state, ribbon: { ...state.ribbon, remaining: 0 } });
      this.#fail('ERROR RIBBON');
      return;
    }
    const obstacle = this.#printObstacle();
    if (obstacle) {
      this.#fail(obstacle);
      return;
    }
    this.#set({ ...this.#job, planes: new Map([...this.#job.planes, [panel, plane]]) });
    this.#mechanism.update({
      ...state,
      counters: { ...state.counters, panels: state.counters.panels + 1 },
    });
  }

  #countCard(): void {
    const { faults, state } = this.#mechanism;
    if (!state.transport) return;
    const completed = faults.take('counterStuck') ? 0 : 1;
    this.#mechanism.update({
      ...state,
      counters: { ...state.counters, cards: state.counters.cards + completed },
      transport: { ...state.transport, card: { ...state.transport.card, kind: 'printed' } },
    });
  }

  async #eject(): Promise<ErrorWord | null> {
    const { settings } = this.#mechanism;
    if (settings.ejection === 'suppressed') return null;
    return this.#mechanism.move('Se', settings.ejectTo === 'bezel' ? presentAtBezel : dropInto('rejectBin'));
  }
}
