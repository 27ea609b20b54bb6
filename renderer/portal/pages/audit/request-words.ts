import { PORTAL_CATALOGUE, type Translate } from '../../../i18n/portal.ts';

function firstWord(t: Translate, paths: readonly string[], otherwise: string): string {
  const key = paths.find(PORTAL_CATALOGUE.has);
  return key !== undefined && PORTAL_CATALOGUE.has(key) ? t(key) : otherwise;
}

/** What a request or case is for, in words. */
export function kindWord(t: Translate, kind: string): string {
  return firstWord(t, [`kind.${kind}`, `caseType.${kind}`], kind);
}

/** Where a request or case stands, in words. */
export function statusWord(t: Translate, status: string): string {
  return firstWord(t, [`caseStatus.${status}`, `status.${status}`], status);
}
