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
  /** Requests and dues so far, for their numbers. */
  readonly counts: { requests: number; dues: number; payments: number };
}
