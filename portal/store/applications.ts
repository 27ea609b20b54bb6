import type { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { Fils } from '../../contracts/money.ts';
import { RequestId } from '../../contracts/pickup.ts';
import { RequestForm } from '../../contracts/portal-api/licences.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';
import { type Claim, toClaim } from './claims.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** How a request was applied for at the portal. */
export interface Application {
  readonly accountId: string;
  readonly form: RequestForm;
  /** Fils. */
  readonly fee: Fils;
  /** Since when it waits for an officer. */
  readonly waitingSince: IsoInstant | null;
  readonly reason: string | null;
  readonly claim: Claim | null;
  readonly portrait: string | null;
  readonly collectBy: IsoDate | null;
  /** The day on which it is looked at again if nothing happens until then. */
  readonly followUpOn: IsoDate | null;
  readonly remindersSent: number;
}

/** A request of S13–S15 in a line. */
export interface RequestInBrief {
  readonly requestId: RequestId;
  readonly kind: RequestKind;
  readonly category: LicenceCategory;
  readonly status: RequestStatus;
  readonly createdAt: IsoInstant;
  /** What it costs, fils. */
  readonly fee: Fils;
}

/** A request of S13–S15; one that was not applied for at the portal has no application. */
export interface LicenceRequest extends RequestInBrief {
  readonly civilId: CivilId;
  readonly version: number;
  readonly paidAt: IsoInstant | null;
  readonly receiptCode: string | null;
  readonly application: Application | null;
}

/** The states in which a request is over: another can be begun. */
const OVER: readonly RequestStatus[] = ['issued', 'rejected', 'cancelled', 'expired', 'refundDue'];

/** Most requests of one person that are listed. */
const LISTED_MOST = 100;

function requests(reader: StoreReader) {
  return reader
    .selectFrom('requests as request')
    .leftJoin('applications as application', 'application.request_id', 'request.request_id')
    .select([
      'request.request_id',
      'request.kind',
      'request.category',
      'request.status',
      'request.fee_paid',
      'application.fee',
    ])
    .select(({ fn, selectFrom }) =>
      fn
        .coalesce(
          'application.created_at',
          // What was not applied for here began with its first entry in the trail.
          selectFrom('audit')
            .select('audit.at')
            .whereRef('audit.subject', '=', 'request.request_id')
            .orderBy('audit.seq')
            .limit(1),
        )
        .as('began_at'),
    );
}

type BriefRow = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number];

function toBrief({ request_id, kind, category, status, began_at, fee, fee_paid }: BriefRow): RequestInBrief {
  if (began_at === null) throw new Error(`nothing tells when ${request_id} began`);
  return { requestId: request_id, kind, category, status, createdAt: began_at, fee: fee ?? fee_paid };
}

/** One request; `null` when there is none of this number. */
export async function findLicenceRequest(
  reader: StoreReader,
  requestId: RequestId,
): Promise<LicenceRequest | null> {
  const row = await requests(reader)
    .leftJoin('staff', 'staff.staff_id', 'application.claimed_by')
    .leftJoin('receipts as receipt', 'receipt.request_id', 'request.request_id')
    .select([
      'request.civil_id',
      'request.version',
      'request.paid_at',
      'receipt.code',
      'application.account_id',
      'application.form',
      'application.waiting_since',
      'application.reason',
      'application.claimed_by',
      'application.claimed_at',
      'application.portrait',
      'application.collect_by',
      'application.follow_up_on',
      'application.reminders_sent',
      'staff.name',
    ])
    .where('request.request_id', '=', requestId)
    .executeTakeFirst();
  if (!row) return null;
  const { account_id, form, fee, reminders_sent } = row;
  return {
    ...toBrief(row),
    civilId: row.civil_id,
    version: row.version,
    paidAt: row.paid_at,
    receiptCode: row.code,
    application:
      account_id === null || form === null || fee === null || reminders_sent === null
        ? null
        : {
            accountId: account_id,
            form: RequestForm.parse(JSON.parse(form)),
            fee,
            waitingSince: row.waiting_since,
            reason: row.reason,
            claim: toClaim(row),
            portrait: row.portrait,
            collectBy: row.collect_by,
            followUpOn: row.follow_up_on,
            remindersSent: reminders_sent,
          },
  };
}

/** The requests of a person, newest first. */
export async function listRequestsOfHolder(reader: StoreReader, civilId: CivilId): Promise<RequestInBrief[]> {
  const rows = await requests(reader)
    .where('request.civil_id', '=', civilId)
    .orderBy('began_at', 'desc')
    .orderBy('request.request_id', 'desc')
    .limit(LISTED_MOST)
    .execute();
  return rows.map(toBrief);
}

/** A request of the person that is not over, other than `except`. */
export async function findOpenRequest(
  reader: StoreReader,
  civilId: CivilId,
  except: RequestId | null,
): Promise<RequestId | null> {
  const row = await reader
    .selectFrom('requests')
    .select('request_id')
    .where('civil_id', '=', civilId)
    .where('status', 'not in', [...OVER])
    .$if(except !== null, (query) => query.where('request_id', '!=', except))
    .orderBy('request_id')
    .limit(1)
    .executeTakeFirst();
  return row?.request_id ?? null;
}

/** The request that an account began under `key`. */
export async function findRequestByKey(
  reader: StoreReader,
  accountId: string,
  key: string,
): Promise<RequestId | null> {
  const row = await reader
    .selectFrom('applications')
    .select('request_id')
    .where('account_id', '=', accountId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row?.request_id ?? null;
}

/** Numbers up to this one are left to requests that do not begin at the portal. */
const NUMBERS_OF_OTHERS = 99_999;

/** The next request number of `year`. It stays taken until the transaction ends: ask late. */
export async function allotRequestId(transaction: StoreTransaction, year: number): Promise<RequestId> {
  const requestId = (number: number) => RequestId.parse(`R-${year}-${String(number).padStart(6, '0')}`);
  const next = await transaction
    .updateTable('request_numbers')
    .set(({ eb }) => ({ last: eb('last', '+', 1) }))
    .where('year', '=', year)
    .returning('last')
    .executeTakeFirst();
  if (next) return requestId(next.last);
  const highest = await transaction
    .selectFrom('requests')
    .select('request_id')
    .where('request_id', '>=', requestId(0))
    .where('request_id', '<=', requestId(999_999))
    .orderBy('request_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const last = Math.max(NUMBERS_OF_OTHERS, Number(highest?.request_id.slice(-6) ?? 0)) + 1;
  await transaction.insertInto('request_numbers').values({ year, last }).execute();
  return requestId(last);
}

/** Adds a draft and how it is applied for. */
export async function insertDraft(
  transaction: StoreTransaction,
  draft: {
    readonly requestId: RequestId;
    readonly civilId: CivilId;
    readonly kind: RequestKind;
    readonly category: LicenceCategory;
    readonly accountId: string;
    readonly key: string;
    readonly form: RequestForm;
    /** Fils. */
    readonly fee: Fils;
    readonly now: IsoInstant;
  },
): Promise<void> {
  const { requestId } = draft;
  await transaction
    .insertInto('requests')
    .values({
      request_id: requestId,
      civil_id: draft.civilId,
      kind: draft.kind,
      category: draft.category,
      status: 'draft',
      version: 0,
      fencing: 0,
      pickup_id: null,
      fee_paid: 0 as Fils,
      paid_at: null,
      payment_reference: null,
      ready_on: null,
      old_licence_retained: 0,
      issued_at: null,
    })
    .execute();
  await transaction
    .insertInto('applications')
    .values({
      request_id: requestId,
      account_id: draft.accountId,
      creation_key: draft.key,
      created_at: draft.now,
      form: JSON.stringify(draft.form),
      fee: draft.fee,
      waiting_since: null,
      reason: null,
      claimed_by: null,
      claimed_at: null,
      portrait: null,
      collect_by: null,
      follow_up_on: null,
      reminders_sent: 0,
    })
    .execute();
}

/** What a change sets; what it does not name stays. */
export interface ApplicationChange {
  readonly form?: RequestForm;
  readonly fee?: Fils;
  readonly waitingSince?: IsoInstant | null;
  readonly reason?: string | null;
  readonly claim?: { readonly staffId: string; readonly at: IsoInstant } | null;
  readonly portrait?: string | null;
  readonly collectBy?: IsoDate;
  readonly followUpOn?: IsoDate | null;
  readonly remindersSent?: number;
}

/** Changes an application; call it beside a change of its request, whose version guards both. */
export async function changeApplication(
  transaction: StoreTransaction,
  requestId: RequestId,
  change: ApplicationChange,
): Promise<void> {
  const { form, fee, waitingSince, reason, claim, portrait, collectBy, followUpOn, remindersSent } = change;
  await transaction
    .updateTable('applications')
    .set({
      ...(form === undefined ? {} : { form: JSON.stringify(form) }),
      ...(fee === undefined ? {} : { fee }),
      ...(waitingSince === undefined ? {} : { waiting_since: waitingSince }),
      ...(reason === undefined ? {} : { reason }),
      ...(claim === undefined ? {} : { claimed_by: claim?.staffId ?? null, claimed_at: claim?.at ?? null }),
      ...(portrait === undefined ? {} : { portrait }),
      ...(collectBy === undefined ? {} : { collect_by: collectBy }),
      ...(followUpOn === undefined ? {} : { follow_up_on: followUpOn }),
      ...(remindersSent === undefined ? {} : { reminders_sent: remindersSent }),
    })
    .where('request_id', '=', requestId)
    .execute();
}

/** Keeps what is printed for a request once it was paid. */
export async function insertLicence(
  transaction: StoreTransaction,
  requestId: RequestId,
  printed: { readonly licence: string; readonly portrait: string },
): Promise<void> {
  await transaction
    .insertInto('licences')
    .values({ request_id: requestId, ...printed })
    .execute();
}

/** An entry of the trail about one request; `details` is JSON. */
export interface EntryAboutRequest {
  readonly at: IsoInstant;
  readonly action: string;
  readonly details: string;
}

/** What the trail tells of a request, in order. */
export function readEntriesAboutRequest(
  reader: StoreReader,
  requestId: RequestId,
): Promise<EntryAboutRequest[]> {
  return reader
    .selectFrom('audit')
    .select(['at', 'action', 'details'])
    .where('subject', '=', requestId)
    .orderBy('seq')
    .execute();
}

/** A case of the review queue. */
export interface WaitingCase {
  readonly requestId: RequestId;
  readonly kind: RequestKind;
  readonly category: LicenceCategory;
  readonly waitingSince: IsoInstant;
  readonly claim: Claim | null;
}

function waitingCases(reader: StoreReader) {
  return reader
    .selectFrom('applications as application')
    .innerJoin('requests as request', 'request.request_id', 'application.request_id')
    .leftJoin('staff', 'staff.staff_id', 'application.claimed_by')
    .select([
      'application.request_id',
      'request.kind',
      'request.category',
      'application.waiting_since',
      'application.claimed_by',
      'application.claimed_at',
      'staff.name',
    ])
    .orderBy('application.waiting_since')
    .orderBy('application.request_id');
}

type WaitingRow = Awaited<ReturnType<ReturnType<typeof waitingCases>['execute']>>[number];

function toWaitingCase(row: WaitingRow): WaitingCase {
  const { request_id, kind, category, waiting_since } = row;
  if (waiting_since === null) throw new Error(`${request_id} does not wait`);
  return {
    requestId: request_id,
    kind,
    category,
    waitingSince: waiting_since,
    claim: toClaim(row),
  };
}

/** Up to `limit` cases after the place `after` (`null`: from the beginning), oldest first. */
export async function listWaitingCases(
  reader: StoreReader,
  after: Pick<WaitingCase, 'waitingSince' | 'requestId'> | null,
  limit: number,
): Promise<WaitingCase[]> {
  const { waitingSince, requestId } = after ?? { waitingSince: '' as IsoInstant, requestId: '' as RequestId };
  const rows = await waitingCases(reader)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('application.waiting_since', 'application.request_id'),
        '>',
        tuple(waitingSince, requestId),
      ),
    )
    .limit(limit)
    .execute();
  return rows.map(toWaitingCase);
}

/** How many cases wait for an officer. */
export async function countWaitingCases(reader: StoreReader): Promise<number> {
  const { count } = await reader
    .selectFrom('applications')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('waiting_since', '>', '' as IsoInstant)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Up to `limit` requests whose day of being looked at again is `today` or past, the longest past first. */
export async function listFollowUps(
  reader: StoreReader,
  today: IsoDate,
  limit: number,
): Promise<RequestId[]> {
  const rows = await reader
    .selectFrom('applications')
    .select('request_id')
    .where('follow_up_on', '<=', today)
    .orderBy('follow_up_on')
    .orderBy('request_id')
    .limit(limit)
    .execute();
  return rows.map(({ request_id }) => request_id);
}
