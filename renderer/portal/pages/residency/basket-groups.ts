import { Fils } from '../../../../contracts/money.ts';
import type { RenewalView } from '../../../../contracts/portal-api/residency.ts';

/** The lines of a basket by what can be done with them. */
export interface BasketGroups {
  readonly payable: readonly RenewalView[];
  /** A payment that has not ended holds them. */
  readonly beingPaid: readonly RenewalView[];
  /** Something stands in their way. */
  readonly open: readonly RenewalView[];
}

/** Parts the lines of a basket, each into one group. */
export function groupRenewals(renewals: readonly RenewalView[]): BasketGroups {
  const isBeingPaid = ({ resident }: RenewalView) => resident.standing.standing === 'beingPaid';
  return {
    beingPaid: renewals.filter(isBeingPaid),
    payable: renewals.filter((renewal) => renewal.payable && !isBeingPaid(renewal)),
    open: renewals.filter((renewal) => !renewal.payable && !isBeingPaid(renewal)),
  };
}

/** Fils that the chosen lengths of `renewals` come to. */
export function totalOfRenewals(renewals: readonly RenewalView[]): Fils {
  return Fils.parse(renewals.reduce((sum, { fee }) => sum + (fee ?? 0), 0));
}
