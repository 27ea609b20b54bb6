import type { Bilingual } from '../../contracts/language.ts';

/** What the desk reads when a machine-readable zone was given and holds (S9). */
export const MRZ_AGREES: Bilingual = {
  ar: 'أرقام التحقق صحيحة والبيانات متطابقة',
  en: 'Check digits are right and the details agree',
};
