import type { IsoInstant } from '../../contracts/calendar.ts';
import {
  CASE_DEPARTMENT,
  CaseDocumentKind,
  CaseId,
  type CaseStatus,
  type CaseType,
} from '../../contracts/case.ts';
import { CaseForm } from '../../contracts/portal-api/cases.ts';
import { UploadId } from '../../contracts/portal-api/uploads.ts';
import { z } from 'zod';
import { type Claim, toClaim } from './claims.ts';
import { ConcurrentChangeError, type StoreReader, type StoreTransaction } from './store.ts';

/** The department that decides a case. */
export type CaseDepartment = (typeof CASE_DEPARTMENT)[CaseType];

const Documents = z.partialRecord(CaseDocumentKind, UploadId);
export type CaseDocuments = z.infer<typeof Documents>;

/** A case of S1, S2, S8 or S9. */
export interface CaseOnFile {
  readonly caseId: CaseId;
  readonly department: CaseDepartment;
  /** Of whoever filed it. */
  readonly accountId: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly form: CaseForm;
  readonly documents: CaseDocuments;
  readonly createdAt: IsoInstant;
  /** Since when it waits for an officer. */
  readonly waitingSince: IsoInstant | null;
  /** How often it was returned. */
  readonly returned: number;
  readonly reason: string | null;
  readonly claim: Claim | null;
}

/** Most cases of one account that are listed. */
const LISTED_MOST = 100;

function cases(reader: StoreReader) {
  return reader
    .selectFrom('cases as filed')
    .leftJoin('staff', 'staff.staff_id', 'filed.claimed_by')
    .select([
      'filed.case_id',
      'filed.department',
      'filed.account_id',
      'filed.status',
      'filed.version',
      'filed.form',
      'filed.documents',
      'filed.created_at',
      'filed.waiting_since',
      'filed.returned',
      'filed.reason',
      'filed.claimed_by',
      'filed.claimed_at',
      'staff.name',
    ]);
}

type CaseRow = Awaited<ReturnType<ReturnType<typeof cases>['execute']>>[number];

function toCase(row: CaseRow): CaseOnFile {
  return {
    caseId: row.case_id,
    department: row.department,
    accountId: row.account_id,
    status: row.status,
    version: row.version,
    form: CaseForm.parse(JSON.parse(row.form)),
    documents: Documents.parse(JSON.parse(row.documents)),
    createdAt: row.created_at,
    waitingSince: row.waiting_since,
    returned: row.returned,
    reason: row.reason,
    claim: toClaim(row),
  };
}

export async function findCase(reader: StoreReader, caseId: CaseId): Promise<CaseOnFile | null> {
  const row = await cases(reader).where('filed.case_id', '=', caseId).executeTakeFirst();
  return row ? toCase(row) : null;
}

/** The cases of an account, newest first. */
export async function listCasesOf(reader: StoreReader, accountId: string): Promise<CaseOnFile[]> {
  const rows = await cases(reader)
    .where('filed.account_id', '=', accountId)
    .orderBy('filed.created_at', 'desc')
    .orderBy('filed.case_id', 'desc')
    .limit(LISTED_MOST)
    .execute();
  return rows.map(toCase);
}

/** The case that an account began under `key`. */
export async function findCaseByKey(
  reader: StoreReader,
  accountId: string,
  key: string,
): Promise<CaseId | null> {
  const row = await reader
    .selectFrom('cases')
    .select('case_id')
    .where('account_id', '=', accountId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row?.case_id ?? null;
}

/** The next case number of `year`. It stays taken until the transaction ends: ask late. */
export async function allotCaseId(transaction: StoreTransaction, year: number): Promise<CaseId> {
  const caseId = (number: number) => CaseId.parse(`C-${year}-${String(number).padStart(8, '0')}`);
  const next = await transaction
    .updateTable('case_numbers')
    .set(({ eb }) => ({ last: eb('last', '+', 1) }))
    .where('year', '=', year)
    .returning('last')
    .executeTakeFirst();
  if (next) return caseId(next.last);
  await transaction.insertInto('case_numbers').values({ year, last: 1 }).execute();
  return caseId(1);
}

/** Adds a draft. */
export async function insertCase(
  transaction: StoreTransaction,
  draft: {
    readonly caseId: CaseId;
    readonly accountId: string;
    readonly key: string;
    readonly form: CaseForm;
    readonly subject: string | null;
  },
  now: IsoInstant,
): Promise<void> {
  const { type } = draft.form;
  await transaction
    .insertInto('cases')
    .values({
      case_id: draft.caseId,
      type,
      department: CASE_DEPARTMENT[type],
      account_id: draft.accountId,
      creation_key: draft.key,
      status: 'draft',
      version: 0,
      form: JSON.stringify(draft.form),
      documents: '{}',
      subject: draft.subject,
      created_at: now,
      waiting_since: null,
      returned: 0,
      reason: null,
      claimed_by: null,
      claimed_at: null,
    })
    .execute();
}

/** What a change sets; what it does not name stays. */
export interface CaseChange {
  readonly status?: CaseStatus;
  readonly form?: CaseForm;
  readonly documents?: CaseDocuments;
  readonly subject?: string | null;
  readonly waitingSince?: IsoInstant | null;
  readonly returned?: number;
  readonly reason?: string | null;
  readonly claim?: { readonly staffId: string; readonly at: IsoInstant } | null;
}

/**
 * Changes a case that was read at `version`.
 * @throws ConcurrentChangeError when somebody else changed it since
 */
export async function changeCase(
  transaction: StoreTransaction,
  { caseId, version }: Pick<CaseOnFile, 'caseId' | 'version'>,
  change: CaseChange,
): Promise<void> {
  const { status, form, documents, subject, waitingSince, returned, reason, claim } = change;
  const { numUpdatedRows } = await transaction
    .updateTable('cases')
    .set({
      version: version + 1,
      ...(status === undefined ? {} : { status }),
      ...(form === undefined ? {} : { form: JSON.stringify(form) }),
      ...(documents === undefined ? {} : { documents: JSON.stringify(documents) }),
      ...(subject === undefined ? {} : { subject }),
      ...(waitingSince === undefined ? {} : { waiting_since: waitingSince }),
      ...(returned === undefined ? {} : { returned }),
      ...(reason === undefined ? {} : { reason }),
      ...(claim === undefined ? {} : { claimed_by: claim?.staffId ?? null, claimed_at: claim?.at ?? null }),
    })
    .where('case_id', '=', caseId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new ConcurrentChangeError();
}

/** Where a page of a queue ends. */
export interface CaseCursor {
  readonly submittedAt: IsoInstant;
  readonly caseId: CaseId;
}

/** Where the first page begins: before every instant and number. */
const BEFORE_ALL: CaseCursor = { submittedAt: '' as IsoInstant, caseId: '' as CaseId };

/** Up to `limit` cases that wait for `department`, oldest first, after `after`; of one type, or of all. */
export async function listWaitingCasesOf(
  reader: StoreReader,
  department: CaseDepartment,
  { type, after }: { readonly type: CaseType | null; readonly after: CaseCursor | null },
  limit: number,
): Promise<CaseOnFile[]> {
  const { submittedAt, caseId } = after ?? BEFORE_ALL;
  const waiting = cases(reader)
    .where('filed.department', '=', department)
    .where('filed.waiting_since', '>=', submittedAt)
    .where((where) =>
      where.or([where('filed.waiting_since', '>', submittedAt), where('filed.case_id', '>', caseId)]),
    );
  const rows = await (type === null ? waiting : waiting.where('filed.type', '=', type))
    .orderBy('filed.waiting_since')
    .orderBy('filed.case_id')
    .limit(limit)
    .execute();
  return rows.map(toCase);
}

/** How many cases wait for `department`; of one type, or of all. */
export async function countWaitingCasesOf(
  reader: StoreReader,
  department: CaseDepartment,
  type: CaseType | null,
): Promise<number> {
  const waiting = reader
    .selectFrom('cases')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('department', '=', department)
    .where('waiting_since', '>=', BEFORE_ALL.submittedAt);
  const { count } = await (type === null
    ? waiting
    : waiting.where('type', '=', type)
  ).executeTakeFirstOrThrow();
  return Number(count);
}

/** An entry of the trail about one case; `details` is JSON. */
export interface EntryAboutCase {
  readonly at: IsoInstant;
  readonly details: string;
}

/** What the trail tells of a case, in order. */
export function readEntriesAboutCase(reader: StoreReader, caseId: CaseId): Promise<EntryAboutCase[]> {
  return reader
    .selectFrom('audit')
    .select(['at', 'details'])
    .where('subject', '=', caseId)
    .orderBy('seq')
    .execute();
}
