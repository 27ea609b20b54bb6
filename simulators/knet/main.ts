/**
 * KNET's process: `node simulators/knet/main.ts --port <port> --control <port> --data <folder>`
 *
 * `--port` is the payment page and the pipe for inquiries and refunds, `--control` where it is told to misbehave and its books are
 * read (port 0: any free one). `--data` holds `payments.json`. Its one merchant is `DEMO_MERCHANT`. Prints one JSON line when ready.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../contracts/clock.ts';
import { announceListening, onTerminate, startControlServer } from '../control-server.ts';
import { knetRoutes } from './control-routes.ts';
import { KnetSimulator } from './knet.ts';
import { KnetService } from './service.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Arguments = z.strictObject({ port: Port, control: Port, data: z.string().min(1) });

const { values } = parseArgs({
  options: { port: { type: 'string' }, control: { type: 'string' }, data: { type: 'string' } },
});
const { port, control, data } = Arguments.parse(values);
const knet = new KnetSimulator(join(data, 'payments.json'), systemClock);
const service = new KnetService(knet, port);
await service.plug(true);
const server = await startControlServer({ port: control, routes: knetRoutes(knet, service) });
announceListening({ control: server.url, service: service.url });
onTerminate(async () => {
  await server.close();
  await service.plug(false);
});
