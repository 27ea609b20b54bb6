import { type IsoInstant, isoInstant } from '../../contracts/calendar.ts';
import type {
  DemoSeed,
  SeedDue,
  SeedOrganisation,
  SeedPerson,
  SeedRequest,
  SeedStaff,
} from '../../contracts/demo-seed.ts';
import { PassportId } from '../../contracts/portal-api/passports.ts';
import { recordPassport } from './passports.ts';
import { searchable } from './searchable.ts';
import type { StoreTransaction } from './store.ts';

/** Enrols a kiosk, or gives it a new key. */
export async function putKiosk(
  transaction: StoreTransaction,
  machine: string,
  publicKey: string,
  now: IsoInstant,
): Promise<'added' | 'changed' | 'same'> {
  const known = await transaction
    .selectFrom('kiosks')
    .select('public_key')
    .where('machine', '=', machine)
    .executeTakeFirst();
  if (known?.public_key === publicKey) return 'same';
  if (known) {
    await transaction
      .updateTable('kiosks')
      .set({ public_key: publicKey })
      .where('machine', '=', machine)
      .execute();
    return 'changed';
  }
  await transaction
    .insertInto('kiosks')
    .values({ machine, public_key: publicKey, enrolled_at: now, reservations: 0 })
    .execute();
  return 'added';
}

/** Adds a request, or replaces one that nobody has acted on since it was added (version 0). */
export async function putUntouchedRequest(
  transaction: StoreTransaction,
  request: SeedRequest,
): Promise<'added' | 'changed' | 'same' | 'movedOn'> {
  const { requestId } = request;
  const facts = {
    civil_id: request.licence.civilId,
    kind: request.kind,
    category: request.category,
    status: request.status,
    fee_paid: request.feePaid,
    paid_at: request.paidAt === null ? null : isoInstant(Date.parse(request.paidAt)),
    payment_reference: request.paymentReference,
    ready_on: request.readyOn,
  };
  const printed = { licence: JSON.stringify(request.licence), portrait: request.portrait };
  const known = await transaction
    .selectFrom('requests')
    .innerJoin('licences', 'licences.request_id', 'requests.request_id')
    .selectAll()
    .where('requests.request_id', '=', requestId)
    .executeTakeFirst();
  if (known && known.version > 0) return 'movedOn';
  if (known) {
    const wanted = { ...facts, ...printed };
    const held: Readonly<Record<string, unknown>> = { ...known };
    if (Object.entries(wanted).every(([column, value]) => held[column] === value)) return 'same';
    await transaction.updateTable('requests').set(facts).where('request_id', '=', requestId).execute();
    await transaction.updateTable('licences').set(printed).where('request_id', '=', requestId).execute();
    return 'changed';
  }
  await transaction
    .insertInto('requests')
    .values({
      request_id: requestId,
      ...facts,
      version: 0,
      fencing: 0,
      pickup_id: null,
      old_licence_retained: 0,
      issued_at: null,
    })
    .execute();
  await transaction
    .insertInto('licences')
    .values({ request_id: requestId, ...printed })
    .execute();
  return 'added';
}

/** Puts a person, their passports and their licence on the register unless they are there: much may have changed since. */
export async function putNewPerson(transaction: StoreTransaction, person: SeedPerson): Promise<void> {
  const { licence } = person;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('people')
    .values({
      civil_id: person.civilId,
      unified_number: person.unifiedNumber,
      name_arabic: JSON.stringify(person.nameArabic),
      name_latin: JSON.stringify(person.nameLatin),
      birth_date: person.birthDate,
      sex: person.sex,
      nationality: person.nationality,
      nationality_name: JSON.stringify(person.nationalityName),
      residency_expires_on: person.residencyExpiresOn,
      sponsor_civil_id: person.sponsorCivilId,
      portrait: person.portrait,
      article: person.residency?.article ?? null,
      relation: person.residency?.relation ?? null,
      employer_company_id: person.residency?.employer ?? null,
      search_text: searchable(person.civilId, person.nameArabic, person.nameLatin),
    })
    .onConflict((conflict) => conflict.column('civil_id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return;
  for (const passport of person.passports ?? [])
    await recordPassport(transaction, {
      passportId: PassportId.parse(passport.passportId),
      civilId: person.civilId,
      number: passport.number,
      latinName: passport.nameLatin,
      issuedOn: passport.issuedOn,
      expiresOn: passport.expiresOn,
      placeOfIssue: passport.placeOfIssue,
    });
  if (licence === null) return;
  await transaction
    .insertInto('driving_licences')
    .values({
      civil_id: person.civilId,
      number: licence.number,
      issue_date: licence.issueDate,
      expiry_date: licence.expiryDate,
      privileges: JSON.stringify(licence.privileges),
      withdrawn: licence.withdrawn ? 1 : 0,
    })
    .execute();
}

/** Adds a due unless it is there; one that is there may be in payment and stays as it is. */
export async function putNewDue(transaction: StoreTransaction, due: SeedDue): Promise<'added' | 'same'> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('dues')
    .values({
      due_id: due.dueId,
      civil_id: due.civilId,
      type: due.type,
      number: due.number,
      facts: JSON.stringify(due.facts),
      not_payable_reason: due.notPayable,
      paid_by: null,
    })
    .onConflict((conflict) => conflict.column('due_id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? 'added' : 'same';
}

/** Puts an organisation with its companies or entities on the register; what is there already stays. */
export async function putNewOrganisation(
  transaction: StoreTransaction,
  { type, unifiedNumber, name, companies }: SeedOrganisation,
): Promise<'added' | 'same'> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('registered_organisations')
    .values({ unified_number: unifiedNumber, type, name: JSON.stringify(name) })
    .onConflict((conflict) => conflict.column('unified_number').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return 'same';
  await transaction
    .insertInto('companies')
    .values(
      companies.map((company) => ({
        company_id: company.companyId,
        unified_number: unifiedNumber,
        name: JSON.stringify(company.name),
      })),
    )
    .execute();
  return 'added';
}

/** Adds an officer unless they are there: passwords and used codes of one who is there stay. */
export async function putNewStaff(
  transaction: StoreTransaction,
  staff: SeedStaff,
  passwordHash: string,
): Promise<'added' | 'same'> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('staff')
    .values({
      staff_id: staff.staffId,
      user_name: staff.userName,
      name: JSON.stringify(staff.name),
      role: staff.role,
      civil_id: staff.civilId,
      language: 'ar',
      password_hash: passwordHash,
      totp_secret: staff.totpSecret,
      last_totp_step: 0,
      failed_sign_ins: 0,
      locked_until: null,
      suspended: 0,
      version: 0,
    })
    .onConflict((conflict) => conflict.column('staff_id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? 'added' : 'same';
}

/** Says where a machine stands and when it can be reached. */
export async function putPlace(
  transaction: StoreTransaction,
  { machine, place, hours }: NonNullable<DemoSeed['places']>[number],
): Promise<void> {
  const facts = { place: JSON.stringify(place), hours: JSON.stringify(hours) };
  await transaction
    .insertInto('machine_places')
    .values({ machine, ...facts, can_print: null, heard_at: null })
    .onConflict((conflict) => conflict.column('machine').doUpdateSet(facts))
    .execute();
}
