import type { PASSPORT_ROUTES } from '../../../contracts/portal-api/passports.ts';
import { success } from '../../../contracts/result.ts';
import {
  ownPassports,
  type PassportContext,
  revealPassport,
} from '../../services/passports/own-passports.ts';
import { type ApiHandlers, auditActor } from './handlers.ts';

/** The routes of S10. */
export function passportHandlers(context: PassportContext): ApiHandlers<typeof PASSPORT_ROUTES> {
  return {
    passports: async ({ actor }) => success({ passports: await ownPassports(context, actor.civilId) }),
    revealPassport: ({ actor, address, params }) =>
      revealPassport(context, actor.civilId, auditActor(actor, address), params.passportId),
  };
}
