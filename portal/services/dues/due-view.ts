import type { IsoDate } from '../../../contracts/calendar.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import type { Due, PublicDue } from '../../../contracts/portal-api/payments.ts';
import type { DatedSettings } from '../../dated-settings.ts';
import type { DueOnFile } from '../../store/dues.ts';
import { overstayFine } from './overstay-fine.ts';

type Standing = Due['standing'];

/** The guide's two groups: payable online, or not and why. A fine that still grows is settled where the overstay is ended. */
function standingOf(due: DueOnFile): Standing {
  if (due.notPayable !== null) return { payable: false, reason: due.notPayable };
  if (due.type === 'residencyFine' && due.facts.endedOn === null)
    return { payable: false, reason: 'overstayStillRunning' };
  return { payable: true };
}

/** A due as of `today`, of `dependant` where it is not the asker's own; `null`: nothing is owed, because no day of the overstay has begun. */
export function dueView(
  due: DueOnFile,
  dependant: Bilingual | null,
  tariffs: DatedSettings['overstayTariff'],
  today: IsoDate,
): Due | null {
  const { dueId, number, locked } = due;
  const common = { dueId, dependant, number, locked, standing: standingOf(due) };
  if (due.type === 'trafficViolation') return { ...common, type: due.type, ...due.facts };
  const fine = overstayFine(tariffs, due.facts, today);
  if (fine === null || fine.amount === 0) return null;
  return {
    ...common,
    type: due.type,
    expiredOn: due.facts.expiredOn,
    ...fine,
    rates: [...fine.rates],
  };
}

/** What anybody may see of a due. */
export function publicDue(due: Due): PublicDue {
  const { type, number, amount, standing } = due;
  const year = due.type === 'trafficViolation' ? due.year : Number(due.expiredOn.slice(0, 4));
  return { type, number, year, amount, standing };
}
