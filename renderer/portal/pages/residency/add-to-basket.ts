import type { CivilId } from '../../../../contracts/civil-id.ts';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import type { Resident, RenewalView } from '../../../../contracts/portal-api/residency.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { call } from '../../api/client.ts';

/** Why one person did not come into the basket. */
export interface NotAdded {
  readonly resident: Resident;
  readonly problem: Problem;
}

/** What became of several who were to come into the basket. */
export interface Added {
  readonly renewals: readonly RenewalView[];
  readonly refused: readonly NotAdded[];
}

/** The idempotency keys of renewals that this page has asked for: pressed again, the same renewal is answered. */
export type RenewalKeys = Map<CivilId, string>;

/** Puts `residents` into the basket one after the other; whoever cannot be is told of and holds nobody up. */
export async function addToBasket(
  send: typeof call,
  company: CompanyId | null,
  residents: readonly Resident[],
  keys: RenewalKeys,
): Promise<Added> {
  const renewals: RenewalView[] = [];
  const refused: NotAdded[] = [];
  for (const resident of residents) {
    const { civilId } = resident;
    const key = keys.get(civilId) ?? crypto.randomUUID();
    keys.set(civilId, key);
    const begun = await send('beginRenewal', { body: { key, companyId: company, civilId } });
    if (begun.ok) renewals.push(begun.value);
    else refused.push({ resident, problem: begun.fault });
    // A refusal is final; only what had no answer is asked again with the same key.
    if (begun.ok || begun.fault.error !== 'unreachable') keys.delete(civilId);
  }
  return { renewals, refused };
}
