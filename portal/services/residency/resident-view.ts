import { daysBetween } from '../../../contracts/calendar.ts';
import type { Resident, ResidentStanding } from '../../../contracts/portal-api/residency.ts';
import { bilingualName } from '../../../contracts/person.ts';
import type { RenewalOnFile } from '../../store/renewals.ts';
import type { ResidentOnFile } from '../../store/residents.ts';
import type { Moment } from '../applications/context.ts';
import { type Access, isReachable } from './access.ts';
import { qualifiesFrom } from './window.ts';

/** Whether somebody can be chosen. What lies unpaid in a basket of others is no hindrance: whoever has the person now takes over. */
export function standingOf(
  access: Access,
  resident: ResidentOnFile,
  open: RenewalOnFile | undefined,
  { today, settings }: Moment,
): ResidentStanding {
  if (open?.locked) return { standing: 'beingPaid' };
  if (open && isReachable(access, open, resident)) return { standing: 'inBasket', renewalId: open.renewalId };
  const from = qualifiesFrom(resident.residencyExpiresOn, settings.residencyWindowMonths);
  return today >= from ? { standing: 'qualifies' } : { standing: 'tooEarly', from };
}

/** Somebody whose residency can be renewed, as the screens show them. */
export function residentView(resident: ResidentOnFile, standing: ResidentStanding, now: Moment): Resident {
  const { civilId, nationalityName, article, relation, residencyExpiresOn } = resident;
  return {
    civilId,
    name: bilingualName(resident),
    nationality: nationalityName,
    article,
    relation,
    residencyExpiresOn,
    daysLeft: daysBetween(now.today, residencyExpiresOn),
    standing,
  };
}
