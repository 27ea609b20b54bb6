import { sql } from 'kysely';
import type { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import type { CaseStatus } from '../../contracts/case.ts';
import type { CompanyId } from '../../contracts/organisation.ts';
import type { CaseDepartment } from './cases.ts';
import type { StoreReader } from './store.ts';

/** Whose desk: licence requests wait at the traffic department, cases at the others. */
export type Desk = 'trafficOfficer' | CaseDepartment;

const EVER = '' as IsoInstant;

/** What waits at a desk, from one instant (included) until another (`null`: now). */
export async function countWaiting(
  reader: StoreReader,
  desk: Desk,
  from: IsoInstant | null,
  until: IsoInstant | null,
): Promise<number> {
  const count = sql<string | number>`count(*)`.as('count');
  const since = from ?? EVER;
  const row = await (desk === 'trafficOfficer'
    ? reader
        .selectFrom('applications')
        .select(count)
        .where('waiting_since', '>=', since)
        .$if(until !== null, (query) => query.where('waiting_since', '<', until))
    : reader
        .selectFrom('cases')
        .select(count)
        .where('department', '=', desk)
        .where('waiting_since', '>=', since)
        .$if(until !== null, (query) => query.where('waiting_since', '<', until))
  ).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What waits at a desk and is with one officer, who claimed it after `after`. */
export async function countClaimed(
  reader: StoreReader,
  desk: Desk,
  staffId: string,
  after: IsoInstant,
): Promise<number> {
  const count = sql<string | number>`count(*)`.as('count');
  const row = await (desk === 'trafficOfficer'
    ? reader
        .selectFrom('applications')
        .select(count)
        .where('waiting_since', '>=', EVER)
        .where('claimed_by', '=', staffId)
        .where('claimed_at', '>', after)
    : reader
        .selectFrom('cases')
        .select(count)
        .where('department', '=', desk)
        .where('waiting_since', '>=', EVER)
        .where('claimed_by', '=', staffId)
        .where('claimed_at', '>', after)
  ).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Moves of one kind in one hour. */
export interface HourOfMoves {
  /** `YYYY-MM-DDTHH`, in UTC. */
  readonly hour: string;
  readonly by: 'submit' | 'requestPayment' | 'approve' | 'return' | 'reject';
  readonly byStaff: boolean;
  readonly count: number;
}

const HOUR = sql<string>`substr(audit.at, 1, 13)`;
/** Facts begin with what moved the thing; quotes in an officer's note are escaped, so a note is never taken for it. */
const BY = sql<HourOfMoves['by'] | 'other'>`case
  when audit.details like '{"by":"submit"%' then 'submit'
  when audit.details like '{"by":"requestPayment"%' then 'requestPayment'
  when audit.details like '{"by":"approve"%' then 'approve'
  when audit.details like '{"by":"return"%' then 'return'
  when audit.details like '{"by":"reject"%' then 'reject'
  else 'other' end`;
const BY_STAFF = sql<0 | 1>`case when audit.actor like 'staff:%' then 1 else 0 end`;

/** How what a desk decides has moved since an instant, hour by hour, as the trail tells it. */
export async function countMoves(reader: StoreReader, desk: Desk, since: IsoInstant): Promise<HourOfMoves[]> {
  const rows = await (desk === 'trafficOfficer'
    ? reader.selectFrom('audit').where('audit.action', '=', 'applicationMoved')
    : reader
        .selectFrom('audit')
        .where('audit.action', '=', 'caseMoved')
        // Not a join: that may read all cases there ever were.
        .where(
          ({ selectFrom }) =>
            selectFrom('cases').select('cases.department').whereRef('cases.case_id', '=', 'audit.subject'),
          '=',
          desk,
        )
  )
    .where('audit.at', '>=', since)
    .select([
      HOUR.as('hour'),
      BY.as('by'),
      BY_STAFF.as('by_staff'),
      sql<string | number>`count(*)`.as('count'),
    ])
    .groupBy([HOUR, BY, BY_STAFF])
    .execute();
  return rows.flatMap(({ hour, by, by_staff, count }) =>
    by === 'other' ? [] : [{ hour, by, byStaff: by_staff === 1, count: Number(count) }],
  );
}

/** How many cases of an account stand as one of these. */
export async function countCasesOf(
  reader: StoreReader,
  accountId: string,
  statuses: readonly CaseStatus[],
): Promise<number> {
  const { count } = await reader
    .selectFrom('cases')
    .select(sql<string | number>`count(*)`.as('count'))
    .where('account_id', '=', accountId)
    .where('status', 'in', statuses)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Residencies of a company that end soon or have ended. */
export interface Endings {
  /** Those that have ended included. */
  readonly ending: number;
  readonly expired: number;
}

/** How many residencies of each company end by `until`, and have ended before `today`; companies without any are left out. */
export async function countEndings(
  reader: StoreReader,
  companies: readonly CompanyId[],
  { today, until }: { readonly today: IsoDate; readonly until: IsoDate },
): Promise<ReadonlyMap<CompanyId, Endings>> {
  if (companies.length === 0) return new Map();
  const rows = await reader
    .selectFrom('people')
    .where('employer_company_id', 'in', companies)
    .where('residency_expires_on', '<=', until)
    .select([
      'employer_company_id',
      sql<string | number>`count(*)`.as('ending'),
      sql<string | number>`count(case when residency_expires_on < ${today} then 1 end)`.as('expired'),
    ])
    .groupBy('employer_company_id')
    .execute();
  return new Map(
    rows.flatMap(({ employer_company_id: company, ending, expired }): [CompanyId, Endings][] =>
      company === null ? [] : [[company, { ending: Number(ending), expired: Number(expired) }]],
    ),
  );
}

/** How many open renewals lie in the basket of each company; companies whose basket is empty are left out. */
export async function countBaskets(
  reader: StoreReader,
  companies: readonly CompanyId[],
): Promise<ReadonlyMap<CompanyId, number>> {
  if (companies.length === 0) return new Map();
  const rows = await reader
    .selectFrom('renewals')
    .where('status', '=', 'open')
    .where('company_id', 'in', companies)
    .select(['company_id', sql<string | number>`count(*)`.as('count')])
    .groupBy('company_id')
    .execute();
  return new Map(
    rows.flatMap(({ company_id: company, count }): [CompanyId, number][] =>
      company === null ? [] : [[company, Number(count)]],
    ),
  );
}
