import type { CivilId } from '../../contracts/civil-id.ts';
import type { LossReport } from '../../contracts/portal-api/licences.ts';
import type { Result } from '../../contracts/result.ts';

/** The police's register of things reported lost (S15). */
export interface Police {
  /**
   * Whether this person reported a loss under this number, at this station, on this day.
   * `unreachable`: there is no answer that can be relied on; try again later.
   */
  findLossReport(
    report: LossReport & { readonly civilId: CivilId },
  ): Promise<Result<'confirmed' | 'noSuchReport', 'unreachable'>>;
}
