import { z } from 'zod';
import type { IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Bilingual } from '../../contracts/language.ts';
import { DrivingPrivilege, type Licence } from '../../contracts/licence.ts';
import { PersonName, type Sex } from '../../contracts/person.ts';
import { searchable } from './searchable.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

const Privileges = z.array(DrivingPrivilege);

/** The licence that a person holds. */
export interface HeldLicence {
  readonly number: string;
  readonly issueDate: IsoDate;
  readonly expiryDate: IsoDate;
  readonly privileges: readonly DrivingPrivilege[];
  readonly withdrawn: boolean;
}

/** A person of the register, without their portrait. */
export interface PersonOnRecord {
  readonly civilId: CivilId;
  readonly nameArabic: PersonName;
  readonly nameLatin: PersonName;
  readonly birthDate: IsoDate;
  readonly sex: Sex;
  readonly nationality: string;
  readonly nationalityName: Bilingual;
  /** `null` for citizens. */
  readonly residencyExpiresOn: IsoDate | null;
  readonly licence: HeldLicence | null;
}

/** A person with the licence they hold now; `null` when the register does not know them. */
export async function findPerson(reader: StoreReader, civilId: CivilId): Promise<PersonOnRecord | null> {
  const row = await reader
    .selectFrom('people as person')
    .leftJoin('driving_licences as licence', 'licence.civil_id', 'person.civil_id')
    .select([
      'person.name_arabic',
      'person.name_latin',
      'person.birth_date',
      'person.sex',
      'person.nationality',
      'person.nationality_name',
      'person.residency_expires_on',
      'licence.number',
      'licence.issue_date',
      'licence.expiry_date',
      'licence.privileges',
      'licence.withdrawn',
    ])
    .where('person.civil_id', '=', civilId)
    .executeTakeFirst();
  if (!row) return null;
  const { number, issue_date, expiry_date, privileges, withdrawn } = row;
  return {
    civilId,
    nameArabic: PersonName.parse(JSON.parse(row.name_arabic)),
    nameLatin: PersonName.parse(JSON.parse(row.name_latin)),
    birthDate: row.birth_date,
    sex: row.sex,
    nationality: row.nationality,
    nationalityName: Bilingual.parse(JSON.parse(row.nationality_name)),
    residencyExpiresOn: row.residency_expires_on,
    licence:
      number === null || issue_date === null || expiry_date === null || privileges === null
        ? null
        : {
            number,
            issueDate: issue_date,
            expiryDate: expiry_date,
            privileges: Privileges.parse(JSON.parse(privileges)),
            withdrawn: withdrawn === 1,
          },
  };
}

/** The register's portrait of a person, JPEG in base64. */
export async function getPortrait(reader: StoreReader, civilId: CivilId): Promise<string> {
  const { portrait } = await reader
    .selectFrom('people')
    .select('portrait')
    .where('civil_id', '=', civilId)
    .executeTakeFirstOrThrow();
  return portrait;
}

/** Makes other transactions about this person wait until this one has ended: writing the row locks it on both engines. */
export async function lockPerson(transaction: StoreTransaction, civilId: CivilId): Promise<void> {
  await transaction
    .updateTable('people')
    .set(({ ref }) => ({ civil_id: ref('civil_id') }))
    .where('civil_id', '=', civilId)
    .execute();
}

/** Whether any due of a person is unpaid, payable online or not (Circular 24/2024). */
export async function hasUnpaidDues(reader: StoreReader, civilId: CivilId): Promise<boolean> {
  const due = await reader
    .selectFrom('dues')
    .select('due_id')
    .where('civil_id', '=', civilId)
    .where('paid_by', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}

/** Changes the Latin name of a person on the register (S8), and what they are found by with it. */
export async function changeLatinName(
  transaction: StoreTransaction,
  civilId: CivilId,
  nameLatin: PersonName,
): Promise<void> {
  const { name_arabic } = await transaction
    .selectFrom('people')
    .select('name_arabic')
    .where('civil_id', '=', civilId)
    .executeTakeFirstOrThrow();
  await transaction
    .updateTable('people')
    .set({
      name_latin: JSON.stringify(nameLatin),
      search_text: searchable(civilId, PersonName.parse(JSON.parse(name_arabic)), nameLatin),
    })
    .where('civil_id', '=', civilId)
    .execute();
}

/** Puts a licence that was handed over on the register in place of the one before. */
export async function recordIssuedLicence(transaction: StoreTransaction, licence: Licence): Promise<void> {
  await transaction
    .updateTable('driving_licences')
    .set({
      number: licence.number,
      issue_date: licence.issueDate,
      expiry_date: licence.expiryDate,
      privileges: JSON.stringify(licence.privileges),
    })
    .where('civil_id', '=', licence.civilId)
    .execute();
}
