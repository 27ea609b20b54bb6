import { z } from 'zod';

/** A renewal that was begun: a line of the basket until it is paid. */
export const RenewalId = z.uuid().brand<'RenewalId'>();
export type RenewalId = z.infer<typeof RenewalId>;

/** Articles of the residency regulations (Resolution 2249/2025; before: Decision 957/2019) under which a residency is held. */
export const ResidencyArticle = z.enum(['17', '18', '19', '20', '21', '22', '23', '24', '25']);
export type ResidencyArticle = z.infer<typeof ResidencyArticle>;

/**
 * What the fee depends on beside the article: who sponsors, and for Article 22 who is sponsored.
 * - `kuwaitiSponsor`, `expatSponsor`: Article 20 (domestic workers);
 * - `spouseOrChild`: Article 22, and `ofInvestorOrOwner`, `ofSelfSponsor` where the sponsor holds Article 19, 21, 25 or 24;
 * - `parentOrOther`: Article 22 for everybody else;
 * - `standard`: every other article.
 */
export const FeeGroup = z.enum([
  'standard',
  'kuwaitiSponsor',
  'expatSponsor',
  'spouseOrChild',
  'spouseOrChildOfInvestorOrOwner',
  'spouseOrChildOfSelfSponsor',
  'parentOrOther',
]);
export type FeeGroup = z.infer<typeof FeeGroup>;

/** How a sponsored person belongs to the sponsor. */
export const Relation = z.enum(['worker', 'domesticWorker', 'spouse', 'child', 'parent', 'other', 'self']);
export type Relation = z.infer<typeof Relation>;

/** Who renews: a company (S5), a government entity (S6), an individual (S7). */
export const RenewalChannel = z.enum(['company', 'government', 'individual']);
export type RenewalChannel = z.infer<typeof RenewalChannel>;

/**
 * What must hold before anything is paid (S5–S7), in the order in which the screens tell it; each that does not hold
 * has its next step in the catalogues.
 */
export const Precondition = z.enum([
  'withinWindow',
  'passportOnRecord',
  'passportValid',
  'insurancePaid',
  'duesSettled',
  'latinNameConfirmed',
  'termsAccepted',
  'lengthChosen',
]);
export type Precondition = z.infer<typeof Precondition>;
