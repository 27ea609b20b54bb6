import type { IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { Result } from '../../contracts/result.ts';

/** Most people of one inquiry. */
export const COVERS_MOST_PEOPLE = 500;

/** The Ministry of Health's register of residents' health insurance (الضمان الصحي). */
export interface HealthInsurance {
  /**
   * The last day that each of these people is insured for; `null`: the ministry has no insurance of theirs, or does not know them.
   * At most {@link COVERS_MOST_PEOPLE} are asked for at once.
   * `unreachable`: there is no answer that can be relied on; try again later.
   */
  findCovers(
    civilIds: readonly CivilId[],
  ): Promise<Result<ReadonlyMap<CivilId, IsoDate | null>, 'unreachable'>>;
}
