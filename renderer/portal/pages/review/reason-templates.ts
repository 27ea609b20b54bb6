import type { DocumentKind } from '../../../../contracts/portal-api/licences.ts';
import type { MessageKey } from '../../../i18n/portal.ts';
import type { ReasonedDecision } from '../../desk/reason-template.ts';

interface ReasonTemplate {
  readonly text: MessageKey;
  /** Offered only where this document is in the case. */
  readonly document?: DocumentKind;
}

/** Reasons that come up again and again. */
const TEMPLATES: Readonly<Record<ReasonedDecision, readonly ReasonTemplate[]>> = {
  return: [
    { text: 'review.template.photoNotClear', document: 'photo' },
    { text: 'review.template.photoNotOfApplicant', document: 'photo' },
    { text: 'review.template.eyeTestNotReadable', document: 'eyeTest' },
    { text: 'review.template.eyeTestTooOld', document: 'eyeTest' },
    { text: 'review.template.damageNotVisible', document: 'damagePhoto' },
    { text: 'review.template.reportNotReadable', document: 'policeReport' },
  ],
  reject: [
    { text: 'review.template.documentOfOther' },
    { text: 'review.template.documentNotGenuine' },
    { text: 'review.template.conditionsNotMet' },
  ],
};

/** The ready-made reasons that fit a decision and the documents of its case. */
export function reasonTemplates(
  decision: ReasonedDecision,
  documents: readonly DocumentKind[],
): readonly MessageKey[] {
  return TEMPLATES[decision]
    .filter(({ document }) => document === undefined || documents.includes(document))
    .map(({ text }) => text);
}
