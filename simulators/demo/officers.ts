import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedStaff } from '../../contracts/demo-seed.ts';

/** Officers of the Traffic Department in the demonstration, with the password and authenticator secret that `npm start` prints. */
export const DEMO_OFFICERS: readonly SeedStaff[] = [
  {
    staffId: 'officer-1',
    userName: 'officer.one',
    name: { ar: 'الضابط ناصر البحري', en: 'Officer Naser Al-Bahri' },
    role: 'trafficOfficer',
    civilId: CivilId.parse('390010100335'),
    password: 'harbour-lantern-seven',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  {
    staffId: 'officer-2',
    userName: 'officer.two',
    name: { ar: 'الضابط لطيفة الخليجي', en: 'Officer Latifa Al-Khaliji' },
    role: 'trafficOfficer',
    civilId: CivilId.parse('390010100343'),
    password: 'compass-anchor-eleven',
    totpSecret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  },
];
