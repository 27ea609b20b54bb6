import { isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import { Fils } from '../../../contracts/money.ts';
import type { Due, InquiryNumber, PublicDue } from '../../../contracts/portal-api/payments.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  type DueOnFile,
  findDependants,
  findUnpaidDues,
  findUnpaidDuesOfUnifiedNumber,
} from '../../store/dues.ts';
import type { StoreReader } from '../../store/store.ts';
import { type AuditActor, auditEntry } from '../audit/audit-chain.ts';
import type { PortalContext } from '../portal-context.ts';
import { dueView, publicDue } from './due-view.ts';

type DuesContext = Pick<PortalContext, 'store' | 'clock' | 'datedSettings'>;

const NO_DEPENDANTS: ReadonlyMap<CivilId, Bilingual> = new Map();

/** The dues that are owed today, with the name of the dependant that each is of. */
function owed(
  { clock, datedSettings }: DuesContext,
  dues: readonly DueOnFile[],
  dependants: ReadonlyMap<CivilId, Bilingual>,
): Due[] {
  const today = kuwaitDate(clock.now());
  return dues.flatMap(
    (due) => dueView(due, dependants.get(due.civilId) ?? null, datedSettings.overstayTariff, today) ?? [],
  );
}

/** Those whose dues a person may see and pay: themselves and their dependants. */
export async function payableFor(reader: StoreReader, civilId: CivilId): Promise<CivilId[]> {
  return [civilId, ...(await findDependants(reader, civilId)).keys()];
}

/** What a person and their dependants owe (S11). */
export async function ownDues(context: DuesContext, civilId: CivilId): Promise<Due[]> {
  const { reader } = context.store;
  const dependants = await findDependants(reader, civilId);
  return owed(context, await findUnpaidDues(reader, [civilId, ...dependants.keys()]), dependants);
}

/**
 * What is owed under a civil ID or unified number, for anybody who asks (S11). A number that nobody has is answered like
 * that of somebody who owes nothing.
 */
export async function inquireDues(
  context: DuesContext,
  { type, number }: InquiryNumber,
  by: AuditActor,
): Promise<{ readonly dues: PublicDue[]; readonly total: Fils }> {
  const { store, clock } = context;
  const found =
    type === 'civilId'
      ? await findUnpaidDues(store.reader, [number])
      : await findUnpaidDuesOfUnifiedNumber(store.reader, number);
  const dues = owed(context, found, NO_DEPENDANTS).map(publicDue);
  const fact = { action: 'duesInquired', inquiry: 'public', found: dues.length } as const;
  await store.transaction((transaction) =>
    appendAudit(transaction, [auditEntry(fact, by, isoInstant(clock.now()))]),
  );
  return { dues, total: Fils.parse(dues.reduce((sum, { amount }) => sum + amount, 0)) };
}
