/**
 * One life of the kiosk process. When it ends, whatever it still calls never answers and whatever it still writes is
 * lost, as with a process that was killed.
 */
export class Run {
  alive = true;

  /** Ends the process here and now. */
  kill(): void {
    this.alive = false;
  }

  /** The answer of `act`, performed if the process lives, and heard only if it lives then. */
  async hear<Value>(act: () => Promise<Value> | Value): Promise<Value> {
    if (!this.alive) return new Promise<never>(() => {});
    const value = await act();
    return this.alive ? value : new Promise<never>(() => {});
  }
}
