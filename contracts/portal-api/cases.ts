import { z } from 'zod';
import { IsoDate, IsoInstant } from '../calendar.ts';
import { CaseDocumentKind, CaseId, CaseStatus, CaseType } from '../case.ts';
import { ReviewDecision } from './decision.ts';
import type { ApiRoute } from './route.ts';
import { Upload, UploadId } from './uploads.ts';

/** Text of a field while the form is being filled in; what it must be is checked at submission. */
const typed = z.string().trim().max(128).nullable();

/**
 * What the applicant fills in, as typed; everything may be missing until the case is submitted.
 * Names, passport numbers and dates are judged at submission (`CaseSubmissionFault`), each fault naming its field.
 */
export const CaseForm = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('companyAccount'),
    /** الرقم الموحد للشركة. */
    unifiedNumber: typed,
    /** الرقم المدني لصاحب العلاقة: becomes the user code. */
    concernedCivilId: typed,
    /** البريد الإلكتروني لإرسال التفعيل. */
    email: typed,
  }),
  z.strictObject({
    type: z.literal('governmentAccount'),
    unifiedNumber: typed,
    concernedCivilId: typed,
    email: typed,
  }),
  z.strictObject({
    type: z.literal('latinNameAmendment'),
    subjectCivilId: typed,
    /** A–Z, space, hyphen, apostrophe. */
    requestedGivenName: typed,
    requestedFamilyName: typed,
  }),
  z.strictObject({
    type: z.literal('passportTransfer'),
    subjectCivilId: typed,
    passportNumber: typed,
    issuedOn: IsoDate.nullable(),
    expiresOn: IsoDate.nullable(),
    placeOfIssue: typed,
    /** Both lines of the machine-readable zone (ICAO 9303-4, TD3), typed or pasted; `null` when not given. */
    mrz: z.string().max(256).nullable(),
  }),
]);
export type CaseForm = z.infer<typeof CaseForm>;
type FieldOf<Form> = Form extends unknown ? Exclude<keyof Form, 'type'> : never;
/** A field of any of the forms. */
export type CaseField = FieldOf<CaseForm>;

/** What stands between a draft and its submission: a field (by its name) or a document, and what is wrong. */
export const CaseOpenPoint = z.discriminatedUnion('at', [
  z.strictObject({
    at: z.literal('field'),
    field: z.string(),
    fault: z.enum([
      'missing',
      'civilId',
      'unifiedNumber',
      'unknownOrganisation',
      'organisationHasAccount',
      'concernedPersonUnknown',
      /** The concerned person is a user of an organisation: theirs would be a second user code. */
      'concernedPersonIsUser',
      'email',
      'latinName',
      'sameName',
      'personUnknown',
      'notYours',
      'passportNumber',
      'dateOrder',
      'passportExpired',
      'samePassport',
      'mrzShape',
      'mrzCheckDigit',
      'mrzDisagrees',
    ]),
    /** With `mrzCheckDigit` and `mrzDisagrees`: which part of the machine-readable zone. */
    part: z
      .enum([
        'documentNumber',
        'birthDate',
        'expiryDate',
        'optionalData',
        'composite',
        'names',
        'nationality',
        'sex',
      ])
      .nullable(),
  }),
  z.strictObject({ at: z.literal('document'), document: CaseDocumentKind, fault: z.literal('missing') }),
]);
export type CaseOpenPoint = z.infer<typeof CaseOpenPoint>;

export const CaseTimelineEntry = z.strictObject({
  at: IsoInstant,
  status: CaseStatus,
  /** The officer's reason, where there is one. */
  note: z.string().nullable(),
});
export type CaseTimelineEntry = z.infer<typeof CaseTimelineEntry>;

export const CaseSummary = z.strictObject({
  caseId: CaseId,
  type: CaseType,
  status: CaseStatus,
  createdAt: IsoInstant,
  /** Name of the company, entity or person it is about, once known. */
  about: z.strictObject({ ar: z.string(), en: z.string() }).nullable(),
  needsApplicant: z.boolean(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

const Version = z.int().nonnegative();

export const CaseView = z.strictObject({
  ...CaseSummary.shape,
  version: Version,
  form: CaseForm,
  uploads: z.partialRecord(CaseDocumentKind, Upload),
  documentsNeeded: z.array(CaseDocumentKind),
  open: z.array(CaseOpenPoint),
  /** Why an officer returned or rejected it. */
  reason: z.string().nullable(),
  /** S8: the name on record, to compare with. */
  currentLatinName: z.string().nullable(),
  timeline: z.array(CaseTimelineEntry),
  canCancel: z.boolean(),
});
export type CaseView = z.infer<typeof CaseView>;

const CaseParams = z.strictObject({ caseId: CaseId });

/** Those who may file a case: S1 and S2 individuals; S8 and S9 whoever sponsors or employs the person. */
const APPLICANTS = ['individual', 'mainUser', 'delegate'] as const;

export const CASE_ROUTES = {
  cases: {
    method: 'GET',
    path: '/api/cases',
    access: APPLICANTS,
    summary: 'Own cases, newest first',
    answer: z.strictObject({ cases: z.array(CaseSummary) }),
  },
  createCase: {
    method: 'POST',
    path: '/api/cases',
    access: APPLICANTS,
    summary: 'Begins a case; repeated with the same key it answers the same case',
    body: z.strictObject({ key: z.uuid(), form: CaseForm }),
    answer: CaseView,
    faults: ['notForThisAccount'],
  },
  case: {
    method: 'GET',
    path: '/api/cases/:caseId',
    access: APPLICANTS,
    summary: 'One own case',
    params: CaseParams,
    answer: CaseView,
  },
  saveCase: {
    method: 'PUT',
    path: '/api/cases/:caseId/form',
    access: APPLICANTS,
    summary: 'Keeps what has been filled in and attached so far',
    params: CaseParams,
    body: z.strictObject({
      version: Version,
      form: CaseForm,
      documents: z.partialRecord(CaseDocumentKind, UploadId),
    }),
    answer: CaseView,
    faults: ['notInThisState'],
  },
  submitCase: {
    method: 'POST',
    path: '/api/cases/:caseId/submission',
    access: APPLICANTS,
    summary: 'Hands a case to its department',
    params: CaseParams,
    body: z.strictObject({ version: Version, declared: z.boolean() }),
    answer: CaseView,
    faults: ['notInThisState', 'notComplete', 'notDeclared'],
  },
  cancelCase: {
    method: 'POST',
    path: '/api/cases/:caseId/cancellation',
    access: APPLICANTS,
    summary: 'Takes back a case that is not decided',
    params: CaseParams,
    body: z.strictObject({ version: Version }),
    answer: CaseView,
    faults: ['notInThisState'],
  },
} as const satisfies Record<string, ApiRoute>;

/** GET: a form of S1, filled in with what was typed, as PDF. Not JSON, therefore not among the routes. */
export const CASE_SHEET_PATH = '/api/cases/:caseId/sheets/:sheet';

/** A case on a department's desk. */
export const DeskCaseSummary = z.strictObject({
  caseId: CaseId,
  type: CaseType,
  submittedAt: IsoInstant,
  /** Times it has been returned. */
  returned: z.int().nonnegative(),
  claimedBy: z.string().nullable(),
  claimedByMe: z.boolean(),
});
export type DeskCaseSummary = z.infer<typeof DeskCaseSummary>;

/** A fact beside the form that the officer decides by, from the register. */
export const DeskFact = z.strictObject({
  name: z.enum([
    'organisationName',
    'organisationCompanies',
    'concernedPerson',
    'subjectPerson',
    'latinNameOnRecord',
    'passportOnRecord',
    'passportExpiresOn',
    'mrzChecked',
  ]),
  value: z.string(),
});
export type DeskFact = z.infer<typeof DeskFact>;

export const DeskCase = z.strictObject({
  ...DeskCaseSummary.shape,
  version: Version,
  /** Name of who filed it, in the officer's language. */
  applicant: z.string(),
  form: CaseForm,
  uploads: z.partialRecord(CaseDocumentKind, Upload),
  facts: z.array(DeskFact),
  timeline: z.array(CaseTimelineEntry),
});
export type DeskCase = z.infer<typeof DeskCase>;

const OFFICERS = ['accountsOfficer', 'residencyOfficer'] as const;

/** Where a page of a queue ends. */
export const DeskCursor = z.strictObject({ submittedAt: IsoInstant, caseId: CaseId });

export const DESK_ROUTES = {
  deskQueue: {
    method: 'GET',
    path: '/api/desk/cases',
    access: OFFICERS,
    summary: "Cases of the officer's department that wait, oldest first",
    query: z.strictObject({
      type: CaseType.optional(),
      afterSubmittedAt: IsoInstant.optional(),
      afterCaseId: CaseId.optional(),
    }),
    answer: z.strictObject({
      cases: z.array(DeskCaseSummary),
      waiting: z.int().nonnegative(),
      next: DeskCursor.nullable(),
    }),
  },
  deskCase: {
    method: 'GET',
    path: '/api/desk/cases/:caseId',
    access: OFFICERS,
    summary: 'One case with its documents; the look is audited',
    params: CaseParams,
    answer: DeskCase,
  },
  claimDeskCase: {
    method: 'POST',
    path: '/api/desk/cases/:caseId/claim',
    access: OFFICERS,
    summary: 'Claims a case, so that no two officers work on it',
    params: CaseParams,
    body: z.strictObject({ version: Version }),
    answer: DeskCase,
    faults: ['claimedByOther', 'notInThisState'],
  },
  releaseDeskCase: {
    method: 'DELETE',
    path: '/api/desk/cases/:caseId/claim',
    access: OFFICERS,
    summary: 'Gives a claimed case back to the queue',
    params: CaseParams,
    answer: z.strictObject({}),
  },
  decideDeskCase: {
    method: 'POST',
    path: '/api/desk/cases/:caseId/decision',
    access: OFFICERS,
    summary: 'Approves, returns with a reason, or rejects with a reason; nobody decides on what they entered',
    params: CaseParams,
    body: z.strictObject({ version: Version, decision: ReviewDecision }),
    answer: z.strictObject({ status: CaseStatus }),
    faults: ['claimedByOther', 'notClaimed', 'notInThisState', 'ownCase', 'noLongerPossible'],
  },
} as const satisfies Record<string, ApiRoute>;
