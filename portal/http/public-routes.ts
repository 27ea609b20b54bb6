import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { kuwaitDate } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import { PermitNumber } from '../../contracts/pickup.ts';
import { type DatedSettings, settingsOn } from '../dated-settings.ts';
import type { CredentialJwk } from '../services/credentials/sign-credential.ts';
import type { DocumentPool } from '../services/documents/document-pool.ts';
import { permitState } from '../services/permits/permit-state.ts';
import { paymentReceipt, type Receipt, requestReceipt } from '../services/receipts/receipt-rows.ts';
import { findPermit } from '../store/permits.ts';
import { findPaymentByReceipt } from '../store/payments.ts';
import { findReceipt, type ReceiptOnFile } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { permitPage } from './pages/permit-page.ts';
import { receiptPage, unknownReceiptPage } from './pages/receipt-page.ts';
import { sendDocument } from './send-document.ts';
import { createThrottle } from './throttle.ts';

export interface PublicRoutesContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly datedSettings: DatedSettings;
  readonly publicUrl: string;
  readonly credentialKey: CredentialJwk;
  readonly documents: DocumentPool;
}

const PermitParams = z.object({ number: z.string() });
const ReceiptParams = z.object({ code: z.string() });
const ReceiptCode = z.string().regex(/^[0-9a-f]{32}$/);

const sendHtml = (reply: FastifyReply, status: number, markup: string) =>
  reply.code(status).type('text/html; charset=utf-8').send(markup);

/** Pages for anybody who holds a permit number or receipt code, throttled per address; and the credential key. */
export async function publicRoutes(server: FastifyInstance, context: PublicRoutesContext): Promise<void> {
  const { store, clock, datedSettings, publicUrl, credentialKey, documents } = context;
  const throttle = createThrottle(clock);

  server.get('/.well-known/jwks.json', async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=3600');
    return { keys: [credentialKey] };
  });

  await server.register(async (pages) => {
    pages.addHook('onRequest', async (request, reply) => {
      const seconds = throttle(request.ip);
      if (seconds > 0) return reply.code(429).header('retry-after', String(seconds)).send();
    });

    pages.get('/permits/:number', async (request, reply) => {
      const { number } = PermitParams.parse(request.params);
      const parsed = PermitNumber.safeParse(number);
      const permit = parsed.success ? await findPermit(store.reader, parsed.data) : null;
      const state = permitState(permit, kuwaitDate(clock.now()));
      return sendHtml(reply, permit === null ? 404 : 200, permitPage(number, permit, state));
    });

    /** The name of the fee on the day it was paid. */
    const feeName = ({ kind, paidAt }: ReceiptOnFile) =>
      settingsOn(datedSettings, kuwaitDate(paidAt === null ? clock.now() : Date.parse(paidAt))).feeNames[
        kind
      ];
    const receiptOf = async (params: unknown): Promise<Receipt | null> => {
      const { success, data: code } = ReceiptCode.safeParse(ReceiptParams.parse(params).code);
      if (!success) return null;
      const receipt = await findReceipt(store.reader, code);
      if (receipt !== null) return requestReceipt(receipt, feeName(receipt));
      const payment = await findPaymentByReceipt(store.reader, code);
      return payment?.capture ? paymentReceipt(payment, code, payment.capture) : null;
    };

    pages.get('/receipts/:code', async (request, reply) => {
      const receipt = await receiptOf(request.params);
      return receipt === null
        ? sendHtml(reply, 404, unknownReceiptPage())
        : sendHtml(reply, 200, receiptPage(receipt));
    });

    pages.get('/receipts/:code/receipt.pdf', async (request, reply) => {
      const receipt = await receiptOf(request.params);
      if (receipt === null) return sendHtml(reply, 404, unknownReceiptPage());
      const url = `${publicUrl}/receipts/${receipt.code}`;
      const content = { receipt, url, madeAt: clock.now() };
      const saved = `attachment; filename="receipt-${receipt.name}.pdf"`;
      return sendDocument(reply, documents, { document: 'receipt', content }, saved);
    });
  });
}
