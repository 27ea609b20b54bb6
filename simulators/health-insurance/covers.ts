import { z } from 'zod';
import { addYears, IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import type { Clock } from '../../contracts/clock.ts';
import { StateFile } from '../state-file.ts';

/** What somebody is insured for. */
export const Cover = z.strictObject({ civilId: CivilId, until: IsoDate });
export type Cover = z.infer<typeof Cover>;

const Register = z.strictObject({
  covers: z.array(Cover),
  /** People whom the register does not know. */
  unknown: z.array(CivilId),
});

/** The ministry's register of insurances: in the file before anybody hears of a change. */
export class CoverRegister {
  readonly #file: StateFile<z.infer<typeof Register>>;
  readonly #clock: Clock;

  /** `path`: file of `{"covers":[…],"unknown":[…]}` in one line; none yet is an empty register. */
  constructor(path: string, clock: Clock) {
    this.#file = new StateFile(path, Register, { covers: [], unknown: [] });
    this.#clock = clock;
  }

  get covers(): readonly Cover[] {
    return this.#file.state.covers;
  }

  get unknown(): readonly CivilId[] {
    return this.#file.state.unknown;
  }

  /** Last days of insurance, by civil ID. */
  get ends(): ReadonlyMap<CivilId, IsoDate> {
    return new Map(this.covers.map(({ civilId, until }) => [civilId, until]));
  }

  isKnown(civilId: CivilId): boolean {
    return !this.unknown.includes(civilId);
  }

  /** Sets what people are insured for; `null`: nothing. */
  set(changes: readonly { readonly civilId: CivilId; readonly until: IsoDate | null }[]): void {
    const ends = new Map(this.ends);
    for (const { civilId, until } of changes)
      if (until === null) ends.delete(civilId);
      else ends.set(civilId, until);
    const covers = [...ends].map(([civilId, until]) => ({ civilId, until }));
    this.#file.replace({ ...this.#file.state, covers });
  }

  setUnknown(unknown: readonly CivilId[]): void {
    this.#file.replace({ ...this.#file.state, unknown: [...unknown] });
  }

  /** The day until which `years` more would insure somebody: from the end of what there is, or from today where that has ended. */
  endAfter(civilId: CivilId, years: number): IsoDate {
    const today = kuwaitDate(this.#clock.now());
    const end = this.ends.get(civilId);
    return addYears(end !== undefined && end > today ? end : today, years);
  }

  /** Somebody has paid for `years` more; the last day that is insured now. */
  pay(civilId: CivilId, years: number): IsoDate {
    const until = this.endAfter(civilId, years);
    this.set([{ civilId, until }]);
    return until;
  }
}
