import { z } from 'zod';
import { IsoDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { PoliceStation } from '../../contracts/police-stations.ts';
import { ControlClient } from '../control-client.ts';

/** A loss reported at a station. */
export const LossReport = z.strictObject({
  reportNumber: z.string().min(1),
  station: PoliceStation,
  reportedOn: IsoDate,
  civilId: CivilId,
});
export type LossReport = z.infer<typeof LossReport>;

/** What the police is doing now. */
export const PoliceState = z.strictObject({
  reports: z.array(LossReport),
  /** The service takes connections. */
  connected: z.boolean(),
  /** How late each answer comes, milliseconds. */
  latencyMs: z.number().nonnegative(),
});
export type PoliceState = z.infer<typeof PoliceState>;

export const PlugBody = z.strictObject({ connected: z.boolean() });
export const LatencyBody = z.strictObject({ ms: z.number().nonnegative().max(120_000) });

/** Drives a police simulator from outside. Every call throws `ControlRefusedError` when refused. */
export class PoliceControl {
  readonly #client: ControlClient;

  /** `baseUrl` as the simulator announced it. */
  constructor(baseUrl: string) {
    this.#client = new ControlClient(baseUrl);
  }

  state(): Promise<PoliceState> {
    return this.#client.get('/state', PoliceState);
  }

  /** Somebody reports a loss. */
  addReport(report: LossReport): Promise<PoliceState> {
    return this.#client.post('/reports', report, PoliceState);
  }

  /** Puts the service on the net or takes it off; whoever calls it then is refused the connection. */
  plug(connected: boolean): Promise<PoliceState> {
    return this.#client.post('/plug', { connected }, PoliceState);
  }

  /** Has every answer come `ms` late, so that a caller can lose patience. */
  setLatency(ms: number): Promise<PoliceState> {
    return this.#client.post('/latency', { ms }, PoliceState);
  }
}
