import type { IsoDate } from '../../../contracts/calendar.ts';
import { addDays } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import { bilingualName, fullName } from '../../../contracts/person.ts';
import type { PassportId, PassportStatus, PassportView } from '../../../contracts/portal-api/passports.ts';
import type { Relation } from '../../../contracts/residency.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findPassport, listPassports, type PassportOnFile } from '../../store/passports.ts';
import { findPerson } from '../../store/people.ts';
import { findResidents, listResidents } from '../../store/residents.ts';
import type { StoreReader } from '../../store/store.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import type { PortalContext } from '../portal-context.ts';

/** What the services of passports work with. */
export type PassportContext = Pick<PortalContext, 'store' | 'clock' | 'datedSettings'>;

/** Most people whose passports are shown. */
const MOST_PEOPLE = 200;
/** Characters of a number that are not masked. */
const SHOWN_CHARACTERS = 3;
const MASK = '•';
const DAY_MS = 24 * 60 * 60_000;

interface HolderOnFile {
  readonly name: Bilingual;
  readonly relation: Relation;
}

/** The person themselves, then those whom they sponsor. */
async function holders(reader: StoreReader, civilId: CivilId): Promise<ReadonlyMap<CivilId, HolderOnFile>> {
  const self = await findPerson(reader, civilId);
  const scope = { of: 'person', civilId } as const;
  const sponsored = await listResidents(
    reader,
    scope,
    { from: null, until: null, text: '' },
    null,
    MOST_PEOPLE,
  );
  const residents = await findResidents(reader, sponsored);
  const found = new Map<CivilId, HolderOnFile>();
  if (self !== null) found.set(civilId, { name: bilingualName(self), relation: 'self' });
  for (const each of sponsored) {
    const resident = residents.get(each);
    if (resident !== undefined && each !== civilId)
      found.set(each, {
        name: bilingualName(resident),
        relation: resident.relation,
      });
  }
  return found;
}

/** Where a passport stands on a day; `soonDays` before its end it expires soon. */
export function passportStatus(
  { current, expiresOn }: Pick<PassportOnFile, 'current' | 'expiresOn'>,
  today: IsoDate,
  soonDays: number,
): PassportStatus {
  if (!current) return 'replaced';
  if (expiresOn < today) return 'expired';
  return expiresOn <= addDays(today, soonDays) ? 'expiresSoon' : 'valid';
}

/** A number with everything but its last characters masked. */
export function maskedNumber(number: string): string {
  const hidden = Math.max(0, number.length - SHOWN_CHARACTERS);
  return MASK.repeat(hidden) + number.slice(hidden);
}

function passportView(
  passport: PassportOnFile,
  holder: HolderOnFile,
  { today, settings }: Moment,
): PassportView {
  const { passportId, issuedOn, expiresOn, placeOfIssue } = passport;
  return {
    passportId,
    name: holder.name,
    relation: holder.relation,
    latinName: fullName(passport.latinName),
    numberMasked: maskedNumber(passport.number),
    issuedOn,
    expiresOn,
    placeOfIssue,
    status: passportStatus(passport, today, settings.passportSoonDays),
    daysLeft: Math.round((Date.parse(expiresOn) - Date.parse(today)) / DAY_MS),
  };
}

/** The passports on record of a person and of those whom they sponsor (S10), their own first. */
export async function ownPassports(context: PassportContext, civilId: CivilId): Promise<PassportView[]> {
  const { reader } = context.store;
  const now = moment(context);
  const people = await holders(reader, civilId);
  const passports = await listPassports(reader, [...people.keys()]);
  return [...people].flatMap(([holder, onFile]) =>
    passports
      .filter((passport) => passport.civilId === holder)
      .map((passport) => passportView(passport, onFile, now)),
  );
}

/** The whole number of one of these passports; that it was told is on the trail first. */
export async function revealPassport(
  context: PassportContext,
  civilId: CivilId,
  by: AuditActor,
  passportId: PassportId,
): Promise<Result<{ readonly number: string }, 'notFound'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const passport = await findPassport(transaction, passportId);
    if (passport === null || !(await holders(transaction, civilId)).has(passport.civilId))
      return failure('notFound');
    await record(transaction, [{ action: 'passportRevealed', passportId }], by, now.instant);
    return success({ number: passport.number });
  });
}
