import type { Bilingual } from '../../../contracts/language.ts';

/** Given names, by sex. */
export const GIVEN_NAMES = {
  M: [
    { ar: 'سالم أحمد', en: 'SALEM AHMAD' },
    { ar: 'ناصر فهد', en: 'NASER FAHAD' },
    { ar: 'يوسف بدر', en: 'YOUSEF BADER' },
    { ar: 'ماجد خالد', en: 'MAJED KHALED' },
  ],
  F: [
    { ar: 'نورة فهد', en: 'NOURA FAHAD' },
    { ar: 'دلال بدر', en: 'DALAL BADER' },
    { ar: 'هبة سمير', en: 'HEBA SAMIR' },
    { ar: 'لطيفة علي', en: 'LATIFA ALI' },
  ],
} as const satisfies Record<string, readonly Bilingual[]>;

/** Family names that are words of the sea, as in the demonstration. */
export const FAMILY_NAMES = [
  { ar: 'البحري', en: 'AL-BAHRI' },
  { ar: 'الموجي', en: 'AL-MAWJI' },
  { ar: 'الشراعي', en: 'AL-SHIRAI' },
  { ar: 'اللؤلئي', en: 'AL-LULUI' },
  { ar: 'المرجاني', en: 'AL-MARJANI' },
] as const satisfies readonly Bilingual[];

/** Nationalities in ISO 3166-1 alpha-3; the first is the citizens'. */
export const NATIONALITIES = [
  { code: 'KWT', name: { ar: 'كويتي', en: 'Kuwaiti' } },
  { code: 'EGY', name: { ar: 'مصري', en: 'Egyptian' } },
  { code: 'IND', name: { ar: 'هندي', en: 'Indian' } },
  { code: 'PHL', name: { ar: 'فلبيني', en: 'Filipino' } },
] as const;

/** Violations with their settlement in fils (domain.md §5). */
export const VIOLATIONS = [
  { name: { ar: 'استخدام الهاتف أثناء القيادة', en: 'Using a phone while driving' }, fils: 75_000 },
  { name: { ar: 'عدم ربط حزام الأمان', en: 'Seat belt not fastened' }, fils: 30_000 },
  { name: { ar: 'الوقوف في مكان ممنوع', en: 'Parking where it is prohibited' }, fils: 15_000 },
  { name: { ar: 'تجاوز السرعة المحددة', en: 'Exceeding the speed limit' }, fils: 70_000 },
] as const;

export const PLACES = [
  { ar: 'شارع الخليج العربي', en: 'Arabian Gulf Street' },
  { ar: 'الدائري الرابع', en: 'Fourth Ring Road' },
  { ar: 'طريق الفحيحيل السريع', en: 'Fahaheel Expressway' },
  { ar: 'شارع سالم المبارك', en: 'Salem Al-Mubarak Street' },
] as const satisfies readonly Bilingual[];

export const HOURS: Bilingual = { ar: 'من الأحد إلى الخميس 8:00–14:00', en: 'Sunday to Thursday 8:00–14:00' };
