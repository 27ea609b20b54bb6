import type { Bilingual } from '../../contracts/language.ts';
import type { RequestKind } from '../../contracts/request.ts';

/** The office in whose name the portal speaks. */
export const OFFICE: Bilingual = {
  ar: 'وزارة الداخلية، الإدارة العامة للمرور',
  en: 'Ministry of Interior, General Traffic Department',
};

/** The licence services (S13–S15). */
export const REQUEST_KIND_NAMES: Readonly<Record<RequestKind, Bilingual>> = {
  renewal: { ar: 'تجديد رخصة القيادة', en: 'Driving licence renewal' },
  damaged: { ar: 'بدل تالف لرخصة القيادة', en: 'Replacement of a damaged driving licence' },
  lost: { ar: 'بدل فاقد لرخصة القيادة', en: 'Replacement of a lost driving licence' },
};

/** The authority that issues driving licences, as printed on them (ISO 18013-1, field 4c). */
export const TRAFFIC_DEPARTMENT: Bilingual = {
  ar: 'الإدارة العامة للمرور',
  en: 'General Traffic Department',
};
