import { addDays, addMonths, IsoDate } from '../../../contracts/calendar.ts';
import type { CompanyId } from '../../../contracts/organisation.ts';
import {
  RESIDENT_PAGE_SIZE,
  type RESIDENCY_ROUTES,
  type ResidentFilter,
} from '../../../contracts/portal-api/residency.ts';
import type { AnswerOf, BodyOf } from '../../../contracts/portal-api/route.ts';
import { type Result, success } from '../../../contracts/result.ts';
import {
  countExpiriesByMonth,
  countResidents,
  type ExpiryRange,
  findResidents as residentsOf,
  listResidents,
} from '../../store/residents.ts';
import { findOpenRenewals } from '../../store/renewals.ts';
import { type Moment, moment } from '../applications/context.ts';
import { accessFor, accessOf, accessToCompany } from './access.ts';
import type { Renewer, ResidencyContext } from './context.ts';
import { residentView, standingOf } from './resident-view.ts';
import { lastQualifyingEnd } from './window.ts';

type Search = BodyOf<typeof RESIDENCY_ROUTES.findResidents>;
type Found = AnswerOf<typeof RESIDENCY_ROUTES.findResidents>;
type Expiries = AnswerOf<typeof RESIDENCY_ROUTES.residencyExpiries>;

/** The ends of residencies that each filter lets through. */
const RANGES: Readonly<Record<ResidentFilter, (now: Moment) => ExpiryRange>> = {
  all: () => ({ from: null, until: null }),
  qualifies: ({ today, settings }) => ({
    from: null,
    until: lastQualifyingEnd(today, settings.residencyWindowMonths),
  }),
  tooEarly: ({ today, settings }) => ({
    from: addDays(lastQualifyingEnd(today, settings.residencyWindowMonths), 1),
    until: null,
  }),
  expired: ({ today }) => ({ from: null, until: addDays(today, -1) }),
};

/** A page of those whose residency the caller may renew, those whose residency ends first before the others. */
export async function findResidents(
  context: ResidencyContext,
  { actor }: Renewer,
  { companyId, filter, text, after }: Search,
): Promise<Result<Found, 'notYourCompany'>> {
  const { reader } = context.store;
  const now = moment(context);
  const access = await accessFor(reader, actor, companyId);
  if (!access.ok) return access;
  const scope = access.value.residents;
  const query = { ...RANGES[filter](now), text };
  // One more than a page, to know whether another one follows.
  const listed = await listResidents(reader, scope, query, after, RESIDENT_PAGE_SIZE + 1);
  const shown = listed.slice(0, RESIDENT_PAGE_SIZE);
  const people = await residentsOf(reader, shown);
  const open = await findOpenRenewals(reader, shown);
  const residents = shown.flatMap((civilId) => {
    const resident = people.get(civilId);
    if (resident === undefined) return [];
    return [residentView(resident, standingOf(access.value, resident, open.get(civilId), now), now)];
  });
  const last = listed.length > RESIDENT_PAGE_SIZE ? residents.at(-1) : undefined;
  return success({
    residents,
    total: await countResidents(reader, scope, query),
    next: last ? { residencyExpiresOn: last.residencyExpiresOn, civilId: last.civilId } : null,
  });
}

/** Months that a chart of expiries shows, this one included. */
export const EXPIRY_CHART_MONTHS = 12;

/** How many residencies have ended, and how many end in each of the next months: of one company, or of all that the caller sees. */
export async function residencyExpiries(
  context: ResidencyContext,
  { actor }: Renewer,
  companyId: CompanyId | undefined,
): Promise<Result<Expiries, 'notYourCompany'>> {
  const { reader } = context.store;
  const now = moment(context);
  const access =
    companyId === undefined
      ? success(await accessOf(reader, actor))
      : await accessToCompany(reader, actor, companyId);
  if (!access.ok) return access;
  const scope = access.value.residents;
  const first = IsoDate.parse(`${now.today.slice(0, 7)}-01`);
  const until = addDays(addMonths(first, EXPIRY_CHART_MONTHS), -1);
  const counts = await countExpiriesByMonth(reader, scope, { from: now.today, until });
  return success({
    expired: await countResidents(reader, scope, { ...RANGES.expired(now), text: '' }),
    months: Array.from({ length: EXPIRY_CHART_MONTHS }, (_, index) => {
      const month = addMonths(first, index).slice(0, 7);
      return { month, count: counts.get(month) ?? 0 };
    }),
  });
}
