/** Lets work take turns: one at a time, in the order of asking. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  /** Nobody works and nobody waits. */
  get idle(): boolean {
    return this.#pending === 0;
  }

  /** Runs `work` once everything asked for before it has ended, however that ended. */
  run<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#pending++;
    const turn = this.#last.then(work).finally(() => {
      this.#pending--;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
