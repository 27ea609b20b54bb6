import { z } from 'zod';
import {
  type ControlRoute,
  eventStream,
  get,
  post,
  refuse,
  remove,
  reply,
  replyOctets,
} from '../control-server.ts';
import { CardFile, Fault, Hand, TimingChange } from './control-schema.ts';
import type { PrinterSimulator } from './simulator.ts';

const Nothing = z.strictObject({});
const CardPath = z.strictObject({ card: z.coerce.number().int().positive(), file: CardFile });

/** MIME type of each kind of file a card has. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  json: 'application/json',
  bin: 'application/octet-stream',
};

/** The printer's control door. Every change is answered with the state that it led to. */
export function controlRoutes(simulator: PrinterSimulator): readonly ControlRoute[] {
  const state = () => reply(simulator.snapshot());
  return [
    get('/state', Nothing, state),
    eventStream('/events', (send) => {
      send(simulator.snapshot());
      return simulator.changes.subscribe(send);
    }),
    post('/hand', Hand, async (hand) => {
      const refusal = await simulator.hand(hand);
      return refusal ? refuse(409, refusal) : state();
    }),
    post('/faults', Fault, (fault) => reply(simulator.arm(fault))),
    remove('/faults', Nothing, () => {
      simulator.disarmAll();
      return state();
    }),
    remove('/faults/:id', z.strictObject({ id: z.coerce.number().int() }), ({ id }) =>
      simulator.disarm(id) ? state() : refuse(404, 'notArmed'),
    ),
    post('/timing', TimingChange, (change) => {
      simulator.setTiming(change);
      return state();
    }),
    post('/reset', Nothing, async () => {
      await simulator.reset();
      return state();
    }),
    get('/wire', z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) }), ({ after }) =>
      reply(simulator.log.entriesAfter(after)),
    ),
    get('/wire.bin', Nothing, () => replyOctets('application/octet-stream', simulator.log.readBytes())),
    get('/cards', Nothing, async () => reply(await simulator.archive.list())),
    get('/cards/:card/:file', CardPath, async ({ card, file }) => {
      const octets = await simulator.archive.read(card, file);
      const contentType = CONTENT_TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return octets ? replyOctets(contentType, octets) : refuse(404, 'noSuchCard');
    }),
  ];
}
