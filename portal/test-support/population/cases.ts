import type { IsoInstant } from '../../../contracts/calendar.ts';
import {
  CASE_DEPARTMENT,
  CASE_DOCUMENTS,
  type CaseAction,
  type CaseId,
  CaseStatus,
  CaseType,
  nextCaseStatus,
} from '../../../contracts/case.ts';
import type { CaseForm } from '../../../contracts/portal-api/cases.ts';
import { type AuditActor, auditEntry } from '../../services/audit/audit-chain.ts';
import { definitionOf } from '../../services/cases/definitions.ts';
import type { CaseDepartment } from '../../store/cases.ts';
import { addRegistered } from './organisations.ts';
import type { Person } from './people.ts';
import { addUpload } from './uploads.ts';
import type { World } from './world.ts';

/** How a case came to where it is. */
const WAYS: Readonly<Record<CaseStatus, readonly CaseAction[]>> = {
  draft: [],
  submitted: ['submit'],
  returned: ['submit', 'return'],
  approved: ['submit', 'approve'],
  rejected: ['submit', 'reject'],
  cancelled: ['cancel'],
};
const BY_OFFICERS: ReadonlySet<CaseAction> = new Set(['approve', 'return', 'reject']);

/** Every so many account holders one has filed a case. */
const FILED = 8;
/** Cases below this number are others'. */
const FIRST_NUMBER = 10_000_001;
/** A case that is decided began up to so many minutes ago, another up to so many. */
const DECIDED_MINUTES = 4 * 365 * 24 * 60;
const RECENT_MINUTES = 20 * 24 * 60;
const DECIDED: ReadonlySet<CaseStatus> = new Set(['approved', 'rejected', 'cancelled']);
/** Minutes from one step of a case to the next. */
const STEP_MINUTES = 90;
/** Every so many cases that wait one is claimed. */
const CLAIMED = 4;

/** A case as it was made. */
export interface MadeCase {
  readonly caseId: CaseId;
  readonly type: CaseType;
  readonly department: CaseDepartment;
  /** Since when it waits; `null`: it does not. */
  readonly submittedAt: IsoInstant | null;
}

/** What is filled in: about oneself, or about an organisation that has no account yet. */
function formOf(world: World, { civilId, ordinal }: Person, type: CaseType): CaseForm {
  switch (type) {
    case 'companyAccount':
    case 'governmentAccount': {
      const registered = type === 'companyAccount' ? 'company' : 'government';
      const { unifiedNumber } = addRegistered(world, registered);
      return {
        type,
        unifiedNumber,
        concernedCivilId: civilId,
        email: `user.${ordinal}@organisations.example`,
      };
    }
    case 'latinNameAmendment':
      return { type, subjectCivilId: civilId, requestedGivenName: 'SALIM', requestedFamilyName: 'ALBAHRI' };
    case 'passportTransfer':
      return {
        type,
        subjectCivilId: civilId,
        passportNumber: `N${10_000_000 + ordinal}`,
        issuedOn: world.calendar.date(-30),
        expiresOn: world.calendar.date(3_620),
        placeOfIssue: 'KUWAIT',
        mrz: null,
      };
  }
}

/** Adds the case of the account holder who is the `holder`th of all (from 0), if they filed one: types and states take turns. */
export function addCase(
  world: World,
  person: Person & { readonly accountId: string },
  holder: number,
): MadeCase | null {
  if (holder % FILED !== 0) return null;
  const { tables, random, identifiers, calendar, counts, desks } = world;
  const { accountId } = person;
  const ordinal = counts.cases;
  counts.cases += 1;
  const type = CaseType.options[ordinal % CaseType.options.length] ?? 'latinNameAmendment';
  const status = random.pick(CaseStatus.options);
  const department = CASE_DEPARTMENT[type];
  const officer = random.pick(desks[department]);
  const caseId = `C-${calendar.today.slice(0, 4)}-${FIRST_NUMBER + ordinal}` as CaseId;
  const form = formOf(world, person, type);
  const age = STEP_MINUTES * 4 + random.below(DECIDED.has(status) ? DECIDED_MINUTES : RECENT_MINUTES);
  const createdAt = calendar.instant(-age);
  const way = WAYS[status];
  const filedAt = calendar.instant(-age + STEP_MINUTES);
  const waitingSince = status === 'submitted' ? filedAt : null;
  const claimed = waitingSince !== null && random.below(CLAIMED) === 0;
  const documents = Object.fromEntries(
    (status === 'draft' ? [] : CASE_DOCUMENTS[type]).map((kind) => [
      kind,
      addUpload(world, accountId, { caseId }, createdAt),
    ]),
  );
  tables.cases.add({
    case_id: caseId,
    type,
    department,
    account_id: accountId,
    creation_key: identifiers.uuid(),
    status,
    version: way.length,
    form: JSON.stringify(form),
    documents: JSON.stringify(documents),
    subject: definitionOf(form).subject(form),
    created_at: createdAt,
    waiting_since: waitingSince,
    returned: status === 'returned' ? 1 : 0,
    reason: status === 'returned' || status === 'rejected' ? 'The scan is not sharp' : null,
    claimed_by: claimed ? officer : null,
    claimed_at: claimed ? calendar.now : null,
  });
  const applicant: AuditActor = { actor: `account:${accountId}`, origin: '192.0.2.1' };
  const decider: AuditActor = { actor: `staff:${officer}`, origin: '192.0.2.2' };
  tables.record(auditEntry({ action: 'caseBegun', caseId, type, to: 'draft' }, applicant, createdAt));
  let from: CaseStatus = 'draft';
  for (const [index, by] of way.entries()) {
    const to = nextCaseStatus(from, by);
    if (to === null) throw new Error(`${from} does not allow ${by}`);
    const at = calendar.instant(-age + (index + 1) * STEP_MINUTES);
    const actor = BY_OFFICERS.has(by) ? decider : applicant;
    tables.record(auditEntry({ action: 'caseMoved', caseId, by, from, to, note: null }, actor, at));
    from = to;
  }
  return { caseId, type, department, submittedAt: waitingSince };
}
