import { z } from 'zod';
import { type ControlRoute, get, post, reply } from '../control-server.ts';
import {
  CoversBody,
  GarbageBody,
  type HealthInsuranceState,
  LatencyBody,
  PlugBody,
  UnknownBody,
} from './control.ts';
import type { CoverRegister } from './covers.ts';
import type { HealthInsuranceService } from './service.ts';

/** The control door of the ministry: what `HealthInsuranceControl` calls. */
export function healthInsuranceRoutes(
  register: CoverRegister,
  service: HealthInsuranceService,
): ControlRoute[] {
  const state = (): HealthInsuranceState => ({
    covers: [...register.covers],
    unknown: [...register.unknown],
    ...service.behaviour,
  });
  return [
    get('/state', z.strictObject({}), () => reply(state())),
    post('/covers', CoversBody, ({ covers }) => {
      register.set(covers);
      return reply(state());
    }),
    post('/unknown', UnknownBody, ({ unknown }) => {
      register.setUnknown(unknown);
      return reply(state());
    }),
    post('/plug', PlugBody, async ({ connected }) => {
      await service.plug(connected);
      return reply(state());
    }),
    post('/latency', LatencyBody, ({ ms }) => {
      service.setLatency(ms);
      return reply(state());
    }),
    post('/garbage', GarbageBody, ({ garbage }) => {
      service.setGarbage(garbage);
      return reply(state());
    }),
  ];
}
