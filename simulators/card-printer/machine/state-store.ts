import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomically } from '../../atomic-file.ts';
import { FACTORY_STATE, PhysicalState } from './physical-state.ts';

/**
 * Keeps the physical state in a file, so that it outlives both the kiosk and the simulator. The file is replaced as a whole:
 * whenever the process dies, the old or the new state is there.
 */
export class StateStore {
  readonly #file: string;
  #state: PhysicalState;

  /** Reads `file`, or begins with a printer from the factory. Throws when the file holds anything else than a state. */
  constructor(file: string) {
    this.#file = file;
    this.#state = existsSync(file)
      ? PhysicalState.parse(JSON.parse(readFileSync(file, 'utf8')))
      : FACTORY_STATE;
  }

  get state(): PhysicalState {
    return this.#state;
  }

  /** Makes `state` the present one; it is in the file when this returns. */
  replace(state: PhysicalState): void {
    if (state === this.#state) return;
    writeFileAtomically(this.#file, JSON.stringify(state));
    this.#state = state;
  }
}
