import type { CaseId, CaseType } from '../../contracts/case.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { StoreReader } from './store.ts';

/** The cases about a person that a renewal waits for. */
export type OpenCases = Readonly<Record<'latinNameAmendment' | 'passportTransfer', CaseId | null>>;

export const NO_OPEN_CASES: OpenCases = { latinNameAmendment: null, passportTransfer: null };

const TYPES = ['latinNameAmendment', 'passportTransfer'] as const satisfies readonly CaseType[];

/**
 * The cases of S8 and S9 about these people that are with their department or were returned by it, by civil ID: the oldest of
 * each type.
 */
export async function findOpenCasesAbout(
  reader: StoreReader,
  civilIds: readonly CivilId[],
): Promise<ReadonlyMap<string, OpenCases>> {
  if (civilIds.length === 0) return new Map();
  const rows = await reader
    .selectFrom('cases')
    .select(['subject', 'type', 'case_id'])
    .where('subject', 'in', civilIds)
    .where('type', 'in', TYPES)
    .where('status', 'in', ['submitted', 'returned'])
    .orderBy('case_id', 'desc')
    .execute();
  const found = new Map<string, OpenCases>();
  for (const { subject, type, case_id } of rows)
    if (subject !== null) found.set(subject, { ...(found.get(subject) ?? NO_OPEN_CASES), [type]: case_id });
  return found;
}
