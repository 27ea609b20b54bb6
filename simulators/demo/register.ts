import { addDays, addYears, IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { DemoSeed, SeedDue, SeedPassport, SeedPerson } from '../../contracts/demo-seed.ts';
import type { Bilingual } from '../../contracts/language.ts';
import { Fils } from '../../contracts/money.ts';
import { CompanyId } from '../../contracts/organisation.ts';
import { DueId, type NotPayableReason } from '../../contracts/portal-api/payments.ts';
import { type DemoPerson, NATIONALITIES } from './people.ts';
import { DEMO_OFFICERS } from './officers.ts';
import {
  CONCERNED_PERSONS,
  DEMO_DELEGATES,
  DEMO_ORGANISATIONS,
  type RegisteredPerson,
} from './organisations.ts';
import { DEMO_RESIDENTS, type DemoResident } from './residents.ts';

/** Years a licence lasts since March 2025 (Resolution 81/1976 as amended by Decision 425/2025). */
const VALIDITY_YEARS = { gulfCitizen: 15, other: 5 } as const;
const GULF_COOPERATION_COUNCIL: readonly string[] = ['KWT', 'SAU'];

/** Years that a person's licence lasts. */
export function validityYears({ nationality }: DemoPerson): number {
  return GULF_COOPERATION_COUNCIL.includes(nationality) ? VALIDITY_YEARS.gulfCitizen : VALIDITY_YEARS.other;
}

/** A person's date of birth, as their civil ID tells it. */
export function birthDate({ civilId }: Pick<DemoPerson, 'civilId'>): IsoDate {
  return IsoDate.parse(`20${civilId.slice(1, 3)}-${civilId.slice(3, 5)}-${civilId.slice(5, 7)}`);
}

/** Days until everybody's licence ends: within any window for renewals. */
const LICENCE_DAYS_LEFT = 20;
const RESIDENCY_DAYS_LEFT = 400;

/** A person and their portrait, JPEG in base64. */
export interface Portrayed {
  readonly person: DemoPerson;
  readonly portrait: string;
}

/** Days until passports end, unless a resident's circumstances say otherwise. */
const PASSPORT_DAYS_LEFT = 1_500;
const PASSPORT_YEARS = 5;

/** The passport of a person on record. */
function passportOf(
  { civilId, nameLatin }: RegisteredPerson,
  daysLeft: number,
  today: IsoDate,
  nameInPassport: SeedPassport['nameLatin'] = nameLatin,
): SeedPassport {
  const expiresOn = addDays(today, daysLeft);
  return {
    passportId: `00000000-0000-4000-8000-${civilId}`,
    number: `P${civilId.slice(-7)}`,
    nameLatin: nameInPassport,
    issuedOn: addYears(expiresOn, -PASSPORT_YEARS),
    expiresOn,
    placeOfIssue: 'KUWAIT',
  };
}

/** What everybody who lives here on a residency of the private sector holds it under; citizens have none. */
const RESIDENCY_OF_PEOPLE = {
  article: '18',
  relation: 'worker',
  employer: CompanyId.parse('C-200002'),
} as const;

/** A person on the register, who has no licence. */
function withoutLicence(person: RegisteredPerson, today: IsoDate): SeedPerson {
  return {
    civilId: person.civilId,
    unifiedNumber: `70${person.civilId.slice(-6)}`,
    nameArabic: person.nameArabic,
    nameLatin: person.nameLatin,
    birthDate: birthDate(person),
    sex: person.sex,
    nationality: person.nationality,
    nationalityName: NATIONALITIES[person.nationality],
    residencyExpiresOn: person.nationality === 'KWT' ? null : addDays(today, RESIDENCY_DAYS_LEFT),
    ...(person.nationality === 'KWT' ? {} : { residency: RESIDENCY_OF_PEOPLE }),
    passports: [passportOf(person, PASSPORT_DAYS_LEFT, today)],
    sponsorCivilId: null,
    portrait: '',
    licence: null,
  };
}

function residing(resident: DemoResident, today: IsoDate): SeedPerson {
  const { article, relation, employer, sponsor, daysLeft, circumstances } = resident;
  const { passport = {} } = circumstances;
  return {
    ...withoutLicence(resident, today),
    residencyExpiresOn: addDays(today, daysLeft),
    sponsorCivilId: sponsor,
    residency: { article, relation, employer },
    passports:
      passport === null
        ? []
        : [passportOf(resident, passport.daysLeft ?? PASSPORT_DAYS_LEFT, today, passport.nameLatin)],
  };
}

function registered({ person, portrait }: Portrayed, today: IsoDate): SeedPerson {
  const expiryDate = addDays(today, LICENCE_DAYS_LEFT);
  const issueDate = addYears(expiryDate, -validityYears(person));
  return {
    ...withoutLicence(person, today),
    portrait,
    licence: {
      number: `80${person.civilId.slice(-6)}`,
      issueDate,
      expiryDate,
      privileges: person.categories.map((category) => ({ category, issueDate, expiryDate })),
      withdrawn: false,
    },
  };
}

interface DemoViolation {
  readonly card: string;
  /** Days since it was recorded. */
  readonly daysAgo: number;
  readonly dinars: number;
  readonly violation: Bilingual;
  readonly place: Bilingual;
  readonly plate: string;
  readonly notPayable?: NotPayableReason;
}

/** Settlement amounts in force since 22 April 2025 (Decree-Law 5/2025). */
const VIOLATIONS: readonly DemoViolation[] = [
  {
    card: 'no-request',
    daysAgo: 12,
    dinars: 15,
    violation: { ar: 'الوقوف في مكان ممنوع', en: 'Parking where it is prohibited' },
    place: { ar: 'شارع فهد السالم', en: 'Fahad Al-Salem Street' },
    plate: '12/4821',
  },
  {
    card: 'no-request',
    daysAgo: 40,
    dinars: 30,
    violation: { ar: 'عدم ربط حزام الأمان', en: 'Seat belt not fastened' },
    place: { ar: 'طريق الفحيحيل السريع', en: 'Fahaheel Expressway' },
    plate: '12/4821',
  },
  {
    card: 'no-request',
    daysAgo: 55,
    dinars: 75,
    violation: { ar: 'استعمال الهاتف باليد أثناء القيادة', en: 'Telephone held while driving' },
    place: { ar: 'الدائري الرابع', en: 'Fourth Ring Road' },
    plate: '12/4821',
  },
  {
    card: 'no-request',
    daysAgo: 70,
    dinars: 150,
    violation: { ar: 'تجاوز الإشارة الضوئية الحمراء', en: 'Red light not observed' },
    place: { ar: 'تقاطع المسايل', en: 'Messila junction' },
    plate: '12/4821',
    notPayable: 'courtCase',
  },
  {
    card: 'past-requests',
    daysAgo: 8,
    dinars: 150,
    violation: { ar: 'الوقوف في مواقف ذوي الإعاقة', en: 'Parking in a bay for the disabled' },
    place: { ar: 'السالمية', en: 'Salmiya' },
    plate: '7/30415',
    notPayable: 'trafficOffice',
  },
  {
    card: 'worker-dues',
    daysAgo: 15,
    dinars: 15,
    violation: { ar: 'الوقوف في مكان ممنوع', en: 'Parking where it is prohibited' },
    place: { ar: 'الشويخ الصناعية', en: 'Shuwaikh Industrial' },
    plate: '14/20118',
  },
  {
    card: 'cook-dues',
    daysAgo: 9,
    dinars: 15,
    violation: { ar: 'عبور الطريق من غير الأماكن المخصصة', en: 'Crossing the road outside a crossing' },
    place: { ar: 'شارع سالم المبارك', en: 'Salem Al-Mubarak Street' },
    plate: '9/11730',
  },
];

/** Overstays that have ended, so that their fine stands. */
const OVERSTAYS = [{ card: 'past-requests', expiredDaysAgo: 90, endedDaysAgo: 45 }] as const;

const FILS_PER_DINAR = 1000;

function makeDues(civilIds: ReadonlyMap<string, CivilId>, today: IsoDate): SeedDue[] {
  const civilIdOf = (card: string): CivilId => {
    const civilId = civilIds.get(card);
    if (!civilId) throw new Error(`no demonstration person has the card ${card}`);
    return civilId;
  };
  const year = Number(today.slice(0, 4));
  const dueId = (order: number) => DueId.parse(`D-${year}-${String(order).padStart(8, '0')}`);
  const violations = VIOLATIONS.map((violation, index): SeedDue => {
    const date = addDays(today, -violation.daysAgo);
    return {
      dueId: dueId(index + 1),
      civilId: civilIdOf(violation.card),
      type: 'trafficViolation',
      number: String(1_500_001 + index),
      notPayable: violation.notPayable ?? null,
      facts: {
        amount: Fils.parse(violation.dinars * FILS_PER_DINAR),
        year: Number(date.slice(0, 4)),
        violation: violation.violation,
        date,
        time: '08:40',
        place: violation.place,
        plate: violation.plate,
        description: violation.violation,
      },
    };
  });
  const fines = OVERSTAYS.map(
    (overstay, index): SeedDue => ({
      dueId: dueId(VIOLATIONS.length + index + 1),
      civilId: civilIdOf(overstay.card),
      type: 'residencyFine',
      number: String(2_500_001 + index),
      notPayable: null,
      facts: {
        kind: 'residency',
        expiredOn: addDays(today, -overstay.expiredDaysAgo),
        endedOn: addDays(today, -overstay.endedDaysAgo),
      },
    }),
  );
  return [...violations, ...fines];
}

/** Where the demonstration's machine stands. */
const PLACES = [
  {
    machine: 'K-014',
    place: { ar: 'مجمع الأفنيوز، المدخل الشرقي', en: 'The Avenues, east entrance' },
    hours: { ar: 'يومياً من ١٠ صباحاً إلى ١٠ مساءً', en: 'Daily, 10:00 to 22:00' },
  },
];

/** People, licences, dues, officers and places of the demonstration, dated around `today`. */
export function makeRegister(
  portrayed: readonly Portrayed[],
  today: IsoDate,
): Required<Pick<DemoSeed, 'people' | 'dues' | 'staff' | 'places' | 'organisations'>> {
  const civilIds = new Map([
    ...portrayed.map(({ person }) => [person.card, person.civilId] as const),
    ...DEMO_RESIDENTS.map(({ key, civilId }) => [key, civilId] as const),
  ]);
  return {
    people: [
      ...portrayed.map((one) => registered(one, today)),
      ...[...CONCERNED_PERSONS, ...DEMO_DELEGATES].map((person) => withoutLicence(person, today)),
      ...DEMO_RESIDENTS.map((resident) => residing(resident, today)),
    ],
    dues: makeDues(civilIds, today),
    staff: [...DEMO_OFFICERS],
    organisations: [...DEMO_ORGANISATIONS],
    places: PLACES,
  };
}
