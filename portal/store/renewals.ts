import { sql } from 'kysely';
import type { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { Fils } from '../../contracts/money.ts';
import type { CompanyId } from '../../contracts/organisation.ts';
import type { PaymentId } from '../../contracts/portal-api/payments.ts';
import type { RenewalStatus } from '../../contracts/portal-api/residency.ts';
import type { RenewalChannel, RenewalId } from '../../contracts/residency.ts';
import type { InsuranceStanding } from '../services/residency/preconditions.ts';
import { ConcurrentChangeError, type StoreReader, type StoreTransaction } from './store.ts';

/** Whose basket is meant: those of companies, or that of an account. */
export type BasketScope =
  | { readonly of: 'companies'; readonly companies: readonly CompanyId[] }
  | { readonly of: 'account'; readonly accountId: string };

/** A residency renewal as the store keeps it (S5–S7). */
export interface RenewalOnFile {
  readonly renewalId: RenewalId;
  readonly version: number;
  readonly status: RenewalStatus;
  readonly channel: RenewalChannel;
  readonly companyId: CompanyId | null;
  /** Of whoever began it. */
  readonly accountId: string;
  readonly civilId: CivilId;
  readonly months: number | null;
  readonly nameMatches: boolean;
  readonly termsAccepted: boolean;
  readonly insurance: InsuranceStanding;
  readonly createdAt: IsoInstant;
  /** An open payment is for it. */
  readonly locked: boolean;
  /** The end that it was last priced with; of a paid one, the end that was paid for. */
  readonly newExpiry: IsoDate | null;
  /** Fils: what it was last priced with. */
  readonly fee: Fils | null;
  /** Of the payment that paid it. */
  readonly receiptCode: string | null;
}

function renewals(reader: StoreReader) {
  return reader
    .selectFrom('renewals as renewal')
    .leftJoin('payment_locks as lock', (join) =>
      join.onRef('lock.item_id', '=', 'renewal.renewal_id').on('lock.item_type', '=', 'renewal'),
    )
    .leftJoin('payments as payment', 'payment.payment_id', 'renewal.payment_id')
    .select([
      'renewal.renewal_id',
      'renewal.version',
      'renewal.status',
      'renewal.channel',
      'renewal.company_id',
      'renewal.account_id',
      'renewal.civil_id',
      'renewal.months',
      'renewal.name_matches',
      'renewal.terms_accepted',
      'renewal.insurance',
      'renewal.insured_until',
      'renewal.created_at',
      'renewal.new_expiry',
      'renewal.fee',
      'lock.payment_id as locked_by',
      'payment.receipt_code',
    ]);
}

type RenewalRow = Awaited<ReturnType<ReturnType<typeof renewals>['execute']>>[number];

function toInsurance({ insurance, insured_until }: RenewalRow): InsuranceStanding {
  if (insurance !== 'insured') return { state: insurance };
  if (insured_until === null) throw new Error('an insurance without an end');
  return { state: insurance, until: insured_until };
}

function toRenewal(row: RenewalRow): RenewalOnFile {
  return {
    renewalId: row.renewal_id,
    version: row.version,
    status: row.status,
    channel: row.channel,
    companyId: row.company_id,
    accountId: row.account_id,
    civilId: row.civil_id,
    months: row.months,
    nameMatches: row.name_matches === 1,
    termsAccepted: row.terms_accepted === 1,
    insurance: toInsurance(row),
    createdAt: row.created_at,
    locked: row.locked_by !== null,
    newExpiry: row.new_expiry,
    fee: row.fee,
    receiptCode: row.status === 'paid' ? row.receipt_code : null,
  };
}

/** The renewals of these numbers, in the order in which they were begun. */
export async function findRenewals(
  reader: StoreReader,
  renewalIds: readonly RenewalId[],
): Promise<RenewalOnFile[]> {
  if (renewalIds.length === 0) return [];
  const rows = await renewals(reader)
    .where('renewal.renewal_id', 'in', renewalIds)
    .orderBy('renewal.created_at')
    .orderBy('renewal.renewal_id')
    .execute();
  return rows.map(toRenewal);
}

export async function findRenewal(reader: StoreReader, renewalId: RenewalId): Promise<RenewalOnFile | null> {
  const [renewal = null] = await findRenewals(reader, [renewalId]);
  return renewal;
}

/** The renewal that an account began under `key`. */
export async function findRenewalByKey(
  reader: StoreReader,
  accountId: string,
  key: string,
): Promise<RenewalId | null> {
  const row = await reader
    .selectFrom('renewals')
    .select('renewal_id')
    .where('account_id', '=', accountId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row?.renewal_id ?? null;
}

/** The open renewals of a basket, in the order in which they were begun. */
export async function listBasket(reader: StoreReader, scope: BasketScope): Promise<RenewalOnFile[]> {
  if (scope.of === 'companies' && scope.companies.length === 0) return [];
  const open = renewals(reader).where('renewal.status', '=', 'open');
  const rows = await (scope.of === 'companies'
    ? open.where('renewal.company_id', 'in', scope.companies)
    : open.where('renewal.company_id', 'is', null).where('renewal.account_id', '=', scope.accountId)
  )
    .orderBy('renewal.created_at')
    .orderBy('renewal.renewal_id')
    .execute();
  return rows.map(toRenewal);
}

/** The open renewal of each of these people, by civil ID. */
export async function findOpenRenewals(
  reader: StoreReader,
  civilIds: readonly CivilId[],
): Promise<ReadonlyMap<CivilId, RenewalOnFile>> {
  if (civilIds.length === 0) return new Map();
  const rows = await renewals(reader)
    .where('renewal.civil_id', 'in', civilIds)
    .where('renewal.status', '=', 'open')
    .execute();
  return new Map(rows.map((row) => [row.civil_id, toRenewal(row)]));
}

/** A renewal that begins. */
export interface NewRenewal {
  readonly renewalId: RenewalId;
  readonly accountId: string;
  readonly key: string;
  readonly channel: RenewalChannel;
  readonly companyId: CompanyId | null;
  readonly civilId: CivilId;
  readonly months: number | null;
}

const insuranceColumns = (insurance: InsuranceStanding) => ({
  insurance: insurance.state,
  insured_until: insurance.state === 'insured' ? insurance.until : null,
});

/** Adds open renewals: the store begins anew when somebody else began one of the same person meanwhile. */
export async function insertRenewals(
  transaction: StoreTransaction,
  begun: readonly NewRenewal[],
  now: IsoInstant,
): Promise<void> {
  if (begun.length === 0) return;
  await transaction
    .insertInto('renewals')
    .values(
      begun.map((renewal) => ({
        renewal_id: renewal.renewalId,
        version: 0,
        status: 'open' as const,
        channel: renewal.channel,
        company_id: renewal.companyId,
        account_id: renewal.accountId,
        creation_key: renewal.key,
        civil_id: renewal.civilId,
        months: renewal.months,
        name_matches: 0 as const,
        terms_accepted: 0 as const,
        ...insuranceColumns({ state: 'unknown' }),
        created_at: now,
        payment_id: null,
        fee: null,
        old_expiry: null,
        new_expiry: null,
      })),
    )
    .execute();
}

/** What a renewer chooses. */
export interface RenewalChoices {
  readonly months: number | null;
  readonly nameMatches: boolean;
  readonly termsAccepted: boolean;
}

/** Forgets what an earlier payment was for: a capture of that payment is refunded from now on. */
const UNPRICED = { payment_id: null, fee: null, old_expiry: null, new_expiry: null } as const;

async function changeOpen(
  transaction: StoreTransaction,
  { renewalId, version }: Pick<RenewalOnFile, 'renewalId' | 'version'>,
  columns: object,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('renewals')
    .set({ version: version + 1, ...UNPRICED, ...columns })
    .where('renewal_id', '=', renewalId)
    .where('version', '=', version)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new ConcurrentChangeError();
}

/**
 * Keeps the choices of an open renewal that was read at this version and is in no open payment.
 * @throws ConcurrentChangeError when somebody else changed it since
 */
export function changeChoices(
  transaction: StoreTransaction,
  renewal: Pick<RenewalOnFile, 'renewalId' | 'version'>,
  { months, nameMatches, termsAccepted }: RenewalChoices,
): Promise<void> {
  return changeOpen(transaction, renewal, {
    months,
    name_matches: nameMatches ? 1 : 0,
    terms_accepted: termsAccepted ? 1 : 0,
  });
}

/**
 * Takes a renewal out of the basket; as {@link changeChoices}.
 * @throws ConcurrentChangeError when somebody else changed it since
 */
export function markRemoved(
  transaction: StoreTransaction,
  renewal: Pick<RenewalOnFile, 'renewalId' | 'version'>,
): Promise<void> {
  return changeOpen(transaction, renewal, { status: 'removed' });
}

/** Notes what the Ministry of Health said of people, with their open renewals: no choice of anybody, so no version moves. */
export async function noteInsurance(
  transaction: StoreTransaction,
  standings: ReadonlyMap<CivilId, InsuranceStanding>,
): Promise<void> {
  const alike = Map.groupBy(standings, ([, standing]) => JSON.stringify(standing));
  for (const people of alike.values()) {
    const [first] = people;
    if (first === undefined) continue;
    await transaction
      .updateTable('renewals')
      .set(insuranceColumns(first[1]))
      .where(
        'civil_id',
        'in',
        people.map(([civilId]) => civilId),
      )
      .where('status', '=', 'open')
      .execute();
  }
}

/** What a renewal is locked with. */
export interface PricedRenewal {
  readonly renewalId: RenewalId;
  readonly version: number;
  readonly fee: Fils;
  readonly oldExpiry: IsoDate;
  readonly newExpiry: IsoDate;
}

/**
 * Keeps with each renewal what this payment is for, in the transaction that opens and locks it.
 * @throws ConcurrentChangeError when somebody else changed one of them since it was read
 */
export async function priceRenewals(
  transaction: StoreTransaction,
  priced: readonly PricedRenewal[],
  paymentId: PaymentId,
): Promise<void> {
  const rows = priced.map(
    ({ renewalId, version, fee, oldExpiry, newExpiry }) =>
      sql`(${renewalId}, ${version}, ${fee}, ${oldExpiry}, ${newExpiry})`,
  );
  // Both engines name the columns of VALUES so; PostgreSQL takes every parameter among them for text.
  const { numAffectedRows } = await sql`
    update renewals
    set version = renewals.version + 1, payment_id = ${paymentId}, fee = cast(priced.column3 as integer),
      old_expiry = priced.column4, new_expiry = priced.column5
    from (values ${sql.join(rows)}) as priced
    where renewals.renewal_id = priced.column1
      and renewals.version = cast(priced.column2 as integer)
      and renewals.status = 'open'
  `.execute(transaction);
  if (numAffectedRows !== BigInt(priced.length)) throw new ConcurrentChangeError();
}

/**
 * How many of a payment's renewals can still be had: open, with the choices that they were priced with, and of a residency
 * that ends as it did then. Until the commit nobody else changes them.
 */
export async function takePayableRenewals(
  transaction: StoreTransaction,
  paymentId: PaymentId,
): Promise<number> {
  // Moving the version before counting takes the locks on both engines.
  await transaction
    .updateTable('renewals')
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('payment_id', '=', paymentId)
    .where('status', '=', 'open')
    .execute();
  const { count } = await transaction
    .selectFrom('renewals as renewal')
    .innerJoin('people as person', 'person.civil_id', 'renewal.civil_id')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('renewal.payment_id', '=', paymentId)
    .where('renewal.status', '=', 'open')
    .whereRef('person.residency_expires_on', '=', 'renewal.old_expiry')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Marks the renewals of a payment as paid. */
export async function markPaid(transaction: StoreTransaction, paymentId: PaymentId): Promise<void> {
  await transaction
    .updateTable('renewals')
    .set((expression) => ({ status: 'paid' as const, version: expression('version', '+', 1) }))
    .where('payment_id', '=', paymentId)
    .where('status', '=', 'open')
    .execute();
}

/** What was answered to a list of this account under `key`, as JSON; `null` when none was taken in. */
export async function findImport(
  reader: StoreReader,
  accountId: string,
  key: string,
): Promise<string | null> {
  const row = await reader
    .selectFrom('renewal_imports')
    .select('answer')
    .where('account_id', '=', accountId)
    .where('import_key', '=', key)
    .executeTakeFirst();
  return row?.answer ?? null;
}

/** Keeps what is answered to a list. */
export async function insertImport(
  transaction: StoreTransaction,
  accountId: string,
  key: string,
  answer: string,
): Promise<void> {
  await transaction
    .insertInto('renewal_imports')
    .values({ account_id: accountId, import_key: key, answer })
    .execute();
}
