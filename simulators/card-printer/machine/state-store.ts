import { StateFile } from '../../state-file.ts';
import { FACTORY_STATE, PhysicalState } from './physical-state.ts';

/** Keeps the physical state in a file, so that it outlives both the kiosk and the simulator. */
export class StateStore {
  readonly #file: StateFile<PhysicalState>;

  /** Reads `file`, or begins with a printer from the factory. Throws when the file holds anything else than a state. */
  constructor(file: string) {
    this.#file = new StateFile(file, PhysicalState, FACTORY_STATE);
  }

  get state(): PhysicalState {
    return this.#file.state;
  }

  /** Makes `state` the present one; it is in the file when this returns. */
  replace(state: PhysicalState): void {
    this.#file.replace(state);
  }
}
