import type { IsoDate } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import { Language } from '../../../contracts/language.ts';
import type { SyntheticIdentity } from './civil-ids.ts';
import type { World } from './world.ts';
import { FAMILY_NAMES, GIVEN_NAMES, NATIONALITIES } from './words.ts';

/** Every so many people one is head of a household, and those after them are dependants. */
const HOUSEHOLD = 10;
const DEPENDANTS = 4;
/** Every so many people one has an account. */
const ACCOUNT_HOLDERS = 2;
/** Every so many people one holds no licence, unless they applied for one. */
const WITHOUT_LICENCE = 7;
/** Years from the issue of a licence to its expiry, in days. */
const LICENCE_DAYS = 3_650;
/** Expired licences reach so many days back. */
const EXPIRED_DAYS = 100;

/** Stands for a portrait: some hundred octets instead of the 20 000 of a real one, which nothing that is asked for often reads. */
export const SMALL_PORTRAIT = Buffer.alloc(240, 'portrait').toString('base64');

/** A person of the population. */
export interface Person {
  /** Place among all, from 0. */
  readonly ordinal: number;
  readonly civilId: CivilId;
  readonly birthDate: IsoDate;
  readonly unifiedNumber: string;
  readonly sex: 'M' | 'F';
  readonly isCitizen: boolean;
  readonly accountId: string | null;
}

const SEXES = ['M', 'F'] as const;

/** Every name that people have, in both scripts, as columns. */
const namesOf = (sex: 'M' | 'F') =>
  FAMILY_NAMES.flatMap((family) =>
    GIVEN_NAMES[sex].map((given) => ({
      name_arabic: JSON.stringify({ family: family.ar, given: given.ar }),
      name_latin: JSON.stringify({ family: family.en, given: given.en }),
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

/** Puts the person at `ordinal` on the register, with their licence and account; `head`: of the household they are in. */
export function addPerson(
  { tables, random, identifiers, calendar }: World,
  ordinal: number,
  { civilId, birthDate }: SyntheticIdentity,
  head: Person | null,
): Person {
  const nationality = random.pick(NATIONALITY_COLUMNS);
  const person: Person = {
    ordinal,
    civilId,
    birthDate,
    unifiedNumber: String(100_000_000 + ordinal),
    sex: random.pick(SEXES),
    isCitizen: nationality.nationality === 'KWT',
    accountId: hasAccount(ordinal) ? identifiers.uuid() : null,
  };
  const place = ordinal % HOUSEHOLD;
  tables.people.add({
    civil_id: civilId,
    unified_number: person.unifiedNumber,
    ...random.pick(NAMES[person.sex]),
    birth_date: birthDate,
    sex: person.sex,
    ...nationality,
    residency_expires_on: person.isCitizen ? null : calendar.date(random.below(700)),
    sponsor_civil_id: place > 0 && place <= DEPENDANTS ? (head?.civilId ?? null) : null,
    portrait: SMALL_PORTRAIT,
  });
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
  if (person.accountId !== null)
    tables.accounts.add({
      account_id: person.accountId,
      civil_id: civilId,
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
  return person;
}

/** Whether the person at `ordinal` is head of a household. */
export const isHead = (ordinal: number): boolean => ordinal % HOUSEHOLD === 0;
