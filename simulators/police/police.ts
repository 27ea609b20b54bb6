import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Clock, delay } from '../../contracts/clock.ts';
import { type ControlServer, post, reply, startControlServer } from '../control-server.ts';
import { StateFile } from '../state-file.ts';
import { LossReport, type PoliceState } from './control.ts';

const Register = z.strictObject({ reports: z.array(LossReport) });
/** A question of any content: what no report can hold is simply not found. */
const Inquiry = z.strictObject({
  reportNumber: z.string(),
  station: z.string(),
  reportedOn: z.string(),
  civilId: z.string(),
});

/** The police's register, and the service that the portal asks (docs/developer/police-protocol.md). */
export class PoliceSimulator {
  readonly #register: StateFile<z.infer<typeof Register>>;
  readonly #clock: Clock;
  #port: number;
  #service: ControlServer | null = null;
  #latencyMs = 0;

  /** `registerPath`: file of the reports, `{"reports":[…]}` in one line; none yet is an empty register. `port` 0: any free one. */
  constructor(options: { readonly registerPath: string; readonly port: number; readonly clock: Clock }) {
    this.#register = new StateFile(options.registerPath, Register, { reports: [] });
    this.#port = options.port;
    this.#clock = options.clock;
  }

  get state(): PoliceState {
    return {
      reports: this.#register.state.reports,
      connected: this.#service !== null,
      latencyMs: this.#latencyMs,
    };
  }

  /** Address of the service, the same each time it is plugged in. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  addReport(report: LossReport): void {
    this.#register.replace({ reports: [...this.#register.state.reports, report] });
  }

  setLatency(ms: number): void {
    this.#latencyMs = ms;
  }

  /** Opens the service or closes it, with every connection. */
  async plug(connected: boolean): Promise<void> {
    if (connected === (this.#service !== null)) return;
    if (this.#service) {
      await this.#service.close();
      this.#service = null;
      return;
    }
    this.#service = await startControlServer({
      port: this.#port,
      routes: [
        post('/loss-report-inquiries', Inquiry, async (inquiry) => {
          await delay(this.#clock, this.#latencyMs);
          const isKnown = this.#register.state.reports.some((report) => isDeepStrictEqual(report, inquiry));
          return reply({ result: isKnown ? 'confirmed' : 'noSuchReport' });
        }),
      ],
    });
    this.#port = Number(new URL(this.#service.url).port);
  }
}
