import type { IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { PersonName } from '../../contracts/person.ts';
import { PassportId } from '../../contracts/portal-api/passports.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** A passport on record (S9, S10). */
export interface PassportOnFile {
  readonly passportId: PassportId;
  readonly civilId: CivilId;
  readonly number: string;
  /** As the passport has it. */
  readonly latinName: PersonName;
  readonly issuedOn: IsoDate;
  readonly expiresOn: IsoDate;
  readonly placeOfIssue: string;
  /** Whether it is the one in use; others were replaced. */
  readonly current: boolean;
}

function passports(reader: StoreReader) {
  return reader.selectFrom('passports').selectAll();
}

type PassportRow = Awaited<ReturnType<ReturnType<typeof passports>['execute']>>[number];

function toPassport(row: PassportRow): PassportOnFile {
  return {
    passportId: PassportId.parse(row.passport_id),
    civilId: row.civil_id,
    number: row.number,
    latinName: PersonName.parse(JSON.parse(row.name_latin)),
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    placeOfIssue: row.place_of_issue,
    current: row.current === 1,
  };
}

/** The passports of these people, each person's newest first. */
export async function listPassports(
  reader: StoreReader,
  civilIds: readonly CivilId[],
): Promise<PassportOnFile[]> {
  if (civilIds.length === 0) return [];
  const rows = await passports(reader)
    .where('civil_id', 'in', civilIds)
    .orderBy('civil_id')
    .orderBy('current', 'desc')
    .orderBy('issued_on', 'desc')
    .execute();
  return rows.map(toPassport);
}

/** The passport that a person uses; `null`: none is on record. */
export async function findCurrentPassport(
  reader: StoreReader,
  civilId: CivilId,
): Promise<PassportOnFile | null> {
  const row = await passports(reader)
    .where('civil_id', '=', civilId)
    .where('current', '=', 1)
    .executeTakeFirst();
  return row ? toPassport(row) : null;
}

export async function findPassport(
  reader: StoreReader,
  passportId: PassportId,
): Promise<PassportOnFile | null> {
  const row = await passports(reader).where('passport_id', '=', passportId).executeTakeFirst();
  return row ? toPassport(row) : null;
}

/** Puts a passport on record as the one in use; the one before stays on record as replaced (S9). */
export async function recordPassport(
  transaction: StoreTransaction,
  passport: Omit<PassportOnFile, 'current'>,
): Promise<void> {
  await transaction
    .updateTable('passports')
    .set({ current: 0 })
    .where('civil_id', '=', passport.civilId)
    .where('current', '=', 1)
    .execute();
  await transaction
    .insertInto('passports')
    .values({
      passport_id: passport.passportId,
      civil_id: passport.civilId,
      number: passport.number,
      name_latin: JSON.stringify(passport.latinName),
      issued_on: passport.issuedOn,
      expires_on: passport.expiresOn,
      place_of_issue: passport.placeOfIssue,
      current: 1,
    })
    .execute();
}
