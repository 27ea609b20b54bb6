import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedOrganisation } from '../../contracts/demo-seed.ts';
import { CompanyId, type OrganisationType } from '../../contracts/organisation.ts';
import type { PersonName, Sex } from '../../contracts/person.ts';
import type { NATIONALITIES } from './people.ts';

type Names = readonly [arabic: string, english: string];

function organisation(
  type: OrganisationType,
  unifiedNumber: string,
  [ar, en]: Names,
  companies: readonly (readonly [companyId: string, ...Names])[],
): SeedOrganisation {
  return {
    type,
    unifiedNumber,
    name: { ar, en },
    companies: companies.map(([companyId, arabic, english]) => ({
      companyId: CompanyId.parse(companyId),
      name: { ar: arabic, en: english },
    })),
  };
}

/**
 * Companies and government entities on the register: invented, and none of them has an account when the demonstration begins.
 * Two of each type, so that the way to an account can be walked twice.
 */
export const DEMO_ORGANISATIONS: readonly SeedOrganisation[] = [
  organisation(
    'company',
    '3100017',
    ['مجموعة المرسى التجارية', 'Al-Marsa Trading Group'],
    [
      ['C-100001', 'شركة المرسى للتجارة العامة', 'Al-Marsa General Trading Company'],
      ['C-100002', 'شركة الشراع للنقل البحري', 'Al-Shira Shipping Company'],
      ['C-100003', 'مؤسسة اللؤلؤة للضيافة', 'Al-Luluah Hospitality Establishment'],
    ],
  ),
  organisation(
    'company',
    '3100025',
    ['مجموعة الفنار للمقاولات', 'Al-Fanar Contracting Group'],
    [
      ['C-200001', 'شركة الفنار للإنشاءات', 'Al-Fanar Construction Company'],
      ['C-200002', 'شركة الموج الأزرق للصيانة', 'Blue Wave Maintenance Company'],
    ],
  ),
  organisation(
    'government',
    '9100014',
    ['الهيئة العامة للمنارات', 'Public Authority for Lighthouses'],
    [
      ['G-100001', 'الهيئة العامة للمنارات، قطاع السواحل', 'Public Authority for Lighthouses, Coasts Sector'],
      ['G-100002', 'الهيئة العامة للمنارات، قطاع الجزر', 'Public Authority for Lighthouses, Islands Sector'],
    ],
  ),
  organisation(
    'government',
    '9100022',
    ['معهد علوم المد والجزر', 'Institute of Tidal Sciences'],
    [['G-200001', 'معهد علوم المد والجزر', 'Institute of Tidal Sciences']],
  ),
];

/** A person of the demonstration who has neither card nor licence: born 2090, so nobody's. */
export interface RegisteredPerson {
  readonly civilId: CivilId;
  readonly nameArabic: PersonName;
  readonly nameLatin: PersonName;
  readonly sex: Sex;
  readonly nationality: keyof typeof NATIONALITIES;
}

function citizen(
  civilId: string,
  sex: Sex,
  [given, family]: Names,
  [givenLatin, familyLatin]: Names,
): RegisteredPerson {
  return {
    civilId: CivilId.parse(civilId),
    nameArabic: { given, family },
    nameLatin: { given: givenLatin, family: familyLatin },
    sex,
    nationality: 'KWT',
  };
}

/** Persons concerned (صاحب العلاقة): who become main users, one for each of {@link DEMO_ORGANISATIONS} in its order. */
export const CONCERNED_PERSONS: readonly RegisteredPerson[] = [
  citizen('390010100415', 'M', ['حمد راشد', 'المرفئي'], ['HAMAD RASHED', 'AL-MARFAI']),
  citizen('390010100423', 'F', ['فجر سلمان', 'الفناري'], ['FAJER SALMAN', 'AL-FANARI']),
  citizen('390010100431', 'M', ['عادل مطلق', 'الساريتي'], ['ADEL MUTLAQ', 'AL-SARITI']),
  citizen('390010100458', 'F', ['بدور عثمان', 'المدي'], ['BUDOUR OTHMAN', 'AL-MADDI']),
];

/** Who can be authorised to renew residencies. */
export const DEMO_DELEGATES: readonly RegisteredPerson[] = [
  citizen('390010100466', 'M', ['غانم فالح', 'الصدفي'], ['GHANEM FALEH', 'AL-SADAFI']),
  citizen('390010100474', 'F', ['دانة جراح', 'المحيطي'], ['DANA JARRAH', 'AL-MOHITI']),
  citizen('390010100482', 'M', ['ضاري نواف', 'الزورقي'], ['DHARI NAWAF', 'AL-ZAWRAQI']),
  citizen('390010100503', 'F', ['أبرار وليد', 'المرجانية'], ['ABRAR WALEED', 'AL-MARJANIYA']),
  citizen('390010100511', 'M', ['مشعل خليفة', 'الخوري'], ['MISHAL KHALIFA', 'AL-KHORI']),
  citizen('390010100538', 'F', ['غدير صباح', 'الرملي'], ['GHADEER SABAH', 'AL-RAMLI']),
];
