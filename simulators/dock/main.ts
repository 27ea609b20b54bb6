/** The dock: `node simulators/dock/main.ts --port <port> --reader <control url> --printer <control url>`. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { announceListening, onTerminate } from '../control-server.ts';
import { startDockServer } from './server.ts';

const Arguments = z.strictObject({
  port: z.coerce.number().int().min(0).max(65_535),
  reader: z.url(),
  printer: z.url(),
});

const { values } = parseArgs({
  options: { port: { type: 'string' }, reader: { type: 'string' }, printer: { type: 'string' } },
});
const { port, reader, printer } = Arguments.parse(values);
const folder = fileURLToPath(new URL('../../dist/dock', import.meta.url));
if (!existsSync(folder))
  throw new Error(`The dock's page has not been built (${folder} is missing): npm run build`);

const dock = await startDockServer({ port, folder, targets: { reader, printer } });
announceListening({ dock: dock.url });
onTerminate(() => dock.close());
