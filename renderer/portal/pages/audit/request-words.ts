import { PORTAL_CATALOGUE, type Translate } from '../../../i18n/portal.ts';

function firstWord(t: Translate, paths: readonly string[], otherwise: string): string {
  const key = paths.find(PORTAL_CATALOGUE.has);
  return key !== undefined && PORTAL_CATALOGUE.has(key) ? t(key) : otherwise;
}

/** What a licence request or a case is for, in words. */
export function kindWord(t: Translate, kind: string): string {
  return firstWord(t, [`kind.${kind}`, `case.type.${kind}`], kind);
}

/** Where a licence request or a case stands, in the words of its kind. */
export function statusWord(t: Translate, kind: string, status: string): string {
  const words = PORTAL_CATALOGUE.has(`kind.${kind}`) ? 'status' : 'case.status';
  return firstWord(t, [`${words}.${status}`], status);
}
