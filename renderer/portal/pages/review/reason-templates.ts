import type { DocumentKind, ReviewDecision } from '../../../../contracts/portal-api/licences.ts';
import { type MessageKey, PORTAL_CATALOGUE } from '../../../i18n/portal.ts';

/** Decisions that need a reason. */
type ReasonedDecision = Exclude<ReviewDecision['decision'], 'approve'>;

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

/** `reason` with a ready-made one after it, in both languages: the applicant may read either. */
export function withTemplate(reason: string, text: MessageKey): string {
  const both = `${PORTAL_CATALOGUE.translate('ar', text)}\n${PORTAL_CATALOGUE.translate('en', text)}`;
  return reason.trim() === '' ? both : `${reason.trimEnd()}\n\n${both}`;
}
