import type { CaseDocumentKind, CaseFormSheet, CaseType } from '../../../../contracts/case.ts';
import type { CaseField, CaseForm } from '../../../../contracts/portal-api/cases.ts';
import { ACCOUNT_ROLES, type AccountRole } from '../../../../contracts/portal-api/route.ts';
import type { UploadType } from '../../../../contracts/portal-api/uploads.ts';

/** Who may file each type: S1 and S2 a person who is signed in, S8 and S9 whoever sponsors or employs the one it is about. */
export const CASE_APPLICANTS: Readonly<Record<CaseType, readonly AccountRole[]>> = {
  companyAccount: ['individual'],
  governmentAccount: ['individual'],
  latinNameAmendment: ACCOUNT_ROLES,
  passportTransfer: ACCOUNT_ROLES,
};

/** A form before anything has been filled in. */
export const BLANK_FORMS = {
  companyAccount: { type: 'companyAccount', unifiedNumber: null, concernedCivilId: null, email: null },
  governmentAccount: { type: 'governmentAccount', unifiedNumber: null, concernedCivilId: null, email: null },
  latinNameAmendment: {
    type: 'latinNameAmendment',
    subjectCivilId: null,
    requestedGivenName: null,
    requestedFamilyName: null,
  },
  passportTransfer: {
    type: 'passportTransfer',
    subjectCivilId: null,
    passportNumber: null,
    issuedOn: null,
    expiresOn: null,
    placeOfIssue: null,
    mrz: null,
  },
} as const satisfies Record<CaseType, CaseForm>;

/** How a field is filled in. */
export type CaseFieldShape = 'number' | 'email' | 'capitals' | 'text' | 'date' | 'zone';

export const FIELD_SHAPES: Readonly<Record<CaseField, CaseFieldShape>> = {
  unifiedNumber: 'number',
  concernedCivilId: 'number',
  email: 'email',
  subjectCivilId: 'number',
  requestedGivenName: 'capitals',
  requestedFamilyName: 'capitals',
  passportNumber: 'capitals',
  issuedOn: 'date',
  expiresOn: 'date',
  placeOfIssue: 'text',
  mrz: 'zone',
};

/** The forms that the portal fills in for each type, each attached again once it is signed (S1). */
export const SHEETS_OF: Readonly<Record<CaseType, readonly CaseFormSheet[]>> = {
  companyAccount: ['declaration', 'userCodeRequestLetter'],
  governmentAccount: [],
  latinNameAmendment: [],
  passportTransfer: [],
};

const PICTURE_OR_PDF: readonly UploadType[] = ['image/jpeg', 'image/png', 'application/pdf'];
const PICTURE: readonly UploadType[] = ['image/jpeg', 'image/png'];

/** What each document may be. Passports are pictures, so that the officer reads them beside the form. */
export const DOCUMENT_TYPES: Readonly<Record<CaseDocumentKind, readonly UploadType[]>> = {
  companyLicence: PICTURE_OR_PDF,
  declaration: PICTURE_OR_PDF,
  signatureAuthorisation: PICTURE_OR_PDF,
  licenceData: PICTURE_OR_PDF,
  userCodeRequestLetter: PICTURE_OR_PDF,
  signatoryCivilId: PICTURE_OR_PDF,
  officialLetter: PICTURE_OR_PDF,
  passportPage: PICTURE,
  oldPassport: PICTURE,
  newPassport: PICTURE,
};
