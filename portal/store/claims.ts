import type { IsoInstant } from '../../contracts/calendar.ts';
import { Bilingual } from '../../contracts/language.ts';

/** An officer who works on a case. */
export interface Claim {
  readonly staffId: string;
  readonly name: Bilingual;
  readonly at: IsoInstant;
}

/** The claim of a row that was joined with the member of staff; `null` when nobody has claimed it. */
export function toClaim({
  claimed_by,
  claimed_at,
  name,
}: {
  readonly claimed_by: string | null;
  readonly claimed_at: IsoInstant | null;
  readonly name: string | null;
}): Claim | null {
  return claimed_by === null || claimed_at === null || name === null
    ? null
    : { staffId: claimed_by, name: Bilingual.parse(JSON.parse(name)), at: claimed_at };
}
