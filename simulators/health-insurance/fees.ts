import type { Bilingual } from '../../contracts/language.ts';
import { Fils } from '../../contracts/money.ts';

/** Whose insurance is paid: the fee of a year depends on it. */
export const INSURED_GROUPS = ['standard', 'agricultural', 'domestic', 'domesticExempt'] as const;
export type InsuredGroup = (typeof INSURED_GROUPS)[number];

const dinars = (amount: number): Fils => Fils.parse(amount * 1_000);

/**
 * Fee of a year, and how the page names the group: executive regulations of the Ministry of Health, reported as Resolution
 * 306/2025, from 23 December 2025 (Arab Times, 21 December 2025; confidence medium).
 */
export const INSURANCE_FEES: Readonly<
  Record<InsuredGroup, { readonly perYear: Fils; readonly name: Bilingual }>
> = {
  standard: {
    perYear: dinars(100),
    name: { ar: 'مقيم (عامل أو ملتحق بعائل أو غيرهما)', en: 'Resident (worker, family member or other)' },
  },
  agricultural: {
    perYear: dinars(10),
    name: {
      ar: 'عامل زراعة أو صيد أو رعي أو ألبان',
      en: 'Farm worker, fisherman, herder or dairy worker',
    },
  },
  domestic: {
    perYear: dinars(10),
    name: { ar: 'عامل منزلي', en: 'Domestic worker' },
  },
  domesticExempt: {
    perYear: dinars(0),
    name: {
      ar: 'عامل منزلي لدى أسرة كويتية، من الثلاثة الأوائل (معفى)',
      en: 'Domestic worker of a Kuwaiti family, one of the first three (exempt)',
    },
  },
};

/** What a number of years costs. */
export function insuranceFee(group: InsuredGroup, years: number): Fils {
  return Fils.parse(INSURANCE_FEES[group].perYear * years);
}
