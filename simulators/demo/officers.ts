import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedStaff } from '../../contracts/demo-seed.ts';

/**
 * Officers of the departments in the demonstration, two of each so that four eyes can look, and the auditor; with their
 * passwords and authenticator secrets.
 */
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
  {
    staffId: 'residency-1',
    userName: 'residency.one',
    name: { ar: 'الضابط خالد المرساوي', en: 'Officer Khaled Al-Marsawi' },
    role: 'residencyOfficer',
    civilId: CivilId.parse('390010100802'),
    password: 'lighthouse-ferry-nine',
    totpSecret: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK',
  },
  {
    staffId: 'residency-2',
    userName: 'residency.two',
    name: { ar: 'الضابط أمل الشاطئي', en: 'Officer Amal Al-Shatei' },
    role: 'residencyOfficer',
    civilId: CivilId.parse('390010100378'),
    password: 'sailcloth-buoy-twelve',
    totpSecret: 'NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE',
  },
  {
    staffId: 'accounts-1',
    userName: 'accounts.one',
    name: { ar: 'الضابط جابر المدّي', en: 'Officer Jaber Al-Maddi' },
    role: 'accountsOfficer',
    civilId: CivilId.parse('390010100386'),
    password: 'rudder-beacon-thirty',
    totpSecret: 'OBQXG43XN5ZGIOBQOBQXG43XN5ZGIOBQ',
  },
  {
    staffId: 'accounts-2',
    userName: 'accounts.two',
    name: { ar: 'الضابط منيرة الجزري', en: 'Officer Munira Al-Jazri' },
    role: 'accountsOfficer',
    civilId: CivilId.parse('390010100394'),
    password: 'pearl-current-forty',
    totpSecret: 'ONSWG4TFOQZDGNBVONSWG4TFOQZDGNBV',
  },
  {
    staffId: 'auditor-1',
    userName: 'auditor.one',
    name: { ar: 'المدقق يوسف المحيطي', en: 'Auditor Yousef Al-Muhiti' },
    role: 'auditor',
    civilId: CivilId.parse('390010100407'),
    password: 'tide-table-sixteen',
    totpSecret: 'PFXXKIDBMJRWIZLGPFXXKIDBMJRWIZLG',
  },
];
