import type { PAYMENT_ROUTES } from '../../../contracts/portal-api/payments.ts';
import { success } from '../../../contracts/result.ts';
import { inquireDues, ownDues } from '../../services/dues/find-dues.ts';
import { beginPayment } from '../../services/payments/begin-payment.ts';
import { abandonPayment, ownPayment, ownPayments } from '../../services/payments/own-payments.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { type ApiHandlers, auditActor } from './handlers.ts';
import { applicantOf } from './licence-handlers.ts';

/** The routes of S11 and S12. */
export function paymentHandlers(context: PortalContext): ApiHandlers<typeof PAYMENT_ROUTES> {
  return {
    dues: async ({ actor }) => success({ dues: await ownDues(context, actor.civilId) }),
    inquire: async ({ actor, address, body }) =>
      success(await inquireDues(context, body.number, auditActor(actor, address))),
    beginPayment: (call) => beginPayment(context, applicantOf(call), call.body),
    payments: async (call) => success({ payments: await ownPayments(context, applicantOf(call)) }),
    payment: (call) => ownPayment(context, applicantOf(call), call.params.paymentId),
    abandonPayment: (call) => abandonPayment(context, applicantOf(call), call.params.paymentId),
  };
}
