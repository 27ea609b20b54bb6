import type { IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Licence, type LicenceCategory } from '../../contracts/licence.ts';
import type { Fils } from '../../contracts/money.ts';
import type { PickupId, RequestId } from '../../contracts/pickup.ts';
import type { RequestStatus } from '../../contracts/request.ts';
import type { RequestOnFile } from '../services/collection/standing.ts';
import { ConcurrentChangeError, type StoreReader, type StoreTransaction } from './store.ts';

/** Requests with the lease their fencing number stands for: all that decides, in one statement. */
function requestsOnFile(reader: StoreReader) {
  return reader
    .selectFrom('requests as request')
    .leftJoin('pickups as pickup', 'pickup.pickup_id', 'request.pickup_id')
    .select([
      'request.request_id',
      'request.civil_id',
      'request.kind',
      'request.category',
      'request.status',
      'request.version',
      'request.fencing',
      'request.fee_paid',
      'request.paid_at',
      'request.ready_on',
      'request.old_licence_retained',
      'pickup.pickup_id',
      'pickup.lease_expires_at',
    ])
    .select(({ case: caseWhen, exists, selectFrom }) =>
      caseWhen()
        .when(
          exists(
            selectFrom('pickups as later')
              .select('later.ordinal')
              .whereRef('later.machine', '=', 'pickup.machine')
              .whereRef('later.ordinal', '>', 'pickup.ordinal')
              .where('later.last_seq', '>', 0),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('later_pickup_reported'),
    );
}

type OnFileRow = Awaited<ReturnType<ReturnType<typeof requestsOnFile>['execute']>>[number];

function toRequestOnFile(row: OnFileRow): RequestOnFile {
  return {
    requestId: row.request_id,
    kind: row.kind,
    category: row.category,
    status: row.status,
    version: row.version,
    fencing: row.fencing,
    feePaid: row.fee_paid,
    paidAt: row.paid_at,
    readyOn: row.ready_on,
    oldLicenceRetained: row.old_licence_retained === 1,
    lease:
      row.pickup_id === null || row.lease_expires_at === null
        ? null
        : {
            pickupId: row.pickup_id,
            expiresAt: row.lease_expires_at,
            laterPickupReported: row.later_pickup_reported === 1,
          },
  };
}

/** All requests of the holder of a civil ID, oldest number first. */
export async function findRequestsOfHolder(reader: StoreReader, civilId: CivilId): Promise<RequestOnFile[]> {
  const rows = await requestsOnFile(reader)
    .where('request.civil_id', '=', civilId)
    .orderBy('request.request_id')
    .execute();
  return rows.map(toRequestOnFile);
}

/** One request, with the civil ID of its holder. */
export async function findRequest(
  reader: StoreReader,
  requestId: RequestId,
): Promise<{ readonly civilId: CivilId; readonly request: RequestOnFile } | null> {
  const row = await requestsOnFile(reader).where('request.request_id', '=', requestId).executeTakeFirst();
  return row ? { civilId: row.civil_id, request: toRequestOnFile(row) } : null;
}

/** What a change sets; what it does not name stays. */
export interface RequestChange {
  readonly status?: RequestStatus;
  readonly fencing?: number;
  readonly pickupId?: PickupId;
  readonly oldLicenceRetained?: true;
  readonly issuedAt?: IsoInstant;
  readonly category?: LicenceCategory;
  readonly payment?: { readonly amount: Fils; readonly at: IsoInstant; readonly reference: string };
}

/**
 * Changes a request of which `version` was read.
 * @throws ConcurrentChangeError when somebody else changed it meanwhile; the store then begins the transaction anew
 */
export async function changeRequest(
  transaction: StoreTransaction,
  requestId: RequestId,
  version: number,
  change: RequestChange,
): Promise<void> {
  const { status, fencing, pickupId, oldLicenceRetained, issuedAt, category, payment } = change;
  const { numUpdatedRows } = await transaction
    .updateTable('requests')
    .set({
      version: version + 1,
      ...(status === undefined ? {} : { status }),
      ...(fencing === undefined ? {} : { fencing }),
      ...(pickupId === undefined ? {} : { pickup_id: pickupId }),
      ...(oldLicenceRetained === undefined ? {} : { old_licence_retained: 1 as const }),
      ...(issuedAt === undefined ? {} : { issued_at: issuedAt }),
      ...(category === undefined ? {} : { category }),
      ...(payment === undefined
        ? {}
        : { fee_paid: payment.amount, paid_at: payment.at, payment_reference: payment.reference }),
    })
    .where('request_id', '=', requestId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new ConcurrentChangeError();
}

/** The licence and portrait of a request. */
export async function getLicence(
  reader: StoreReader,
  requestId: RequestId,
): Promise<{ readonly licence: Licence; readonly portrait: string }> {
  const { licence, portrait } = await reader
    .selectFrom('licences')
    .select(['licence', 'portrait'])
    .where('request_id', '=', requestId)
    .executeTakeFirstOrThrow();
  return { licence: Licence.parse(JSON.parse(licence)), portrait };
}
