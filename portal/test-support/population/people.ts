import type { IsoDate } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import { Language } from '../../../contracts/language.ts';
import type { CompanyId } from '../../../contracts/organisation.ts';
import type { PassportId } from '../../../contracts/portal-api/passports.ts';
import type { Relation, ResidencyArticle } from '../../../contracts/residency.ts';
import { type AccountHolding, REALM_OF } from '../../store/accounts.ts';
import { searchable } from '../../store/searchable.ts';
import type { SyntheticIdentity } from './civil-ids.ts';
import type { World } from './world.ts';
import { FAMILY_NAMES, GIVEN_NAMES, NATIONALITIES } from './words.ts';

/** Every so many people one is head of a household, and those after them are dependants. */
const HOUSEHOLD = 10;
const DEPENDANTS = 4;
/** The place in a household of who sponsors themselves; the others work for a company or entity, dependants aside. */
const SELF_SPONSOR = 6;
/** Every so many people one has an account. */
const ACCOUNT_HOLDERS = 2;
/** Every so many people one holds no licence, unless they applied for one. */
const WITHOUT_LICENCE = 7;
/** Years from the issue of a licence to its expiry, in days. */
const LICENCE_DAYS = 3_650;
/** Expired licences reach so many days back. */
const EXPIRED_DAYS = 100;
/** Residencies end within so many days from now. */
const RESIDENCY_DAYS = 700;
/** Years of a passport, in days. */
const PASSPORT_DAYS = 3_650;

/** Stands for a portrait: some hundred octets instead of the 20 000 of a real one, which nothing that is asked for often reads. */
export const SMALL_PORTRAIT = Buffer.alloc(240, 'portrait').toString('base64');

/** How somebody may live in the country, and who may renew it. */
interface PersonResidency {
  readonly article: ResidencyArticle;
  readonly relation: Relation;
  /** Days until it ends. */
  readonly daysLeft: number;
  /** The account of the person who may renew it; `null`: their company or entity may. */
  readonly renewer: string | null;
}

/** A person of the population. */
export interface Person {
  /** Place among all, from 0. */
  readonly ordinal: number;
  readonly civilId: CivilId;
  readonly birthDate: IsoDate;
  readonly unifiedNumber: string;
  readonly sex: 'M' | 'F';
  readonly isCitizen: boolean;
  /** `null` for citizens. */
  readonly residency: PersonResidency | null;
  readonly accountId: string | null;
}

const SEXES = ['M', 'F'] as const;

/** Every name that people have, in both scripts. */
const namesOf = (sex: 'M' | 'F') =>
  FAMILY_NAMES.flatMap((family) =>
    GIVEN_NAMES[sex].map((given) => ({
      arabic: { family: family.ar, given: given.ar },
      latin: { family: family.en, given: given.en },
    })),
  );
const NAMES = { M: namesOf('M'), F: namesOf('F') } as const;

/** Nationalities as columns. */
const NATIONALITY_COLUMNS = NATIONALITIES.map(({ code, name }) => ({
  nationality: code,
  nationality_name: JSON.stringify(name),
}));

/** Whether the person at `ordinal` has an account. */
export const hasAccount = (ordinal: number): boolean => ordinal % ACCOUNT_HOLDERS === 0;

/** The residency of who is at `place` of a household, with an account of their own or without. */
function residencyAt(
  place: number,
  daysLeft: number,
  accountId: string | null,
  head: Person | null,
): PersonResidency {
  if (place > 0 && place <= DEPENDANTS)
    return { article: '22', relation: 'child', daysLeft, renewer: head?.accountId ?? null };
  if (place === SELF_SPONSOR) return { article: '24', relation: 'self', daysLeft, renewer: accountId };
  return { article: '18', relation: 'worker', daysLeft, renewer: null };
}

/** Adds an account of a person. */
export function addAccount(
  { tables, random, calendar }: World,
  { ordinal, civilId }: Pick<Person, 'ordinal' | 'civilId'>,
  accountId: string,
  holding: AccountHolding,
): void {
  tables.accounts.add({
    account_id: accountId,
    realm: REALM_OF[holding.role],
    civil_id: civilId,
    role: holding.role,
    organisation_id: holding.role === 'individual' ? null : holding.organisationId,
    suspended: 0,
    email: `person.${ordinal}@people.example`,
    email_awaiting_confirmation: null,
    mobile: `+965${50_000_000 + ordinal}`,
    language: random.pick(Language.options),
    // Nobody signs in with a password here.
    password_hash: 'none',
    failed_sign_ins: 0,
    locked: 0,
    created_at: calendar.instant(-random.below(2_000_000)),
    version: 1,
  });
}

/**
 * Puts the person at `ordinal` on the register, with their passport, licence and account; `head`: of the household they are in,
 * `employer`: whom they work for if they work for anybody.
 */
export function addPerson(
  world: World,
  ordinal: number,
  { civilId, birthDate }: SyntheticIdentity,
  head: Person | null,
  employer: CompanyId,
): Person {
  const { tables, random, identifiers, calendar } = world;
  const nationality = random.pick(NATIONALITY_COLUMNS);
  const isCitizen = nationality.nationality === 'KWT';
  const accountId = hasAccount(ordinal) ? identifiers.uuid() : null;
  const place = ordinal % HOUSEHOLD;
  const person: Person = {
    ordinal,
    civilId,
    birthDate,
    unifiedNumber: String(100_000_000 + ordinal),
    sex: random.pick(SEXES),
    isCitizen,
    residency: isCitizen ? null : residencyAt(place, random.below(RESIDENCY_DAYS), accountId, head),
    accountId,
  };
  const { residency } = person;
  const name = random.pick(NAMES[person.sex]);
  const latinName = JSON.stringify(name.latin);
  tables.people.add({
    civil_id: civilId,
    unified_number: person.unifiedNumber,
    name_arabic: JSON.stringify(name.arabic),
    name_latin: latinName,
    birth_date: birthDate,
    sex: person.sex,
    ...nationality,
    residency_expires_on: residency === null ? null : calendar.date(residency.daysLeft),
    sponsor_civil_id: place > 0 && place <= DEPENDANTS ? (head?.civilId ?? null) : null,
    portrait: SMALL_PORTRAIT,
    article: residency?.article ?? null,
    relation: residency?.relation ?? null,
    employer_company_id: residency?.relation === 'worker' ? employer : null,
    search_text: searchable(civilId, name.arabic, name.latin),
  });
  if (residency !== null) {
    const passportDaysLeft = random.below(PASSPORT_DAYS);
    tables.passports.add({
      passport_id: identifiers.uuid() as PassportId,
      civil_id: civilId,
      number: `P${10_000_000 + ordinal}`,
      name_latin: latinName,
      issued_on: calendar.date(passportDaysLeft - PASSPORT_DAYS),
      expires_on: calendar.date(passportDaysLeft),
      place_of_issue: 'KUWAIT',
      current: 1,
    });
  }
  if (person.accountId !== null || ordinal % WITHOUT_LICENCE > 0) {
    const daysLeft = random.below(LICENCE_DAYS) - EXPIRED_DAYS;
    const issueDate = calendar.date(daysLeft - LICENCE_DAYS);
    const expiryDate = calendar.date(daysLeft);
    tables.drivingLicences.add({
      civil_id: civilId,
      number: String(80_000_000 + ordinal),
      issue_date: issueDate,
      expiry_date: expiryDate,
      privileges: JSON.stringify([{ category: 'private', issueDate, expiryDate }]),
      withdrawn: 0,
    });
  }
  if (accountId !== null) addAccount(world, person, accountId, { role: 'individual' });
  return person;
}

/** Whether the person at `ordinal` is head of a household. */
export const isHead = (ordinal: number): boolean => ordinal % HOUSEHOLD === 0;
