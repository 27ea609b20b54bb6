import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Language } from '../../../contracts/language.ts';
import { fullName, type PersonName } from '../../../contracts/person.ts';
import type { SignedIn } from '../../../contracts/portal-api/accounts.ts';
import type { AccountRole } from '../../../contracts/portal-api/route.ts';
import type { Actor } from '../../http/api/handlers.ts';
import { findPerson } from '../../store/people.ts';
import { getStaffFace } from '../../store/staff.ts';
import type { StoreReader } from '../../store/store.ts';

/**
 * A person's names on the civil register.
 * @throws when they are not on it: whoever has an account was
 */
export async function registeredNames(
  reader: StoreReader,
  civilId: CivilId,
): Promise<{ readonly nameArabic: PersonName; readonly nameLatin: PersonName }> {
  const person = await findPerson(reader, civilId);
  if (person === null) throw new Error('the holder of an account is not on the register');
  const { nameArabic, nameLatin } = person;
  return { nameArabic, nameLatin };
}

/** Whoever has an account as the screens show who is signed in. */
export async function describeAccount(
  reader: StoreReader,
  {
    role,
    civilId,
    language,
  }: { readonly role: AccountRole; readonly civilId: CivilId; readonly language: Language },
): Promise<SignedIn> {
  const { nameArabic, nameLatin } = await registeredNames(reader, civilId);
  return {
    role,
    nameArabic: fullName(nameArabic),
    nameLatin: fullName(nameLatin),
    language,
  };
}

/** A member of staff as the screens show who is signed in. */
export async function describeStaff(reader: StoreReader, staffId: string): Promise<SignedIn> {
  const { role, name, language } = await getStaffFace(reader, staffId);
  return { role, nameArabic: name.ar, nameLatin: name.en, language };
}

/** Whoever is signed in, as the screens show them. */
export function describeActor(reader: StoreReader, actor: Actor): Promise<SignedIn> {
  return 'accountId' in actor ? describeAccount(reader, actor) : describeStaff(reader, actor.staffId);
}
