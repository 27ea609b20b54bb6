import type { CaseType } from '../../../../contracts/case.ts';
import type { MessageKey } from '../../../i18n/portal.ts';
import type { ReasonedDecision } from '../../desk/reason-template.ts';

const ACCOUNT_RETURNS: readonly MessageKey[] = ['desk.template.notSigned', 'desk.template.notReadable'];
const PASSPORT_RETURNS: readonly MessageKey[] = [
  'desk.template.passportNotReadable',
  'desk.template.passportDiffers',
];
const REJECTS: readonly MessageKey[] = [
  'review.template.documentNotGenuine',
  'review.template.conditionsNotMet',
];

/** Reasons that come up again and again. */
const TEMPLATES: Readonly<Record<ReasonedDecision, Readonly<Record<CaseType, readonly MessageKey[]>>>> = {
  return: {
    companyAccount: [...ACCOUNT_RETURNS, 'desk.template.licenceExpired'],
    governmentAccount: ACCOUNT_RETURNS,
    latinNameAmendment: PASSPORT_RETURNS,
    passportTransfer: PASSPORT_RETURNS,
  },
  reject: {
    companyAccount: ['desk.template.notAuthorised', ...REJECTS],
    governmentAccount: ['desk.template.notAuthorised', ...REJECTS],
    latinNameAmendment: ['review.template.documentOfOther', ...REJECTS],
    passportTransfer: ['review.template.documentOfOther', ...REJECTS],
  },
};

/** The ready-made reasons that fit a decision on a case of this type. */
export function reasonTemplates(decision: ReasonedDecision, type: CaseType): readonly MessageKey[] {
  return TEMPLATES[decision][type];
}
