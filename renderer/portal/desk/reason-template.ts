import { Language } from '../../../contracts/language.ts';
import type { ReviewDecision } from '../../../contracts/portal-api/decision.ts';
import { loadTexts, type MessageKey, PORTAL_CATALOGUE } from '../../i18n/portal.ts';

/** Decisions that need a reason. */
export type ReasonedDecision = Exclude<ReviewDecision['decision'], 'approve'>;

/** `reason` with a ready-made one after it, in both languages: the applicant may read either. */
export async function withTemplate(reason: string, text: MessageKey): Promise<string> {
  await Promise.all(Language.options.map(loadTexts));
  const both = Language.options.map((language) => PORTAL_CATALOGUE.translate(language, text)).join('\n');
  return reason.trim() === '' ? both : `${reason.trimEnd()}\n\n${both}`;
}
