import { CivilId } from '../../contracts/civil-id.ts';
import type { Bilingual } from '../../contracts/language.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { PersonName, Sex } from '../../contracts/person.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';
import type { PortraitTraits } from './portrait.ts';

/** A licence request of a demonstration person. */
export interface DemoRequest {
  readonly kind: RequestKind;
  readonly category: LicenceCategory;
  readonly status: RequestStatus;
  /** Days from the making of the data to the first date of collection; `null`: as soon as it is ready. */
  readonly readyInDays: number | null;
}

/** A synthetic person: born 2090, with a family name that is a word of the sea in their language. */
export interface DemoPerson {
  /** Name of their civil ID among the cards. */
  readonly card: string;
  /** What this person shows. */
  readonly story: Bilingual;
  readonly civilId: CivilId;
  readonly nameArabic: PersonName;
  readonly nameLatin: PersonName;
  readonly sex: Sex;
  readonly nationality: keyof typeof NATIONALITIES;
  /** Types of licence they hold. */
  readonly categories: readonly LicenceCategory[];
  readonly portrait: Omit<PortraitTraits, 'sex'>;
  readonly requests: readonly DemoRequest[];
}

/** ISO 3166-1 alpha-3, and the adjective as printed on a licence (masculine, as official papers in Arabic name a nationality). */
export const NATIONALITIES = {
  KWT: { ar: 'كويتي', en: 'Kuwaiti' },
  SAU: { ar: 'سعودي', en: 'Saudi' },
  EGY: { ar: 'مصري', en: 'Egyptian' },
  SYR: { ar: 'سوري', en: 'Syrian' },
  JOR: { ar: 'أردني', en: 'Jordanian' },
  LBN: { ar: 'لبناني', en: 'Lebanese' },
  IND: { ar: 'هندي', en: 'Indian' },
  PAK: { ar: 'باكستاني', en: 'Pakistani' },
  BGD: { ar: 'بنغلاديشي', en: 'Bangladeshi' },
  NPL: { ar: 'نيبالي', en: 'Nepalese' },
  PHL: { ar: 'فلبيني', en: 'Filipino' },
} as const satisfies Record<string, Bilingual>;

/** The PIN of every demonstration card. */
export const DEMO_PIN = '2580';

type Names = readonly [givenArabic: string, familyArabic: string, givenLatin: string, familyLatin: string];
type Appearance = readonly [
  age: number,
  skin: PortraitTraits['skin'],
  headwear: PortraitTraits['headwear'],
  cloth: string,
  beard?: PortraitTraits['beard'],
];

function person(
  card: string,
  story: Bilingual,
  civilId: string,
  [givenArabic, familyArabic, givenLatin, familyLatin]: Names,
  [sex, nationality]: readonly [Sex, keyof typeof NATIONALITIES],
  [age, skin, headwear, cloth, beard = 'none']: Appearance,
  requests: readonly DemoRequest[],
  categories: readonly LicenceCategory[] = ['private'],
): DemoPerson {
  return {
    card,
    story,
    civilId: CivilId.parse(civilId),
    nameArabic: { given: givenArabic, family: familyArabic },
    nameLatin: { given: givenLatin, family: familyLatin },
    sex,
    nationality,
    categories,
    portrait: { age, skin, headwear, cloth, beard },
    requests,
  };
}

function request(
  kind: RequestKind,
  status: RequestStatus,
  more: { readonly category?: LicenceCategory; readonly readyInDays?: number } = {},
): DemoRequest {
  return { kind, status, category: more.category ?? 'private', readyInDays: more.readyInDays ?? null };
}

const WHITE = '#eeeeea';

/** Everybody in the demonstration, in the order in which a stand shows their cards. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person(
    'ready-renewal',
    { ar: 'تجديد جاهز للاستلام', en: 'Renewal, ready to collect' },
    '390010100028',
    ['سالم ناصر', 'المرجاني', 'SALEM NASER', 'AL-MARJANI'],
    ['M', 'KWT'],
    [34, 'olive', 'ghutra', WHITE, 'full'],
    [request('renewal', 'ready')],
    ['private', 'motorcycleA'],
  ),
  person(
    'ready-damaged',
    { ar: 'بدل تالف جاهز للاستلام', en: 'Damaged replacement, ready to collect' },
    '390010100036',
    ['هبة سمير', 'المواني', 'HEBA SAMIR', 'EL-MAWANI'],
    ['F', 'EGY'],
    [31, 'light', 'hijab', '#3b4a6b'],
    [request('damaged', 'ready')],
  ),
  person(
    'ready-lost',
    { ar: 'بدل فاقد جاهز للاستلام', en: 'Lost replacement, ready to collect' },
    '390010100044',
    ['ساغر لال', 'برافال', 'SAGAR LAL', 'PRAVAL'],
    ['M', 'IND'],
    [42, 'brown', 'none', '#4a6a8a', 'moustache'],
    [request('lost', 'ready', { category: 'generalB' })],
    ['private', 'generalB'],
  ),
  person(
    'two-ready',
    { ar: 'طلبان جاهزان: اختيار', en: 'Two requests ready: choose' },
    '390010100052',
    ['نورة فهد', 'اللؤلئي', 'NOURA FAHAD', 'AL-LULUI'],
    ['F', 'KWT'],
    [38, 'light', 'hijab', '#22232a'],
    [request('renewal', 'ready'), request('lost', 'ready', { category: 'motorcycleB' })],
    ['private', 'motorcycleB'],
  ),
  person(
    'no-request',
    { ar: 'لا طلب له', en: 'No request' },
    '390010100079',
    ['عبدالله يوسف', 'الشراعي', 'ABDULLAH YOUSEF', 'AL-SHIRAI'],
    ['M', 'KWT'],
    [58, 'light', 'ghutra', '#e8e6e0', 'moustache'],
    [],
  ),
  person(
    'unpaid',
    { ar: 'الرسوم غير مدفوعة', en: 'Fee not paid' },
    '390010100087',
    ['ماريا لوز', 'داغاتان', 'MARIA LUZ', 'DAGATAN'],
    ['F', 'PHL'],
    [36, 'tan', 'none', '#8a4a5a'],
    [request('renewal', 'awaitingPayment')],
  ),
  person(
    'under-review',
    { ar: 'قيد المراجعة', en: 'Under review' },
    '390010100095',
    ['عمران أحمد', 'ساحلي', 'IMRAN AHMED', 'SAHILI'],
    ['M', 'PAK'],
    [47, 'tan', 'none', '#3a4238', 'full'],
    [request('renewal', 'underReview', { category: 'generalA' })],
    ['generalA', 'private'],
  ),
  person(
    'not-ready-yet',
    { ar: 'يُستلم في تاريخ لاحق', en: 'Ready on a later date' },
    '390010100108',
    ['دلال بدر', 'الموجي', 'DALAL BADER', 'AL-MAWJI'],
    ['F', 'KWT'],
    [27, 'fair', 'hijab', '#6d5a4a'],
    [request('renewal', 'ready', { readyInDays: 21 })],
  ),
  person(
    'reserved-elsewhere',
    { ar: 'محجوز لدى جهاز آخر', en: 'Reserved by another machine' },
    '390010100116',
    ['تركي ماجد', 'الشطي', 'TURKI MAJED', 'AL-SHATTI'],
    ['M', 'SAU'],
    [45, 'olive', 'ghutra', WHITE, 'full'],
    [request('lost', 'reserved')],
  ),
  person(
    'needs-attendant',
    { ar: 'بانتظار الموظف', en: 'Waits for the attendant' },
    '390010100124',
    ['رامي وليد', 'المركبي', 'RAMI WALID', 'AL-MARKABI'],
    ['M', 'SYR'],
    [33, 'fair', 'none', '#51606e', 'moustache'],
    [request('damaged', 'needsAttendant')],
  ),
  person(
    'issued',
    { ar: 'استلم رخصته', en: 'Has collected already' },
    '390010100132',
    ['مشاري سعد', 'الصاري', 'MESHARI SAAD', 'AL-SARI'],
    ['M', 'KWT'],
    [25, 'olive', 'ghutra', WHITE],
    [request('renewal', 'issued')],
  ),
  person(
    'retained',
    { ar: 'لم يأخذ البطاقة فاستُعيدت', en: 'Did not take the card; it was drawn back' },
    '390010100159',
    ['حصة علي', 'الساحلي', 'HESSA ALI', 'AL-SAHELI'],
    ['F', 'KWT'],
    [61, 'light', 'hijab', '#2b2630'],
    [request('lost', 'retained')],
  ),
  person(
    'at-machine',
    { ar: 'طلبات بدأت عند الجهاز', en: 'Requests begun at a machine' },
    '390010100167',
    ['ليث سامر', 'العقباوي', 'LAITH SAMER', 'AL-AQABAWI'],
    ['M', 'JOR'],
    [39, 'olive', 'none', '#2a2f3a', 'full'],
    [request('renewal', 'printing'), request('lost', 'presented', { category: 'motorcycleA' })],
    ['private', 'motorcycleA'],
  ),
  person(
    'applying',
    { ar: 'طلبات لم تكتمل', en: 'Requests being made' },
    '390010100175',
    ['ميرنا جورج', 'الموجة', 'MIRNA GEORGE', 'EL-MAWJEH'],
    ['F', 'LBN'],
    [30, 'fair', 'none', '#7b5d68'],
    [
      request('renewal', 'draft'),
      request('damaged', 'submitted', { category: 'motorcycleA' }),
      request('lost', 'returned', { category: 'motorcycleB' }),
      request('renewal', 'paid', { category: 'generalB' }),
    ],
    ['private', 'motorcycleA', 'motorcycleB', 'generalB'],
  ),
  person(
    'past-requests',
    { ar: 'طلبات انتهت بلا رخصة', en: 'Requests that ended without a licence' },
    '390010100183',
    ['رفيق حسن', 'نودي', 'RAFIQ HASAN', 'NODI'],
    ['M', 'BGD'],
    [52, 'brown', 'none', '#5a4a3a', 'moustache'],
    [
      request('renewal', 'rejected'),
      request('damaged', 'cancelled'),
      request('renewal', 'expired', { category: 'generalB' }),
      request('lost', 'refundDue', { category: 'generalB' }),
    ],
    ['private', 'generalB'],
  ),
  person(
    'spare-renewal-1',
    { ar: 'تجديد جاهز (احتياطي ١)', en: 'Renewal, ready (spare 1)' },
    '390010100191',
    ['مبارك حمد', 'البوصلي', 'MUBARAK HAMAD', 'AL-BOUSALI'],
    ['M', 'KWT'],
    [66, 'olive', 'ghutra', '#e4e2da', 'full'],
    [request('renewal', 'ready')],
  ),
  person(
    'spare-renewal-2',
    { ar: 'تجديد جاهز (احتياطي ٢)', en: 'Renewal, ready (spare 2)' },
    '390010100204',
    ['سونيل', 'ساغارماتا', 'SUNIL', 'SAGARMATHA'],
    ['M', 'NPL'],
    [29, 'tan', 'none', '#7a3b32'],
    [request('renewal', 'ready')],
  ),
  person(
    'spare-damaged-1',
    { ar: 'بدل تالف جاهز (احتياطي ١)', en: 'Damaged, ready (spare 1)' },
    '390010100212',
    ['شيخة جاسم', 'المحاري', 'SHAIKHA JASEM', 'AL-MAHARI'],
    ['F', 'KWT'],
    [43, 'olive', 'hijab', '#4d3a4e'],
    [request('damaged', 'ready')],
  ),
  person(
    'spare-damaged-2',
    { ar: 'بدل تالف جاهز (احتياطي ٢)', en: 'Damaged, ready (spare 2)' },
    '390010100239',
    ['كريم عادل', 'الشطاوي', 'KARIM ADEL', 'EL-SHATTAWI'],
    ['M', 'EGY'],
    [37, 'olive', 'none', '#33445a', 'moustache'],
    [request('damaged', 'ready')],
  ),
  person(
    'spare-lost-1',
    { ar: 'بدل فاقد جاهز (احتياطي ١)', en: 'Lost, ready (spare 1)' },
    '390010100247',
    ['أنيتا ديفي', 'سامودرا', 'ANITA DEVI', 'SAMUDRA'],
    ['F', 'IND'],
    [50, 'brown', 'none', '#8a6a2e'],
    [request('lost', 'ready')],
  ),
  person(
    'spare-lost-2',
    { ar: 'بدل فاقد جاهز (احتياطي ٢)', en: 'Lost, ready (spare 2)' },
    '390010100255',
    ['يعقوب عيسى', 'الداني', 'YACOUB ESSA', 'AL-DANI'],
    ['M', 'KWT'],
    [72, 'tan', 'ghutra', WHITE, 'full'],
    [request('lost', 'ready')],
  ),
  person(
    'apply-renewal',
    { ar: 'يقدّم على تجديد', en: 'Applies for a renewal' },
    '390010100298',
    ['فيصل عمر', 'اليامالي', 'FAISAL OMAR', 'AL-YAMALI'],
    ['M', 'KWT'],
    [35, 'light', 'ghutra', WHITE, 'full'],
    [],
  ),
  person(
    'apply-damaged',
    { ar: 'يقدّم على بدل تالف', en: 'Applies for a damaged replacement' },
    '390010100319',
    ['سلوى منير', 'الرصيفي', 'SALWA MOUNIR', 'EL-RASSIFI'],
    ['F', 'EGY'],
    [34, 'olive', 'hijab', '#5b3f52'],
    [],
  ),
  person(
    'apply-lost',
    { ar: 'يقدّم على بدل فاقد', en: 'Applies for a lost replacement' },
    '390010100327',
    ['أرون كومار', 'تارانغ', 'ARUN KUMAR', 'TARANG'],
    ['M', 'IND'],
    [33, 'brown', 'none', '#3c5a4a', 'moustache'],
    [],
    ['private', 'generalB'],
  ),
  person(
    'uncollected',
    { ar: 'رخصة لم تُستلم في مدتها', en: 'A licence that was not collected in time' },
    '390010100351',
    ['هيا سعود', 'الموجاني', 'HAYA SAUD', 'AL-MOUJANI'],
    ['F', 'KWT'],
    [27, 'light', 'hijab', '#3d4a66'],
    [request('renewal', 'expired')],
  ),
];

/** Whose civil ID the forged and faulty cards claim to be: a ready request waits, so that only the card is at fault. */
export const BAD_CARD_HOLDER: DemoPerson = person(
  'victim',
  { ar: 'صاحب البطاقات المزورة', en: 'Holder of the forged cards' },
  '390010100263',
  ['طلال خالد', 'المناري', 'TALAL KHALED', 'AL-MANARI'],
  ['M', 'KWT'],
  [41, 'olive', 'ghutra', WHITE, 'moustache'],
  [request('lost', 'ready')],
);

/** Whose card opens the maintenance screen. */
export const BRANCH_TECHNICIAN: DemoPerson = person(
  'technician',
  { ar: 'فني الفرع', en: 'Branch technician' },
  '390010100271',
  ['بدر صالح', 'المينائي', 'BADER SALEH', 'AL-MINAI'],
  ['M', 'KWT'],
  [36, 'light', 'none', '#39424c', 'full'],
  [],
);

/** Number from which a person's face is drawn. */
export function portraitSeed({ civilId }: DemoPerson): number {
  return Number(civilId.slice(-5));
}
