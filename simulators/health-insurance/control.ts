import { z } from 'zod';
import { IsoDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { ControlClient } from '../control-client.ts';
import { Cover } from './covers.ts';

/** What the Ministry of Health holds, and how it behaves now. */
export const HealthInsuranceState = z.strictObject({
  covers: z.array(Cover),
  unknown: z.array(CivilId),
  /** The service takes connections. */
  connected: z.boolean(),
  /** How late each answer to an inquiry comes, milliseconds. */
  latencyMs: z.number().nonnegative(),
  /** Inquiries are answered with something that is no answer. */
  garbage: z.boolean(),
});
export type HealthInsuranceState = z.infer<typeof HealthInsuranceState>;

/** What somebody is to be insured for; `null`: nothing. */
const CoverChange = z.strictObject({ civilId: CivilId, until: IsoDate.nullable() });
type CoverChange = z.infer<typeof CoverChange>;

export const CoversBody = z.strictObject({ covers: z.array(CoverChange) });
export const UnknownBody = z.strictObject({ unknown: z.array(CivilId) });
export const PlugBody = z.strictObject({ connected: z.boolean() });
export const LatencyBody = z.strictObject({ ms: z.number().nonnegative().max(120_000) });
export const GarbageBody = z.strictObject({ garbage: z.boolean() });

/** Drives a simulator of the Ministry of Health from outside. Every call throws `ControlRefusedError` when refused. */
export class HealthInsuranceControl {
  readonly #client: ControlClient;

  /** `baseUrl` as the simulator announced it. */
  constructor(baseUrl: string) {
    this.#client = new ControlClient(baseUrl);
  }

  state(): Promise<HealthInsuranceState> {
    return this.#client.get('/state', HealthInsuranceState);
  }

  /** Sets what people are insured for, a whole list at once; of those who are not named nothing changes. */
  setCovers(covers: readonly CoverChange[]): Promise<HealthInsuranceState> {
    return this.#client.post('/covers', { covers }, HealthInsuranceState);
  }

  /** From now on these are the people whom the register does not know. */
  setUnknown(unknown: readonly CivilId[]): Promise<HealthInsuranceState> {
    return this.#client.post('/unknown', { unknown }, HealthInsuranceState);
  }

  /** Puts page and register on the net or takes them off; whoever calls then is refused the connection. */
  plug(connected: boolean): Promise<HealthInsuranceState> {
    return this.#client.post('/plug', { connected }, HealthInsuranceState);
  }

  /** Has every answer to an inquiry come `ms` late, so that a caller can lose patience. */
  setLatency(ms: number): Promise<HealthInsuranceState> {
    return this.#client.post('/latency', { ms }, HealthInsuranceState);
  }

  /** Has inquiries answered with something that is no answer, or no longer. */
  setGarbage(garbage: boolean): Promise<HealthInsuranceState> {
    return this.#client.post('/garbage', { garbage }, HealthInsuranceState);
  }
}
