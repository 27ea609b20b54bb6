/**
 * The reader's process:
 * `node simulators/hid-reader/main.ts --cards <folder> --socket <path|port> --control <port> [--latency <ms>] [--state <file>]`
 *
 * `--socket` exchanges 64-byte reports, `--control` is the hand that puts cards in (port 0: any free one). `--state` is where the
 * seated card and used PIN tries are kept; by default beside the folder of cards. Prints one JSON line when ready.
 */
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../contracts/clock.ts';
import { announceListening, onTerminate, startControlServer } from '../control-server.ts';
import { CardLibrary } from './card-library.ts';
import { LatencyBody } from './control.ts';
import { readerRoutes } from './control-routes.ts';
import { SlotMemory } from './memory.ts';
import { ReaderSimulator } from './reader.ts';
import { parseLinkAddress } from './report-link.ts';

const Arguments = z.strictObject({
  cards: z
    .string()
    .min(1)
    .transform((folder) => resolve(folder)),
  socket: z.string().min(1).transform(parseLinkAddress),
  control: z.coerce.number().int().min(0).max(65_535),
  latency: z.coerce.number().pipe(LatencyBody.shape.ms).default(0),
  state: z.string().min(1).optional(),
});

const { values } = parseArgs({
  options: {
    cards: { type: 'string' },
    socket: { type: 'string' },
    control: { type: 'string' },
    latency: { type: 'string' },
    state: { type: 'string' },
  },
});
const { cards, socket, control, latency, state } = Arguments.parse(values);
const reader = new ReaderSimulator({
  cards: new CardLibrary(cards),
  memory: new SlotMemory(state ?? join(dirname(cards), 'hid-reader-state.json')),
  address: socket,
  clock: systemClock,
  latencyMs: latency,
});
await reader.plug(true);
const server = await startControlServer({ port: control, routes: readerRoutes(reader) });
announceListening({ control: server.url, reports: reader.address });
onTerminate(async () => {
  await server.close();
  await reader.plug(false);
});
