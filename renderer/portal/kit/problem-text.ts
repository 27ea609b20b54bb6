import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { PORTAL_CATALOGUE, type Translate } from '../../i18n/portal.ts';

/** What is wrong with a field, in words; reasons without words of their own are said generally. */
export function reasonText(t: Translate, reason: string): string {
  const key = `reason.${reason}`;
  return t(PORTAL_CATALOGUE.has(key) ? key : 'reason.invalid');
}

/** Why a call failed and what to do, in words. */
export function problemText(t: Translate, problem: Problem): string {
  if (problem.error === 'tooManyRequests')
    return t('problem.tooManyRequests', { count: problem.retryAfter ?? 60 });
  const keys = [`problem.${problem.error}`, `reason.${problem.error}`];
  return t(keys.find(PORTAL_CATALOGUE.has) ?? 'problem.internal');
}
