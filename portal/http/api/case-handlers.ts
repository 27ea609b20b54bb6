import type { CaseId } from '../../../contracts/case.ts';
import type { CaseView, CASE_ROUTES, DESK_ROUTES } from '../../../contracts/portal-api/cases.ts';
import { type Result, success } from '../../../contracts/result.ts';
import { cancelCase } from '../../services/cases/cancel-case.ts';
import { listCases, viewCase } from '../../services/cases/case-view.ts';
import { claimDeskCase, releaseDeskCase } from '../../services/cases/claim-desk-case.ts';
import type { CaseApplicant, CaseOfficer } from '../../services/cases/context.ts';
import { createCase } from '../../services/cases/create-case.ts';
import { decideDeskCase } from '../../services/cases/decide-desk-case.ts';
import { listDeskQueue, lookAtDeskCase } from '../../services/cases/desk-case.ts';
import { saveCase } from '../../services/cases/save-case.ts';
import { submitCase } from '../../services/cases/submit-case.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import type { CaseDepartment } from '../../store/cases.ts';
import { type AccountActor, type ApiHandlers, auditActor, type StaffActor } from './handlers.ts';
import { holdingOf } from './organisation-handlers.ts';

interface ApplicantCall {
  readonly actor: AccountActor;
  readonly address: string;
}

function applicantOf({ actor, address }: ApplicantCall): CaseApplicant {
  const { accountId, civilId } = actor;
  return { accountId, civilId, holding: holdingOf(actor), by: auditActor(actor, address) };
}

/** The routes of whoever files cases (S1, S2, S8, S9). */
export function caseHandlers(context: PortalContext): ApiHandlers<typeof CASE_ROUTES> {
  /** The case as it stands after `act`. */
  const afterwards = async <Fault>(
    call: ApplicantCall,
    caseId: CaseId,
    act: Promise<Result<unknown, Fault>>,
  ): Promise<Result<CaseView, Fault | 'notFound'>> => {
    const done = await act;
    return done.ok ? viewCase(context, applicantOf(call), caseId) : done;
  };

  return {
    cases: async (call) => success({ cases: await listCases(context, applicantOf(call)) }),
    createCase: async (call) => {
      const created = await createCase(context, applicantOf(call), call.body);
      return created.ok ? viewCase(context, applicantOf(call), created.value) : created;
    },
    case: (call) => viewCase(context, applicantOf(call), call.params.caseId),
    saveCase: (call) => {
      const { caseId } = call.params;
      return afterwards(call, caseId, saveCase(context, applicantOf(call), caseId, call.body));
    },
    submitCase: (call) => {
      const { caseId } = call.params;
      return afterwards(call, caseId, submitCase(context, applicantOf(call), caseId, call.body));
    },
    cancelCase: (call) => {
      const { caseId } = call.params;
      return afterwards(call, caseId, cancelCase(context, applicantOf(call), caseId, call.body.version));
    },
  };
}

/** The officer behind a call. */
export function caseOfficerOf({
  actor,
  address,
}: {
  readonly actor: Extract<StaffActor, { readonly role: CaseDepartment }>;
  readonly address: string;
}): CaseOfficer {
  const { staffId, civilId, role, language } = actor;
  return { staffId, civilId, department: role, language, by: auditActor(actor, address) };
}

/** The routes of the departments' desks. */
export function deskHandlers(context: PortalContext): ApiHandlers<typeof DESK_ROUTES> {
  return {
    deskQueue: async (call) => {
      const { type = null, afterSubmittedAt, afterCaseId } = call.query;
      const after =
        afterSubmittedAt === undefined || afterCaseId === undefined
          ? null
          : { submittedAt: afterSubmittedAt, caseId: afterCaseId };
      return success(await listDeskQueue(context, caseOfficerOf(call), { type, after }));
    },
    deskCase: (call) => lookAtDeskCase(context, caseOfficerOf(call), call.params.caseId),
    claimDeskCase: (call) =>
      claimDeskCase(context, caseOfficerOf(call), call.params.caseId, call.body.version),
    releaseDeskCase: async (call) => {
      const released = await releaseDeskCase(context, caseOfficerOf(call), call.params.caseId);
      return released.ok ? success({}) : released;
    },
    decideDeskCase: async (call) => {
      const decided = await decideDeskCase(context, caseOfficerOf(call), call.params.caseId, call.body);
      return decided.ok ? success({ status: decided.value }) : decided;
    },
  };
}
