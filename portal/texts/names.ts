import type { CaseType } from '../../contracts/case.ts';
import type { Bilingual } from '../../contracts/language.ts';
import type { RequestKind } from '../../contracts/request.ts';

/** The office in whose name the portal speaks. */
export const OFFICE: Bilingual = {
  ar: 'وزارة الداخلية',
  en: 'Ministry of Interior',
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

/** What departments decide (S1, S2, S8, S9), by the guide's names. */
export const CASE_TYPE_NAMES: Readonly<Record<CaseType, Bilingual>> = {
  companyAccount: {
    ar: 'إنشاء حساب الشركات / المؤسسات لخدمات شؤون الإقامة',
    en: 'Company or institution account for residency services',
  },
  governmentAccount: {
    ar: 'إنشاء حساب الجهات الحكومية لخدمات شؤون الإقامة',
    en: 'Government entity account for residency services',
  },
  latinNameAmendment: { ar: 'تعديل الاسم اللاتيني', en: 'Amendment of the Latin name' },
  passportTransfer: { ar: 'نقل معلومات الجواز', en: 'Transfer of passport information' },
};
