import type { CivilId } from '../../contracts/civil-id.ts';
import type { InsuredGroup } from './fees.ts';

/**
 * A payer's browser without a window: pays `years` of somebody's insurance at the page, with the test card.
 * @returns the status of the last page: 200 when it was paid
 */
export async function payInsurance(
  pageUrl: string,
  order: { readonly civilId: CivilId; readonly years: number; readonly group: InsuredGroup },
): Promise<number> {
  const paid = await fetch(new URL('/payments/confirmation', pageUrl), {
    method: 'POST',
    body: new URLSearchParams({
      civilId: order.civilId,
      years: String(order.years),
      group: order.group,
      month: '09',
      year: '2021',
      pin: '1234',
    }),
  });
  return paid.status;
}
