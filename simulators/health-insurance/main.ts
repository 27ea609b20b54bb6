/**
 * The Ministry of Health's process: `node simulators/health-insurance/main.ts --port <port> --control <port> --data <folder>`
 *
 * `--port` is the page where insurance is paid and the register that the portal asks, `--control` where covers are set and the
 * service is disturbed (port 0: any free one). `--data` holds `covers.json`. Prints one JSON line when ready.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../contracts/clock.ts';
import { announceListening, onTerminate, startControlServer } from '../control-server.ts';
import { healthInsuranceRoutes } from './control-routes.ts';
import { CoverRegister } from './covers.ts';
import { HealthInsuranceService } from './service.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Arguments = z.strictObject({ port: Port, control: Port, data: z.string().min(1) });

const { values } = parseArgs({
  options: { port: { type: 'string' }, control: { type: 'string' }, data: { type: 'string' } },
});
const { port, control, data } = Arguments.parse(values);
const register = new CoverRegister(join(data, 'covers.json'), systemClock);
const service = new HealthInsuranceService(register, port, systemClock);
await service.plug(true);
const server = await startControlServer({
  port: control,
  routes: healthInsuranceRoutes(register, service),
});
announceListening({ control: server.url, service: service.url });
onTerminate(async () => {
  await server.close();
  await service.plug(false);
});
