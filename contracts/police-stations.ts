import { z } from 'zod';
import type { Bilingual } from './language.ts';

/** Police stations at which a loss can be reported: some of each governorate. */
export const PoliceStation = z.enum([
  'sharq',
  'salhiya',
  'shuwaikh',
  'hawalli',
  'nugra',
  'salmiya',
  'jabriya',
  'farwaniya',
  'khaitan',
  'jleebAlShuyoukh',
  'ahmadi',
  'fahaheel',
  'mahboula',
  'jahra',
  'sulaibiya',
  'mubarakAlKabeer',
  'sabahAlSalem',
]);
export type PoliceStation = z.infer<typeof PoliceStation>;

/** The name of each station, by its area. */
export const POLICE_STATION_NAMES: Readonly<Record<PoliceStation, Bilingual>> = {
  sharq: { ar: 'مخفر شرطة الشرق', en: 'Sharq police station' },
  salhiya: { ar: 'مخفر شرطة الصالحية', en: 'Salhiya police station' },
  shuwaikh: { ar: 'مخفر شرطة الشويخ', en: 'Shuwaikh police station' },
  hawalli: { ar: 'مخفر شرطة حولي', en: 'Hawalli police station' },
  nugra: { ar: 'مخفر شرطة النقرة', en: 'Nugra police station' },
  salmiya: { ar: 'مخفر شرطة السالمية', en: 'Salmiya police station' },
  jabriya: { ar: 'مخفر شرطة الجابرية', en: 'Jabriya police station' },
  farwaniya: { ar: 'مخفر شرطة الفروانية', en: 'Farwaniya police station' },
  khaitan: { ar: 'مخفر شرطة خيطان', en: 'Khaitan police station' },
  jleebAlShuyoukh: { ar: 'مخفر شرطة جليب الشيوخ', en: 'Jleeb Al-Shuyoukh police station' },
  ahmadi: { ar: 'مخفر شرطة الأحمدي', en: 'Ahmadi police station' },
  fahaheel: { ar: 'مخفر شرطة الفحيحيل', en: 'Fahaheel police station' },
  mahboula: { ar: 'مخفر شرطة المهبولة', en: 'Mahboula police station' },
  jahra: { ar: 'مخفر شرطة الجهراء', en: 'Jahra police station' },
  sulaibiya: { ar: 'مخفر شرطة الصليبية', en: 'Sulaibiya police station' },
  mubarakAlKabeer: { ar: 'مخفر شرطة مبارك الكبير', en: 'Mubarak Al-Kabeer police station' },
  sabahAlSalem: { ar: 'مخفر شرطة صباح السالم', en: 'Sabah Al-Salem police station' },
};
