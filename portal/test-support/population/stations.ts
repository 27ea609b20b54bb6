import type { IsoInstant } from '../../../contracts/calendar.ts';
import { CivilId } from '../../../contracts/civil-id.ts';
import { STAFF_ROLES, type StaffRole } from '../../../contracts/portal-api/route.ts';
import type { CaseDepartment } from '../../store/cases.ts';
import { putKiosk, putNewStaff, putPlace } from '../../store/seeding.ts';
import type { Store } from '../../store/store.ts';
import { syntheticIdentities } from './civil-ids.ts';
import { HOURS, PLACES } from './words.ts';

/** The first number of machines and officers: those below are others'. */
const FIRST_NUMBER = 101;
const numbered = (prefix: string, length: number) =>
  Array.from({ length }, (_, index) => `${prefix}${FIRST_NUMBER + index}`);

export const MACHINES: readonly string[] = numbered('K-', 200);
export const OFFICERS: readonly string[] = numbered('officer-', 20);
export const DESK_OFFICERS: Readonly<Record<CaseDepartment, readonly string[]>> = {
  residencyOfficer: numbered('residency-officer-', 10),
  accountsOfficer: numbered('accounts-officer-', 10),
};
export const AUDITORS: readonly string[] = numbered('auditor-', 2);

const STAFF: Readonly<Record<StaffRole, readonly string[]>> = {
  trafficOfficer: OFFICERS,
  ...DESK_OFFICERS,
  auditor: AUDITORS,
};

/** A key whose private half nobody has: Ed25519, SubjectPublicKeyInfo in PEM. */
const KIOSK_KEY =
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n';

/** Enrols machines with their places, and staff. */
export async function addStations(store: Store, now: IsoInstant): Promise<void> {
  await store.transaction(async (transaction) => {
    for (const [index, machine] of MACHINES.entries()) {
      await putKiosk(transaction, machine, KIOSK_KEY, now);
      const place = PLACES[index % PLACES.length] ?? PLACES[0];
      await putPlace(transaction, { machine, place, hours: HOURS });
    }
    const members = STAFF_ROLES.flatMap((role) => STAFF[role].map((staffId) => ({ role, staffId })));
    const identities = syntheticIdentities(members.length);
    for (const [index, { role, staffId }] of members.entries())
      await putNewStaff(
        transaction,
        {
          staffId,
          userName: staffId,
          name: { ar: `الضابط ${index + 1}`, en: `Officer ${index + 1}` },
          role,
          civilId: CivilId.parse(identities.next().value?.civilId),
          password: '',
          totpSecret: 'AAAA',
        },
        'none',
      );
  });
}
