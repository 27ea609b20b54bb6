import { z } from 'zod';
import { type ControlRoute, get, post, reply } from '../control-server.ts';
import { LatencyBody, LossReport, PlugBody } from './control.ts';
import type { PoliceSimulator } from './police.ts';

/** The control door of the police: what `PoliceControl` calls. */
export function policeRoutes(police: PoliceSimulator): ControlRoute[] {
  return [
    get('/state', z.strictObject({}), () => reply(police.state)),
    post('/reports', LossReport, (report) => {
      police.addReport(report);
      return reply(police.state);
    }),
    post('/plug', PlugBody, async ({ connected }) => {
      await police.plug(connected);
      return reply(police.state);
    }),
    post('/latency', LatencyBody, ({ ms }) => {
      police.setLatency(ms);
      return reply(police.state);
    }),
  ];
}
