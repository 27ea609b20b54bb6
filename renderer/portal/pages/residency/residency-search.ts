import { z } from 'zod';
import { CompanyId } from '../../../../contracts/organisation.ts';
import type { ResidentFilter } from '../../../../contracts/portal-api/residency.ts';

/** Filters that narrow the list, in the order they are offered; without any everybody is shown. */
export const FILTERS = ['qualifies', 'tooEarly', 'expired'] as const satisfies readonly ResidentFilter[];

/**
 * What of the list stands in its address: the company and the filter. Neither the text looked for nor any number of a person
 * does.
 */
export const ResidencySearch = z.object({
  company: CompanyId.optional().catch(undefined),
  filter: z.enum(FILTERS).optional().catch(undefined),
});
export type ResidencySearch = z.infer<typeof ResidencySearch>;

/** The address of a page that belongs to one company; without any for those whom an individual sponsors. */
export const CompanySearch = ResidencySearch.pick({ company: true });
export type CompanySearch = z.infer<typeof CompanySearch>;

/** `company` as the address has it. */
export function companySearch(company: CompanyId | null): CompanySearch {
  return company === null ? {} : { company };
}
