import { type IsoInstant, isoInstant } from '../../contracts/calendar.ts';
import type { SeedRequest } from '../../contracts/demo-seed.ts';
import type { StoreTransaction } from './store.ts';

/** Enrols a kiosk, or gives it a new key. */
export async function putKiosk(
  transaction: StoreTransaction,
  machine: string,
  publicKey: string,
  now: IsoInstant,
): Promise<'added' | 'changed' | 'same'> {
  const known = await transaction
    .selectFrom('kiosks')
    .select('public_key')
    .where('machine', '=', machine)
    .executeTakeFirst();
  if (known?.public_key === publicKey) return 'same';
  if (known) {
    await transaction
      .updateTable('kiosks')
      .set({ public_key: publicKey })
      .where('machine', '=', machine)
      .execute();
    return 'changed';
  }
  await transaction
    .insertInto('kiosks')
    .values({ machine, public_key: publicKey, enrolled_at: now, reservations: 0 })
    .execute();
  return 'added';
}

/** Adds a request, or replaces one that nobody has acted on since it was added (version 0). */
export async function putUntouchedRequest(
  transaction: StoreTransaction,
  request: SeedRequest,
): Promise<'added' | 'changed' | 'same' | 'movedOn'> {
  const { requestId } = request;
  const facts = {
    civil_id: request.licence.civilId,
    kind: request.kind,
    category: request.category,
    status: request.status,
    fee_paid: request.feePaid,
    paid_at: request.paidAt === null ? null : isoInstant(Date.parse(request.paidAt)),
    payment_reference: request.paymentReference,
    ready_on: request.readyOn,
  };
  const printed = { licence: JSON.stringify(request.licence), portrait: request.portrait };
  const known = await transaction
    .selectFrom('requests')
    .innerJoin('licences', 'licences.request_id', 'requests.request_id')
    .selectAll()
    .where('requests.request_id', '=', requestId)
    .executeTakeFirst();
  if (known && known.version > 0) return 'movedOn';
  if (known) {
    const wanted = { ...facts, ...printed };
    const held: Readonly<Record<string, unknown>> = { ...known };
    if (Object.entries(wanted).every(([column, value]) => held[column] === value)) return 'same';
    await transaction.updateTable('requests').set(facts).where('request_id', '=', requestId).execute();
    await transaction.updateTable('licences').set(printed).where('request_id', '=', requestId).execute();
    return 'changed';
  }
  await transaction
    .insertInto('requests')
    .values({
      request_id: requestId,
      ...facts,
      version: 0,
      fencing: 0,
      pickup_id: null,
      old_licence_retained: 0,
      issued_at: null,
    })
    .execute();
  await transaction
    .insertInto('licences')
    .values({ request_id: requestId, ...printed })
    .execute();
  return 'added';
}
