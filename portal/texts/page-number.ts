import type { Bilingual } from '../../contracts/language.ts';

/** Which page of how many. */
export function pageNumber(page: number, pages: number): Bilingual {
  return { ar: `صفحة ${page} من ${pages}`, en: `Page ${page} of ${pages}` };
}
