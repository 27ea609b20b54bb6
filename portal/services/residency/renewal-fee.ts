import { Fils } from '../../../contracts/money.ts';
import type { FeeGroup, ResidencyArticle } from '../../../contracts/residency.ts';
import type { Settings } from '../../dated-settings.ts';

const MONTHS_OF_YEAR = 12;

/**
 * The fee of a renewal, fils, by article, group and length, under the tariff that holds on the day of payment. It is a fee for
 * each year: a year that is begun is paid whole.
 * @throws Error when the tariff has no such group for the article
 */
export function renewalFee(
  fees: Settings['residencyFees'],
  article: ResidencyArticle,
  group: FeeGroup,
  months: number,
): Fils {
  const perYear: Partial<Record<FeeGroup, Fils>> = fees[article];
  const fee = perYear[group];
  if (fee === undefined) throw new Error(`Article ${article} has no fee for ${group}`);
  return Fils.parse(fee * Math.ceil(months / MONTHS_OF_YEAR));
}
