import { z } from 'zod';

/** Number of a case, given when it is begun. */
export const CaseId = z
  .string()
  .regex(/^C-\d{4}-\d{8}$/)
  .brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;

/**
 * What a department decides on (S1, S2, S8, S9):
 * accounts of companies (إنشاء حساب الشركات / المؤسسات) and of government entities, amendments of the Latin name
 * (تعديل الاسم اللاتيني) and transfers of passport information (نقل معلومات الجواز).
 */
export const CaseType = z.enum([
  'companyAccount',
  'governmentAccount',
  'latinNameAmendment',
  'passportTransfer',
]);
export type CaseType = z.infer<typeof CaseType>;

/** The department that decides each type, as the role of its officers. */
export const CASE_DEPARTMENT = {
  companyAccount: 'accountsOfficer',
  governmentAccount: 'accountsOfficer',
  latinNameAmendment: 'residencyOfficer',
  passportTransfer: 'residencyOfficer',
} as const satisfies Record<CaseType, 'accountsOfficer' | 'residencyOfficer'>;

/** What is attached, each by the guide's own name. */
export const CaseDocumentKind = z.enum([
  'companyLicence',
  'declaration',
  'signatureAuthorisation',
  'licenceData',
  'userCodeRequestLetter',
  'signatoryCivilId',
  'officialLetter',
  'passportPage',
  'oldPassport',
  'newPassport',
]);
export type CaseDocumentKind = z.infer<typeof CaseDocumentKind>;

/** The documents that each type needs, in the guide's order; S1 has its six. */
export const CASE_DOCUMENTS: Readonly<Record<CaseType, readonly CaseDocumentKind[]>> = {
  companyAccount: [
    'companyLicence',
    'declaration',
    'signatureAuthorisation',
    'licenceData',
    'userCodeRequestLetter',
    'signatoryCivilId',
  ],
  governmentAccount: ['officialLetter'],
  latinNameAmendment: ['passportPage'],
  passportTransfer: ['oldPassport', 'newPassport'],
};

/** Forms that the portal fills in for the applicant to sign: إقرار وتعهد and كتاب طلب رمز المستخدم (S1). */
export const CaseFormSheet = z.enum(['declaration', 'userCodeRequestLetter']);
export type CaseFormSheet = z.infer<typeof CaseFormSheet>;

export const CaseStatus = z.enum(['draft', 'submitted', 'returned', 'approved', 'rejected', 'cancelled']);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CaseAction = z.enum(['submit', 'return', 'approve', 'reject', 'cancel']);
export type CaseAction = z.infer<typeof CaseAction>;

/** What may be done with a case in each state, and the state it leads to. */
export const CASE_ACTIONS = {
  draft: { submit: 'submitted', cancel: 'cancelled' },
  submitted: { approve: 'approved', return: 'returned', reject: 'rejected', cancel: 'cancelled' },
  returned: { submit: 'submitted', cancel: 'cancelled' },
  approved: {},
  rejected: {},
  cancelled: {},
} as const satisfies Record<CaseStatus, Partial<Record<CaseAction, CaseStatus>>>;

/** The state that `action` leads to from `status`, or `null` where the table forbids it. */
export function nextCaseStatus(status: CaseStatus, action: CaseAction): CaseStatus | null {
  const row: Partial<Record<CaseAction, CaseStatus>> = CASE_ACTIONS[status];
  return row[action] ?? null;
}
