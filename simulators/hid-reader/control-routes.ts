import { z } from 'zod';
import { type ControlRoute, eventStream, get, post, refuse, reply } from '../control-server.ts';
import { FaultsBody, InsertBody, LatencyBody, PlugBody, WireQuery } from './control.ts';
import type { ReaderSimulator } from './reader.ts';

const Nothing = z.strictObject({});
/** HTTP status of a refused insertion. */
const INSERT_REFUSALS = { unknownCard: 404, occupied: 409 } as const;

/** The control door of a reader: what `ReaderControl` calls. */
export function readerRoutes(reader: ReaderSimulator): ControlRoute[] {
  return [
    get('/state', Nothing, () => reply(reader.state)),
    get('/cards', Nothing, () => reply(reader.cards())),
    get('/wire', WireQuery, ({ after }) => reply(reader.wireAfter(after))),
    eventStream('/events', (send) => {
      send(reader.state);
      return reader.changes.subscribe(send);
    }),
    post('/insert', InsertBody, ({ card }) => {
      const outcome = reader.insert(card);
      return outcome === 'inserted' ? reply(reader.state) : refuse(INSERT_REFUSALS[outcome], outcome);
    }),
    post('/remove', Nothing, () => {
      reader.remove();
      return reply(reader.state);
    }),
    post('/faults', FaultsBody, ({ fault, replies }) => {
      reader.setFault(fault, replies ?? null);
      return reply(reader.state);
    }),
    post('/plug', PlugBody, async ({ connected }) => {
      await reader.plug(connected);
      return reply(reader.state);
    }),
    post('/latency', LatencyBody, ({ ms }) => {
      reader.setLatency(ms);
      return reply(reader.state);
    }),
    post('/unblock-pin', InsertBody, ({ card }) => {
      const summary = reader.unblockPin(card);
      return summary ? reply(summary) : refuse(404, 'unknownCard');
    }),
  ];
}
