import type { FeeGroup, Relation, ResidencyArticle } from '../../../contracts/residency.ts';

/** What of a sponsor the fee depends on. */
export interface SponsorFacts {
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string;
  /** Of their own residency; `null`: they need none. */
  readonly article: ResidencyArticle | null;
}

const CITIZEN = 'KWT';

/** Of Article 22, by the sponsor's own article: partners, investors and owners of property, and who sponsors themselves. */
const FAMILY_GROUP: Partial<Record<ResidencyArticle, FeeGroup>> = {
  '19': 'spouseOrChildOfInvestorOrOwner',
  '21': 'spouseOrChildOfInvestorOrOwner',
  '25': 'spouseOrChildOfInvestorOrOwner',
  '24': 'spouseOrChildOfSelfSponsor',
};

const isSpouseOrChild = (relation: Relation): boolean => relation === 'spouse' || relation === 'child';

/**
 * The group that the fee depends on beside the article (Resolution 2249/2025, Art. 39). A sponsor that is a company, or
 * that the register does not know, is `null`.
 */
export function feeGroup(
  article: ResidencyArticle,
  relation: Relation,
  sponsor: SponsorFacts | null,
): FeeGroup {
  if (article === '20') return sponsor?.nationality === CITIZEN ? 'kuwaitiSponsor' : 'expatSponsor';
  if (article !== '22') return 'standard';
  if (!isSpouseOrChild(relation)) return 'parentOrOther';
  const own = sponsor?.article ?? null;
  return (own === null ? undefined : FAMILY_GROUP[own]) ?? 'spouseOrChild';
}
