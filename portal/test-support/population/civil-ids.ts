import { addDays, IsoDate } from '../../../contracts/calendar.ts';
import { type CivilId, civilIdCheckDigit } from '../../../contracts/civil-id.ts';

/** The days on which synthetic people are born: nobody who lives is among them. */
const FIRST_BIRTH = IsoDate.parse('2090-01-01');
/** Days from the first of 2090 to the last of 2099. */
const BIRTH_DATES = 3_652;
/** Serial numbers below this one are left to the demonstration's and the tests' people. */
const FIRST_SERIAL = 1_000;
const LAST_SERIAL = 9_999;

/** A civil ID with the date of birth that it tells. */
export interface SyntheticIdentity {
  readonly civilId: CivilId;
  readonly birthDate: IsoDate;
}

/** The valid civil IDs of one date of birth, ascending. Two serials in eleven have no valid check digit. */
function* civilIdsOf(birthDate: IsoDate): Generator<CivilId> {
  const date = birthDate.slice(2).replaceAll('-', '');
  for (let serial = FIRST_SERIAL; serial <= LAST_SERIAL; serial += 1) {
    const firstEleven = `3${date}${serial}`;
    const check = civilIdCheckDigit(firstEleven);
    if (check !== null) yield `${firstEleven}${check}` as CivilId;
  }
}

/**
 * `count` distinct civil IDs, ascending, spread evenly over the dates of birth from 2090 to 2099: one date has only some 7 000.
 * @throws RangeError when there are not that many
 */
export function* syntheticIdentities(count: number): Generator<SyntheticIdentity> {
  const perDate = Math.ceil(count / BIRTH_DATES);
  let made = 0;
  for (let day = 0; day < BIRTH_DATES && made < count; day += 1) {
    const birthDate = addDays(FIRST_BIRTH, day);
    for (const civilId of civilIdsOf(birthDate).take(Math.min(perDate, count - made))) {
      made += 1;
      yield { civilId, birthDate };
    }
  }
  if (made < count) throw new RangeError(`there are only ${made} synthetic civil IDs`);
}
