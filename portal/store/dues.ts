import type { CivilId } from '../../contracts/civil-id.ts';
import { ResidencyFineFacts, TrafficViolationFacts } from '../../contracts/demo-seed.ts';
import type { Bilingual } from '../../contracts/language.ts';
import { bilingualName, PersonName } from '../../contracts/person.ts';
import type { DueId, NotPayableReason, PaymentId } from '../../contracts/portal-api/payments.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** A due as the store keeps it (S11). */
export type DueOnFile = {
  readonly dueId: DueId;
  readonly civilId: CivilId;
  readonly number: string;
  /** `null`: payable online, as far as was decided about it. */
  readonly notPayable: NotPayableReason | null;
  /** An open payment is for it. */
  readonly locked: boolean;
  readonly paid: boolean;
} & (
  | { readonly type: 'trafficViolation'; readonly facts: TrafficViolationFacts }
  | { readonly type: 'residencyFine'; readonly facts: ResidencyFineFacts }
);

function dues(reader: StoreReader) {
  return reader
    .selectFrom('dues as due')
    .leftJoin('payment_locks as lock', (join) =>
      join.onRef('lock.item_id', '=', 'due.due_id').on('lock.item_type', '=', 'due'),
    )
    .select([
      'due.due_id',
      'due.civil_id',
      'due.type',
      'due.number',
      'due.facts',
      'due.not_payable_reason',
      'due.paid_by',
      'lock.payment_id as locked_by',
    ])
    .orderBy('due.due_id');
}

type DueRow = Awaited<ReturnType<ReturnType<typeof dues>['execute']>>[number];

function toDue(row: DueRow): DueOnFile {
  const facts: unknown = JSON.parse(row.facts);
  const common = {
    dueId: row.due_id,
    civilId: row.civil_id,
    number: row.number,
    notPayable: row.not_payable_reason,
    locked: row.locked_by !== null,
    paid: row.paid_by !== null,
  };
  return row.type === 'trafficViolation'
    ? { ...common, type: row.type, facts: TrafficViolationFacts.parse(facts) }
    : { ...common, type: row.type, facts: ResidencyFineFacts.parse(facts) };
}

/** The unpaid dues of these people. */
export async function findUnpaidDues(
  reader: StoreReader,
  civilIds: readonly CivilId[],
): Promise<DueOnFile[]> {
  const rows = await dues(reader)
    .where('due.civil_id', 'in', civilIds)
    .where('due.paid_by', 'is', null)
    .execute();
  return rows.map(toDue);
}

/** The unpaid dues of whoever has this unified number (الرقم الموحد). */
export async function findUnpaidDuesOfUnifiedNumber(
  reader: StoreReader,
  unifiedNumber: string,
): Promise<DueOnFile[]> {
  const rows = await dues(reader)
    .innerJoin('people as person', 'person.civil_id', 'due.civil_id')
    .where('person.unified_number', '=', unifiedNumber)
    .where('due.paid_by', 'is', null)
    .execute();
  return rows.map(toDue);
}

/** The dues of these numbers, paid or not. */
export async function findDues(reader: StoreReader, dueIds: readonly DueId[]): Promise<DueOnFile[]> {
  if (dueIds.length === 0) return [];
  const rows = await dues(reader).where('due.due_id', 'in', dueIds).execute();
  return rows.map(toDue);
}

/** The people whose sponsor is `civilId`, and their names. */
export async function findDependants(
  reader: StoreReader,
  civilId: CivilId,
): Promise<ReadonlyMap<CivilId, Bilingual>> {
  const rows = await reader
    .selectFrom('people')
    .select(['civil_id', 'name_arabic', 'name_latin'])
    .where('sponsor_civil_id', '=', civilId)
    .orderBy('civil_id')
    .execute();
  const parse = (json: string) => PersonName.parse(JSON.parse(json));
  return new Map(
    rows.map((row) => [
      row.civil_id,
      bilingualName({ nameArabic: parse(row.name_arabic), nameLatin: parse(row.name_latin) }),
    ]),
  );
}

/** Marks all of `dueIds` as paid by this payment; `false` when one of them has been paid already, and none is marked. */
export async function payDues(
  transaction: StoreTransaction,
  dueIds: readonly DueId[],
  paymentId: PaymentId,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('dues')
    .set({ paid_by: paymentId })
    .where('due_id', 'in', dueIds)
    .where('paid_by', 'is', null)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === dueIds.length) return true;
  await transaction.updateTable('dues').set({ paid_by: null }).where('paid_by', '=', paymentId).execute();
  return false;
}
