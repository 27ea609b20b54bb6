import type { IsoInstant } from '../../../contracts/calendar.ts';
import { LICENCE_CATEGORY_NAMES, type Licence } from '../../../contracts/licence.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { PickupId, RequestId } from '../../../contracts/pickup.ts';
import type { RequestForm } from '../../../contracts/portal-api/licences.ts';
import type { UploadId } from '../../../contracts/portal-api/uploads.ts';
import {
  nextStatus,
  OLD_LICENCE_REQUIRED,
  type RequestAction,
  RequestKind,
  type RequestStatus,
} from '../../../contracts/request.ts';
import { type AuditActor, type AuditFact, auditEntry } from '../../services/audit/audit-chain.ts';
import { REQUEST_KIND_NAMES } from '../../texts/names.ts';
import { LICENCE_FEES, licenceOf } from '../fixtures.ts';
import { addPayment } from './payments.ts';
import { type Person, SMALL_PORTRAIT } from './people.ts';
import { addUpload, SHA256_DIGITS } from './uploads.ts';
import type { World } from './world.ts';

/** How a request came to where it is. */
const WAYS = {
  draft: [],
  submitted: ['submit'],
  returned: ['submit', 'return'],
  awaitingPayment: ['submit', 'requestPayment'],
  ready: ['submit', 'requestPayment', 'recordPayment', 'approve'],
  reserved: ['submit', 'requestPayment', 'recordPayment', 'approve', 'reserve'],
  issued: [
    'submit',
    'requestPayment',
    'recordPayment',
    'approve',
    'reserve',
    'startPrinting',
    'present',
    'issue',
  ],
  rejected: ['submit', 'reject'],
  cancelled: ['cancel'],
  expired: ['submit', 'requestPayment', 'expire'],
  refundDue: ['submit', 'requestPayment', 'recordPayment', 'approve', 'cancel'],
} as const satisfies Partial<Record<RequestStatus, readonly RequestAction[]>>;
type Reached = keyof typeof WAYS;

/** Of a hundred people who applied, so many have their last request in each state. */
const SHARES: readonly (readonly [Reached, number])[] = [
  ['issued', 60],
  ['ready', 12],
  ['submitted', 5],
  ['awaitingPayment', 5],
  ['draft', 4],
  ['rejected', 3],
  ['cancelled', 3],
  ['expired', 3],
  ['returned', 2],
  ['refundDue', 2],
  ['reserved', 1],
];
const LAST_STATES = SHARES.flatMap(([status, share]) => Array.from({ length: share }, () => status));

/** Requests of each account holder in turn: one on average. */
const REQUESTS_IN_TURN = [1, 0, 2, 1] as const;
/** A request that is over began up to so many minutes ago, another up to so many. */
const OVER_MINUTES = 4 * 365 * 24 * 60;
const RECENT_MINUTES = 20 * 24 * 60;
/** Minutes from one step of a request to the next. */
const STEP_MINUTES = 90;
/** Steps that are open to a request which is not over. */
const NOT_OVER: ReadonlySet<RequestStatus> = new Set([
  'draft',
  'submitted',
  'returned',
  'awaitingPayment',
  'ready',
  'reserved',
]);
/** One of so many waiting cases is claimed, one of so many collected licences had a permit, one of so many payments failed first. */
const CLAIMED = 10;
const PERMITTED = 10;
const FAILED_FIRST = 12;
/** A photo that waits for an officer, as large as a real one. */
const WAITING_PORTRAIT = Buffer.alloc(12_000, 'portrait').toString('base64');
/** Numbers of requests made at the portal begin here. */
const FIRST_NUMBER = 100_000;
const NUMBERS_A_YEAR = 900_000;

/** The events of a pickup by the act that each stands for. */
const EVENTS = {
  startPrinting: { type: 'printing', jobHash: 'a1', counters: { cardsPrinted: 7, ribbonRemaining: 90 } },
  present: { type: 'presented', counters: { cardsPrinted: 8, ribbonRemaining: 89 } },
  issue: { type: 'issued' },
} as const;
const isEvent = (action: RequestAction): action is keyof typeof EVENTS => action in EVENTS;

/** A request of the population. */
export interface MadeRequest {
  readonly requestId: RequestId;
  readonly status: Reached;
  readonly submittedAt: IsoInstant | null;
  readonly receiptCode: string | null;
  readonly permit: string | null;
}

interface Step {
  readonly action: RequestAction;
  readonly from: RequestStatus;
  readonly to: RequestStatus;
  readonly at: IsoInstant;
}

/** The steps to `status`, each allowed by the one table. */
function stepsTo({ calendar }: World, status: Reached, beganMinutesAgo: number): Step[] {
  let from: RequestStatus = 'draft';
  return WAYS[status].map((action: RequestAction, index) => {
    const to = nextStatus(from, action);
    if (to === null) throw new Error(`${from} does not allow ${action}`);
    const step = { action, from, to, at: calendar.instant(-beganMinutesAgo + (index + 1) * STEP_MINUTES) };
    from = to;
    return step;
  });
}

interface Collection {
  readonly pickupId: PickupId;
  readonly machine: string;
  readonly ordinal: number;
}

function factOf(
  { action, from, to }: Step,
  requestId: RequestId,
  collection: Collection | null,
  seq: number,
): AuditFact {
  if (collection === null || (action !== 'reserve' && !isEvent(action)))
    return { action: 'applicationMoved', requestId, by: action, from, to, note: null };
  const { pickupId } = collection;
  return isEvent(action)
    ? { action: 'pickupReported', requestId, pickupId, seq, event: EVENTS[action].type, from, to }
    : { action: 'requestReserved', requestId, pickupId, fencing: 1 };
}

function record(
  world: World,
  { requestId, accountId, createdAt }: { requestId: RequestId; accountId: string; createdAt: IsoInstant },
  steps: readonly Step[],
  collection: Collection | null,
): void {
  const applicant: AuditActor = { actor: `account:${accountId}`, origin: '192.0.2.1' };
  const begun: AuditFact = { action: 'applicationBegun', requestId, to: 'draft' };
  world.tables.record(auditEntry(begun, applicant, createdAt));
  let seq = 0;
  for (const step of steps) {
    if (isEvent(step.action)) seq += 1;
    world.tables.record(auditEntry(factOf(step, requestId, collection, seq), applicant, step.at));
  }
}

/** Adds the pickup with what its kiosk reported. */
function addCollection(
  { tables, random, identifiers, machines, calendar }: World,
  requestId: RequestId,
  steps: readonly Step[],
): Collection {
  const machine = random.pick(machines);
  machine.reservations += 1;
  const collection = {
    pickupId: identifiers.uuid() as PickupId,
    machine: machine.machine,
    ordinal: machine.reservations,
  };
  const reservedAt = steps.find(({ action }) => action === 'reserve')?.at ?? calendar.now;
  const reported = steps.flatMap(({ action, at }) => (isEvent(action) ? [{ body: EVENTS[action], at }] : []));
  tables.pickups.add({
    pickup_id: collection.pickupId,
    request_id: requestId,
    machine: collection.machine,
    ordinal: collection.ordinal,
    fencing: 1,
    token_hash: identifiers.hex(SHA256_DIGITS),
    reserved_at: reservedAt,
    lease_expires_at: reported.length === 0 ? calendar.instant(STEP_MINUTES) : reservedAt,
    last_seq: reported.length,
  });
  for (const [index, { body, at }] of reported.entries()) {
    const seq = index + 1;
    tables.pickupEvents.add({
      pickup_id: collection.pickupId,
      seq,
      type: body.type,
      at,
      received_at: at,
      event: JSON.stringify({ seq, at, body }),
    });
  }
  return collection;
}

function addPermit(
  { tables, identifiers, calendar }: World,
  requestId: RequestId,
  { pickupId }: Collection,
  at: IsoInstant,
): string {
  const number = `P-${identifiers.hex(12).toUpperCase()}`;
  tables.permits.add({
    number: number as never,
    request_id: requestId,
    pickup_id: pickupId,
    granted_at: at,
    valid_until: calendar.date(14),
  });
  return number;
}

/** What is printed for a request. */
function printedLicence({ civilId, ordinal, birthDate }: Person): Licence {
  return { ...licenceOf(civilId), number: String(80_000_000 + ordinal), birthDate };
}

function addRequest(
  world: World,
  person: Person & { readonly accountId: string },
  status: Reached,
): MadeRequest {
  const { tables, random, identifiers, calendar, counts, officers, machines } = world;
  const { accountId, civilId } = person;
  const age = STEP_MINUTES * 10 + random.below(NOT_OVER.has(status) ? RECENT_MINUTES : OVER_MINUTES);
  const createdAt = calendar.instant(-age);
  const year = Number(calendar.today.slice(0, 4)) - Math.floor(counts.requests / NUMBERS_A_YEAR);
  const number = FIRST_NUMBER + (counts.requests % NUMBERS_A_YEAR);
  counts.requests += 1;
  const requestId = `R-${year}-${number}` as RequestId;
  const kind = RequestKind.options[counts.requests % RequestKind.options.length] ?? 'renewal';
  const fee = LICENCE_FEES[kind];
  const steps = stepsTo(world, status, age);
  const atOf = (wanted: RequestAction) => steps.find(({ action }) => action === wanted)?.at ?? null;
  const paidAt = atOf('recordPayment');
  const payment =
    paidAt === null ? null : addFeePayments(world, accountId, requestId, kind, fee, status, paidAt);
  const submittedAt = atOf('submit');
  const waitsSince = status === 'submitted' ? submittedAt : null;
  const claimed = waitsSince !== null && random.below(CLAIMED) === 0;
  const uploadId = addUpload(world, accountId, { requestId }, createdAt);
  const reservedAt = atOf('reserve');
  const collection = reservedAt === null ? null : addCollection(world, requestId, steps);
  const issuedAt = atOf('issue');

  tables.requests.add({
    request_id: requestId,
    civil_id: civilId,
    kind,
    category: 'private',
    status,
    version: steps.length,
    fencing: collection === null ? 0 : 1,
    pickup_id: collection?.pickupId ?? null,
    fee_paid: payment === null ? (0 as Fils) : fee,
    paid_at: paidAt,
    payment_reference: payment?.reference ?? null,
    ready_on: null,
    old_licence_retained: issuedAt !== null && OLD_LICENCE_REQUIRED[kind] ? 1 : 0,
    issued_at: issuedAt,
  });
  tables.applications.add({
    request_id: requestId,
    account_id: accountId,
    creation_key: identifiers.uuid(),
    created_at: createdAt,
    form: JSON.stringify(formOf(kind, random.pick(machines).machine, uploadId, calendar.date(-1))),
    fee,
    waiting_since: waitsSince,
    reason: status === 'returned' || status === 'rejected' ? 'The photo is not sharp' : null,
    claimed_by: claimed ? random.pick(officers) : null,
    claimed_at: claimed ? calendar.now : null,
    portrait: waitsSince === null ? null : WAITING_PORTRAIT,
    collect_by: paidAt === null ? null : calendar.date(90 + random.below(60)),
    follow_up_on:
      NOT_OVER.has(status) && status !== 'draft' && waitsSince === null
        ? calendar.date(1 + random.below(60))
        : null,
    reminders_sent: 0,
  });
  record(world, { requestId, accountId, createdAt }, steps, collection);
  if (paidAt === null) return { requestId, status, submittedAt: waitsSince, receiptCode: null, permit: null };
  tables.licences.add({
    request_id: requestId,
    licence: JSON.stringify(printedLicence(person)),
    portrait: SMALL_PORTRAIT,
  });
  const receiptCode = identifiers.hex(32);
  tables.receipts.add({ code: receiptCode, request_id: requestId, created_at: paidAt });
  const permit =
    collection !== null && issuedAt !== null && random.below(PERMITTED) === 0
      ? addPermit(world, requestId, collection, issuedAt)
      : null;
  return { requestId, status, submittedAt: waitsSince, receiptCode, permit };
}

function formOf(
  kind: RequestKind,
  machine: string,
  photo: UploadId,
  reportedOn: RequestFormDate,
): RequestForm {
  return {
    category: 'private',
    damageType: kind === 'damaged' ? 'broken' : null,
    lossReport: kind === 'lost' ? { reportNumber: '2026/1', station: 'hawalli', reportedOn } : null,
    machine,
    documents: { photo },
  };
}
type RequestFormDate = NonNullable<RequestForm['lossReport']>['reportedOn'];

/** The payment of a fee, some after a try that failed. */
function addFeePayments(
  world: World,
  accountId: string,
  requestId: RequestId,
  kind: RequestKind,
  fee: Fils,
  status: Reached,
  paidAt: IsoInstant,
) {
  const service = REQUEST_KIND_NAMES[kind];
  const description = {
    ar: `${service.ar}: ${LICENCE_CATEGORY_NAMES.private.ar}`,
    en: `${service.en}: ${LICENCE_CATEGORY_NAMES.private.en}`,
  };
  const items = [{ type: 'request', id: requestId, description, amount: fee }] as const;
  if (world.random.below(FAILED_FIRST) === 0) addPayment(world, accountId, 'notCaptured', paidAt, items);
  return addPayment(world, accountId, status === 'refundDue' ? 'refundDue' : 'captured', paidAt, items);
}

/** Adds the requests of the account holder who is the `holder`th of all (from 0): earlier ones are over, the last is in any state. */
export function addRequests(
  world: World,
  person: Person & { readonly accountId: string },
  holder: number,
): MadeRequest[] {
  const length = REQUESTS_IN_TURN[holder % REQUESTS_IN_TURN.length] ?? 0;
  return Array.from({ length }, (_, index) => {
    const last = LAST_STATES[world.random.below(LAST_STATES.length)] ?? 'issued';
    return addRequest(world, person, index === length - 1 ? last : 'issued');
  });
}
