import type { IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Bilingual, type Language } from '../../contracts/language.ts';
import type { StaffRole } from '../../contracts/portal-api/route.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** What staff sign in with, and how often they failed to. */
export interface StaffMember {
  readonly staffId: string;
  readonly userName: string;
  readonly civilId: CivilId;
  /** Argon2id in PHC format. */
  readonly passwordHash: string;
  /** Base32 (RFC 4648). */
  readonly totpSecret: string;
  /** Step of the last code used. */
  readonly lastTotpStep: number;
  readonly failedSignIns: number;
  readonly lockedUntil: IsoInstant | null;
  /** Signs in no more (إيقاف). */
  readonly suspended: boolean;
}

interface StaffRow {
  readonly staff_id: string;
  readonly user_name: string;
  readonly civil_id: CivilId;
  readonly password_hash: string;
  readonly totp_secret: string;
  readonly last_totp_step: number;
  readonly failed_sign_ins: number;
  readonly locked_until: IsoInstant | null;
  readonly suspended: 0 | 1;
}

const COLUMNS = [
  'staff_id',
  'user_name',
  'civil_id',
  'password_hash',
  'totp_secret',
  'last_totp_step',
  'failed_sign_ins',
  'locked_until',
  'suspended',
] as const satisfies readonly (keyof StaffRow)[];

function toStaffMember(row: StaffRow): StaffMember {
  return {
    staffId: row.staff_id,
    userName: row.user_name,
    civilId: row.civil_id,
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    lastTotpStep: row.last_totp_step,
    failedSignIns: row.failed_sign_ins,
    lockedUntil: row.locked_until,
    suspended: row.suspended === 1,
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

/** @throws NoResultError when there is no such member */
export async function getStaff(reader: StoreReader, staffId: string): Promise<StaffMember> {
  const row = await reader
    .selectFrom('staff')
    .select(COLUMNS)
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow();
  return toStaffMember(row);
}

/** Adds a member of staff; the store begins anew when somebody else took the user name meanwhile. */
export async function insertStaff(
  transaction: StoreTransaction,
  member: {
    readonly staffId: string;
    readonly userName: string;
    readonly name: Bilingual;
    readonly role: StaffRole;
    readonly civilId: CivilId;
    readonly passwordHash: string;
    readonly totpSecret: string;
  },
): Promise<void> {
  await transaction
    .insertInto('staff')
    .values({
      staff_id: member.staffId,
      user_name: member.userName,
      name: JSON.stringify(member.name),
      role: member.role,
      civil_id: member.civilId,
      language: 'ar',
      password_hash: member.passwordHash,
      totp_secret: member.totpSecret,
      last_totp_step: 0,
      failed_sign_ins: 0,
      locked_until: null,
      suspended: 0,
      version: 0,
    })
    .execute();
}

/** Keeps the link of a member; an older one leads nowhere any more. */
export async function putStaffLink(
  transaction: StoreTransaction,
  link: { readonly staffId: string; readonly tokenHash: string; readonly expiresAt: IsoInstant },
): Promise<void> {
  await forgetStaffLink(transaction, link.staffId);
  await transaction
    .insertInto('staff_links')
    .values({ staff_id: link.staffId, token_hash: link.tokenHash, expires_at: link.expiresAt })
    .execute();
}

/** The member whom a link that can be used at `now` is for; none while the member is suspended. */
export async function findLinkedStaff(
  reader: StoreReader,
  tokenHash: string,
  now: IsoInstant,
): Promise<StaffMember | null> {
  const row = await reader
    .selectFrom('staff')
    .select(COLUMNS)
    .where('suspended', '=', 0)
    .where('staff_id', 'in', (links) =>
      links
        .selectFrom('staff_links')
        .select('staff_links.staff_id')
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now),
    )
    .executeTakeFirst();
  return row ? toStaffMember(row) : null;
}

/** Takes the link of a member away. */
export async function forgetStaffLink(transaction: StoreTransaction, staffId: string): Promise<void> {
  await transaction.deleteFrom('staff_links').where('staff_id', '=', staffId).execute();
}

/** Sets a member's password; the member must have been taken. */
export async function setStaffPassword(
  transaction: StoreTransaction,
  staffId: string,
  passwordHash: string,
): Promise<void> {
  await transaction
    .updateTable('staff')
    .set({ password_hash: passwordHash })
    .where('staff_id', '=', staffId)
    .execute();
}

/** Sets the secret of a member's authenticator, base32; the member must have been taken. */
export async function setStaffSecret(
  transaction: StoreTransaction,
  staffId: string,
  totpSecret: string,
): Promise<void> {
  await transaction
    .updateTable('staff')
    .set({ totp_secret: totpSecret })
    .where('staff_id', '=', staffId)
    .execute();
}

/** Suspends or reinstates a member, who must have been taken. */
export async function setStaffSuspended(
  transaction: StoreTransaction,
  staffId: string,
  suspended: boolean,
): Promise<void> {
  await transaction
    .updateTable('staff')
    .set({ suspended: suspended ? 1 : 0 })
    .where('staff_id', '=', staffId)
    .execute();
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
): Promise<{ readonly role: StaffRole; readonly name: Bilingual; readonly language: Language }> {
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
