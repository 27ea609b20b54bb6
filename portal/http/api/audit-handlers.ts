import type { AUDIT_ROUTES } from '../../../contracts/portal-api/audit.ts';
import { success } from '../../../contracts/result.ts';
import { lookUpPerson } from '../../services/audit/look-up-person.ts';
import { type AuditContext, searchAudit, verifyTrail } from '../../services/audit/search-audit.ts';
import { type ApiHandlers, auditActor } from './handlers.ts';

/** The routes of the auditor's screen, and of look-ups by staff (S18). */
export function auditHandlers(context: AuditContext): ApiHandlers<typeof AUDIT_ROUTES> {
  return {
    auditEntries: async ({ actor, address, query }) =>
      success(await searchAudit(context, auditActor(actor, address), query)),
    auditChain: async ({ actor, address }) => success(await verifyTrail(context, auditActor(actor, address))),
    lookUpPerson: ({ actor, address, body }) => lookUpPerson(context, auditActor(actor, address), body),
  };
}
