/**
 * The mailbox's process: `node simulators/mailbox/main.ts --port <port> --smtp <port> --data <folder>`
 *
 * `--port` is where mail is read, by people and by tests; `--smtp` takes it (port 0: any free one). `--data` holds `mailbox.json`.
 * Prints one JSON line when ready.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../contracts/clock.ts';
import { announceListening, onTerminate, startControlServer } from '../control-server.ts';
import { Mailbox } from './mailbox.ts';
import { mailboxRoutes } from './routes.ts';
import { startSmtpServer } from './smtp-server.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Arguments = z.strictObject({ port: Port, smtp: Port, data: z.string().min(1) });

const { values } = parseArgs({
  options: { port: { type: 'string' }, smtp: { type: 'string' }, data: { type: 'string' } },
});
const { port, smtp, data } = Arguments.parse(values);
const mailbox = new Mailbox(join(data, 'mailbox.json'), systemClock);
const server = await startControlServer({ port, routes: mailboxRoutes(mailbox) });
const smtpServer = await startSmtpServer(mailbox, smtp);
announceListening({ web: server.url, smtp: smtpServer.url });
onTerminate(async () => {
  await server.close();
  await smtpServer.close();
});
