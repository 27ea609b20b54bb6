import { type CivilId, civilIdLastFour, parseCivilId } from '../../../contracts/civil-id.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { bilingualName, fullName } from '../../../contracts/person.ts';
import type { DeskFact } from '../../../contracts/portal-api/cases.ts';
import { getAccount } from '../../store/accounts.ts';
import { findCurrentPassport } from '../../store/passports.ts';
import { findPerson, type PersonOnRecord } from '../../store/people.ts';
import { findResidents, isWithin, type ResidentScope } from '../../store/residents.ts';
import type { StoreReader } from '../../store/store.ts';
import { grantedCompanies } from '../organisations/granted-companies.ts';
import type { FieldFault, Filing } from './definition.ts';

/** What S8 and S9 have in common: the person that the form is about. */
interface AboutPerson {
  readonly subjectCivilId: string | null;
}

/** Whoever files the case, as far as it decides for whom they may. */
export type Filer = Omit<Filing, 'today'>;

/** The civil ID that was typed, once it is one. */
export function parsedSubject({ subjectCivilId }: AboutPerson): CivilId | null {
  const parsed = parseCivilId(subjectCivilId ?? '');
  return parsed.ok ? parsed.value : null;
}

/** The account that filed a case, as {@link Filer}. */
export async function filerOf(reader: StoreReader, accountId: string): Promise<Filer> {
  const { civilId, holding } = await getAccount(reader, accountId);
  return { accountId, civilId, holding };
}

async function scopeOf(reader: StoreReader, { accountId, civilId, holding }: Filer): Promise<ResidentScope> {
  if (holding.role === 'individual') return { of: 'person', civilId };
  const companies = await grantedCompanies(reader, { accountId, holding });
  return { of: 'companies', companies: companies.map(({ companyId }) => companyId) };
}

/** Whether the filer may ask for something about a person: themselves, whom they sponsor, or a worker of a granted company. */
async function isTheirs(reader: StoreReader, filer: Filer, civilId: CivilId): Promise<boolean> {
  if (filer.holding.role === 'individual' && filer.civilId === civilId) return true;
  const resident = (await findResidents(reader, [civilId])).get(civilId);
  return resident !== undefined && isWithin(await scopeOf(reader, filer), resident);
}

/** The person a form is about, or what is wrong with the number that was typed. */
export async function judgeSubject(
  reader: StoreReader,
  form: AboutPerson,
  filer: Filer,
): Promise<{ readonly person: PersonOnRecord } | { readonly fault: FieldFault['fault'] }> {
  if (!form.subjectCivilId) return { fault: 'missing' };
  const civilId = parsedSubject(form);
  if (civilId === null) return { fault: 'civilId' };
  // Whether a stranger is on the register is told to nobody.
  if (!(await isTheirs(reader, filer, civilId))) return { fault: 'notYours' };
  const person = await findPerson(reader, civilId);
  return person === null ? { fault: 'personUnknown' } : { person };
}

/** The name of the person that a form is about: only of somebody whom the filer may ask for. */
export async function nameOfSubject(
  reader: StoreReader,
  form: AboutPerson,
  accountId: string,
): Promise<{ readonly about: Bilingual; readonly latinName: string } | null> {
  const judged = await judgeSubject(reader, form, await filerOf(reader, accountId));
  if (!('person' in judged)) return null;
  return { about: bilingualName(judged.person), latinName: fullName(judged.person.nameLatin) };
}

/** What the register has of the person, for the officer: who, their Latin name, and the passport in use. */
export async function factsOfSubject(
  reader: StoreReader,
  form: AboutPerson,
  language: Language,
): Promise<readonly DeskFact[]> {
  const civilId = parsedSubject(form);
  const person = civilId === null ? null : await findPerson(reader, civilId);
  if (person === null) return [];
  const passport = await findCurrentPassport(reader, person.civilId);
  const name = fullName(language === 'ar' ? person.nameArabic : person.nameLatin);
  return [
    { name: 'subjectPerson', value: `${name} · ${civilIdLastFour(person.civilId)}` },
    { name: 'latinNameOnRecord', value: fullName(person.nameLatin) },
    ...(passport === null
      ? []
      : ([
          { name: 'passportOnRecord', value: `${passport.number} · ${fullName(passport.latinName)}` },
          { name: 'passportExpiresOn', value: passport.expiresOn },
        ] as const)),
  ];
}

/** The person that a case concerns, for the four eyes. */
export function concernedSubject(form: AboutPerson): readonly CivilId[] {
  const civilId = parsedSubject(form);
  return civilId === null ? [] : [civilId];
}
