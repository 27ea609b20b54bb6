import { z } from 'zod';
import { type ControlRoute, get, post, refuse, reply } from '../control-server.ts';
import { type KnetState, MisbehaviourBody, PipeFaultBody, PlugBody } from './control.ts';
import type { KnetSimulator } from './knet.ts';
import type { KnetService } from './service.ts';

const Nothing = z.strictObject({});

/** The control door of the gateway: what `KnetControl` calls. */
export function knetRoutes(knet: KnetSimulator, service: KnetService): ControlRoute[] {
  const state = (): KnetState => ({ ...knet.behaviour, connected: service.connected });
  return [
    get('/state', Nothing, () => reply(state())),
    get('/payments', Nothing, () => reply(knet.books.payments)),
    get('/payments/:trackId', z.strictObject({ trackId: z.string() }), ({ trackId }) => {
      const payment = knet.books.findByTrackId(trackId);
      return payment ? reply(payment) : refuse(404, 'unknownPayment');
    }),
    post('/misbehaviour', MisbehaviourBody, ({ misbehaviour }) => {
      knet.misbehave(misbehaviour);
      return reply(state());
    }),
    post('/pipe-fault', PipeFaultBody, ({ fault }) => {
      knet.setPipeFault(fault);
      return reply(state());
    }),
    post('/deliver', Nothing, async () => reply(await knet.deliver())),
    post('/plug', PlugBody, async ({ connected }) => {
      await service.plug(connected);
      return reply(state());
    }),
  ];
}
