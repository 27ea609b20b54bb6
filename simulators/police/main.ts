/**
 * The police's process: `node simulators/police/main.ts --port <port> --control <port> --data <folder>`
 *
 * `--port` is the service that the portal asks, `--control` where reports are added and the service is disturbed (port 0: any free
 * one). `--data` holds `loss-reports.json`. Prints one JSON line when ready.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../contracts/clock.ts';
import { announceListening, onTerminate, startControlServer } from '../control-server.ts';
import { policeRoutes } from './control-routes.ts';
import { PoliceSimulator } from './police.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Arguments = z.strictObject({ port: Port, control: Port, data: z.string().min(1) });

const { values } = parseArgs({
  options: { port: { type: 'string' }, control: { type: 'string' }, data: { type: 'string' } },
});
const { port, control, data } = Arguments.parse(values);
const police = new PoliceSimulator({
  registerPath: join(data, 'loss-reports.json'),
  port,
  clock: systemClock,
});
await police.plug(true);
const server = await startControlServer({ port: control, routes: policeRoutes(police) });
announceListening({ control: server.url, service: police.url });
onTerminate(async () => {
  await server.close();
  await police.plug(false);
});
