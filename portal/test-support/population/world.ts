import type { CaseDepartment } from '../../store/cases.ts';
import type { Calendar } from './calendar.ts';
import type { Identifiers, SeededRandom } from './identifiers.ts';
import type { PopulationTables } from './tables.ts';

/** A machine where licences are collected. */
export interface Machine {
  readonly machine: string;
  /** Pickups so far. */
  reservations: number;
}

/** What everybody and everything of a population is made with. */
export interface World {
  readonly tables: PopulationTables;
  readonly random: SeededRandom;
  readonly identifiers: Identifiers;
  readonly calendar: Calendar;
  readonly machines: readonly Machine[];
  readonly officers: readonly string[];
  /** Officers of the departments that decide cases. */
  readonly desks: Readonly<Record<CaseDepartment, readonly string[]>>;
  /** What there is so far, for its numbers. */
  readonly counts: {
    requests: number;
    dues: number;
    payments: number;
    cases: number;
    organisations: number;
  };
}
