import type { IsoInstant } from '../../contracts/calendar.ts';
import { Bilingual, type Language } from '../../contracts/language.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** What staff sign in with, and how often they failed to. */
export interface StaffMember {
  readonly staffId: string;
  /** Argon2id in PHC format. */
  readonly passwordHash: string;
  /** Base32 (RFC 4648). */
  readonly totpSecret: string;
  /** Step of the last code used. */
  readonly lastTotpStep: number;
  readonly failedSignIns: number;
  readonly lockedUntil: IsoInstant | null;
}

interface StaffRow {
  readonly staff_id: string;
  readonly password_hash: string;
  readonly totp_secret: string;
  readonly last_totp_step: number;
  readonly failed_sign_ins: number;
  readonly locked_until: IsoInstant | null;
}

const COLUMNS = [
  'staff_id',
  'password_hash',
  'totp_secret',
  'last_totp_step',
  'failed_sign_ins',
  'locked_until',
] as const satisfies readonly (keyof StaffRow)[];

function toStaffMember(row: StaffRow): StaffMember {
  return {
    staffId: row.staff_id,
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    lastTotpStep: row.last_totp_step,
    failedSignIns: row.failed_sign_ins,
    lockedUntil: row.locked_until,
  };
}

export async function findStaff(reader: StoreReader, userName: string): Promise<StaffMember | null> {
  const row = await reader
    .selectFrom('staff')
    .select(COLUMNS)
    .where('user_name', '=', userName)
    .executeTakeFirst();
  return row ? toStaffMember(row) : null;
}

/**
 * A member of staff as they are now; until the commit nobody else takes them.
 * @throws NoResultError when there is no such member
 */
export async function takeStaff(transaction: StoreTransaction, staffId: string): Promise<StaffMember> {
  // Moving the version before reading takes the lock on both engines.
  const row = await transaction
    .updateTable('staff')
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('staff_id', '=', staffId)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toStaffMember(row);
}

/** Sets how a member's tries to sign in stand; the member must have been taken. */
export async function changeStaffStanding(
  transaction: StoreTransaction,
  staffId: string,
  standing: Pick<StaffMember, 'failedSignIns' | 'lockedUntil' | 'lastTotpStep'>,
): Promise<void> {
  await transaction
    .updateTable('staff')
    .set({
      failed_sign_ins: standing.failedSignIns,
      locked_until: standing.lockedUntil,
      last_totp_step: standing.lastTotpStep,
    })
    .where('staff_id', '=', staffId)
    .execute();
}

/**
 * What screens show of a member of staff.
 * @throws NoResultError when there is no such member
 */
export async function getStaffFace(
  reader: StoreReader,
  staffId: string,
): Promise<{ readonly role: 'trafficOfficer'; readonly name: Bilingual; readonly language: Language }> {
  const { role, name, language } = await reader
    .selectFrom('staff')
    .select(['role', 'name', 'language'])
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow();
  return { role, name: Bilingual.parse(JSON.parse(name)), language };
}

/** Keeps the language of a member's screens. */
export async function setStaffLanguage(
  transaction: StoreTransaction,
  staffId: string,
  language: Language,
): Promise<void> {
  await transaction.updateTable('staff').set({ language }).where('staff_id', '=', staffId).execute();
}
