import type { CivilId } from '../../../contracts/civil-id.ts';
import { COVERS_MOST_PEOPLE } from '../../ports/health-insurance.ts';
import { noteInsurance } from '../../store/renewals.ts';
import type { ResidencyContext } from './context.ts';
import type { InsuranceStanding } from './preconditions.ts';

/**
 * Asks the Ministry of Health about these people, and notes with their open renewals what it says. What it does not answer is
 * `unknown` from then on: an older answer may have been overtaken.
 */
export async function refreshInsurance(
  { store, healthInsurance }: ResidencyContext,
  civilIds: readonly CivilId[],
): Promise<void> {
  const standings = new Map<CivilId, InsuranceStanding>();
  for (let first = 0; first < civilIds.length; first += COVERS_MOST_PEOPLE) {
    const some = civilIds.slice(first, first + COVERS_MOST_PEOPLE);
    const found = await healthInsurance.findCovers(some);
    for (const civilId of some) {
      const until = found.ok ? (found.value.get(civilId) ?? null) : null;
      standings.set(
        civilId,
        !found.ok
          ? { state: 'unknown' }
          : until === null
            ? { state: 'notInsured' }
            : { state: 'insured', until },
      );
    }
  }
  if (standings.size > 0) await store.transaction((transaction) => noteInsurance(transaction, standings));
}
