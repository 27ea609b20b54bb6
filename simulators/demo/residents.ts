import { CivilId } from '../../contracts/civil-id.ts';
import type { Bilingual } from '../../contracts/language.ts';
import { CompanyId } from '../../contracts/organisation.ts';
import type { PersonName, Sex } from '../../contracts/person.ts';
import type { Relation, ResidencyArticle } from '../../contracts/residency.ts';
import type { RegisteredPerson } from './organisations.ts';
import { DEMO_PEOPLE, type NATIONALITIES } from './people.ts';

/** What a residency is held under. */
interface HeldUnder {
  readonly article: ResidencyArticle;
  readonly relation: Relation;
  readonly employer: CompanyId | null;
  readonly sponsor: CivilId | null;
}

/** How somebody differs from whoever can be renewed at once for a year. */
interface Circumstances {
  /** Months that are insured beyond the end of the residency, or beyond today where it has ended; 12 unless said. */
  readonly insuredMonths?: number;
  /** Days instead of months. */
  readonly insuredDays?: number;
  /** `null`: none is on record; otherwise days until it expires, and the Latin name in it where it is another one. */
  readonly passport?: { readonly daysLeft?: number; readonly nameLatin?: PersonName } | null;
}

/** A resident of the demonstration: born 2090, so nobody's, and with neither card nor licence. */
export interface DemoResident extends RegisteredPerson, HeldUnder {
  readonly key: string;
  /** What this person shows. */
  readonly story: Bilingual;
  readonly daysLeft: number;
  readonly circumstances: Circumstances;
}

function workerOf(companyId: string): HeldUnder {
  const employer = CompanyId.parse(companyId);
  // Article 17 is that of the government's workers, 18 that of the private sector's.
  return { article: companyId.startsWith('G') ? '17' : '18', relation: 'worker', employer, sponsor: null };
}

function sponsoredBy(card: string, article: ResidencyArticle, relation: Relation): HeldUnder {
  const sponsor = DEMO_PEOPLE.find((person) => person.card === card);
  if (!sponsor) throw new Error(`no demonstration person has the card ${card}`);
  return { article, relation, employer: null, sponsor: sponsor.civilId };
}

type Names = readonly [givenArabic: string, familyArabic: string, givenLatin: string, familyLatin: string];

function resident(
  key: string,
  story: Bilingual,
  civilId: string,
  [givenArabic, familyArabic, givenLatin, familyLatin]: Names,
  [sex, nationality]: readonly [Sex, keyof typeof NATIONALITIES],
  heldUnder: HeldUnder,
  daysLeft: number,
  circumstances: Circumstances = {},
): DemoResident {
  return {
    key,
    story,
    civilId: CivilId.parse(civilId),
    nameArabic: { given: givenArabic, family: familyArabic },
    nameLatin: { given: givenLatin, family: familyLatin },
    sex,
    nationality,
    ...heldUnder,
    daysLeft,
    circumstances,
  };
}

/** Workers of the demonstration's companies and entities, and persons whom others sponsor: every precondition can be seen failing. */
export const DEMO_RESIDENTS: readonly DemoResident[] = [
  resident(
    'worker-ready',
    { ar: 'عامل مستوفٍ للشروط', en: 'Worker, nothing stands in the way' },
    '390020100101',
    ['راجيش كومار', 'لاهار', 'RAJESH KUMAR', 'LAHAR'],
    ['M', 'IND'],
    workerOf('C-100001'),
    30,
  ),
  resident(
    'worker-ready-two-years',
    { ar: 'عامل مؤمَّن عليه سنتين', en: 'Worker insured for two years' },
    '390020100128',
    ['عبد الرحمن حسين', 'جوار', 'ABDUR RAHMAN', 'JOAR'],
    ['M', 'BGD'],
    workerOf('C-100001'),
    45,
    { insuredMonths: 24 },
  ),
  resident(
    'worker-not-insured',
    { ar: 'عامل لم يُدفع ضمانه الصحي', en: 'Worker without paid insurance' },
    '390020100136',
    ['سانجاي براساد', 'سروت', 'SANJAY PRASAD', 'SROT'],
    ['M', 'NPL'],
    workerOf('C-100001'),
    20,
    { insuredMonths: 0 },
  ),
  resident(
    'worker-insurance-short',
    { ar: 'عامل ضمانه أقصر من شهر', en: 'Worker insured for less than a month more' },
    '390020100144',
    ['خوسيه مانويل', 'باغونالون', 'JOSE MANUEL', 'BAGUNALON'],
    ['M', 'PHL'],
    workerOf('C-100001'),
    24,
    { insuredDays: 20 },
  ),
  resident(
    'worker-passport-expired',
    { ar: 'عامل انتهى جوازه', en: 'Worker whose passport has expired' },
    '390020100152',
    ['محمد أسلم', 'دريائي', 'MUHAMMAD ASLAM', 'DARYAI'],
    ['M', 'PAK'],
    workerOf('C-100001'),
    33,
    { passport: { daysLeft: -14 } },
  ),
  resident(
    'worker-passport-too-short',
    { ar: 'عامل ينتهي جوازه مع إقامته', en: 'Worker whose passport ends with the residency' },
    '390020100179',
    ['حسام الدين علي', 'البحراوي', 'HOSSAM ELDIN ALY', 'EL-BAHRAWY'],
    ['M', 'EGY'],
    workerOf('C-100001'),
    28,
    { passport: { daysLeft: 40 } },
  ),
  resident(
    'worker-passport-caps',
    { ar: 'عامل يقصّر جوازه المدة', en: 'Worker whose passport shortens the renewal' },
    '390020100187',
    ['نضال مروان', 'الميناوي', 'NIDAL MARWAN', 'AL-MINAWI'],
    ['M', 'JOR'],
    workerOf('C-100001'),
    26,
    { insuredMonths: 24, passport: { daysLeft: 480 } },
  ),
  resident(
    'worker-name-differs',
    { ar: 'عامل يختلف اسمه في الجواز', en: 'Worker whose name differs in the passport' },
    '390020100195',
    ['أنيل بهادور', 'تال', 'ANIL BAHADUR', 'TAL'],
    ['M', 'NPL'],
    workerOf('C-100001'),
    36,
    { passport: { nameLatin: { given: 'ANIL BAHADUR', family: 'TAAL' } } },
  ),
  resident(
    'worker-no-passport',
    { ar: 'عامل لا جواز له في السجل', en: 'Worker without a passport on record' },
    '390020100208',
    ['بلال قاسم', 'الزبداني', 'BILAL KASSEM', 'AL-ZABADANI'],
    ['M', 'SYR'],
    workerOf('C-100001'),
    40,
    { passport: null },
  ),
  resident(
    'worker-dues',
    { ar: 'عامل عليه مخالفة', en: 'Worker who owes a fine' },
    '390020100216',
    ['فيجاي ناير', 'كادال', 'VIJAY NAIR', 'KADAL'],
    ['M', 'IND'],
    workerOf('C-100001'),
    17,
  ),
  resident(
    'worker-expired',
    { ar: 'عامل انتهت إقامته', en: 'Worker whose residency has expired' },
    '390020100224',
    ['شاه عالم', 'نادي', 'SHAH ALAM', 'NADEE'],
    ['M', 'BGD'],
    workerOf('C-100001'),
    -12,
  ),
  resident(
    'worker-too-early',
    { ar: 'عامل بقي له أكثر من شهرين', en: 'Worker with more than two months left' },
    '390020100232',
    ['إيلي طوني', 'البتروني', 'ELIE TONY', 'EL-BATROUNI'],
    ['M', 'LBN'],
    workerOf('C-100001'),
    75,
    { insuredMonths: 0 },
  ),
  resident(
    'worker-much-too-early',
    { ar: 'عامل بقي له أشهر', en: 'Worker with many months left' },
    '390020100259',
    ['مارك أنطونيو', 'دالوي', 'MARK ANTONIO', 'DALUY'],
    ['M', 'PHL'],
    workerOf('C-100001'),
    240,
    { insuredMonths: 0 },
  ),
  resident(
    'sailor-ready',
    { ar: 'بحّار مستوفٍ للشروط', en: 'Sailor, nothing stands in the way' },
    '390020100267',
    ['جوزيف رينالدو', 'ألون', 'JOSEPH REYNALDO', 'ALON'],
    ['M', 'PHL'],
    workerOf('C-100002'),
    38,
  ),
  resident(
    'sailor-not-insured',
    { ar: 'بحّار لم يُدفع ضمانه', en: 'Sailor without paid insurance' },
    '390020100275',
    ['إرفان علي', 'ساغر', 'IRFAN ALI', 'SAGAR'],
    ['M', 'PAK'],
    workerOf('C-100002'),
    22,
    { insuredMonths: 0 },
  ),
  resident(
    'host-ready',
    { ar: 'عاملة ضيافة', en: 'Hospitality worker' },
    '390020100283',
    ['سيتا ديفي', 'غاندكي', 'SITA DEVI', 'GANDAKI'],
    ['F', 'NPL'],
    workerOf('C-100003'),
    31,
  ),
  resident(
    'builder-ready',
    { ar: 'عامل بناء', en: 'Builder' },
    '390020100291',
    ['موهان لال', 'سانغام', 'MOHAN LAL', 'SANGAM'],
    ['M', 'IND'],
    workerOf('C-200001'),
    29,
  ),
  resident(
    'builder-too-early',
    { ar: 'عامل بناء بقي له أكثر من شهرين', en: 'Builder with more than two months left' },
    '390020100304',
    ['رفعت سامي', 'الدمياطي', 'REFAAT SAMI', 'EL-DOMIATI'],
    ['M', 'EGY'],
    workerOf('C-200001'),
    110,
    { insuredMonths: 0 },
  ),
  resident(
    'keeper-ready',
    { ar: 'حارس منارة', en: 'Lighthouse keeper' },
    '390020100312',
    ['سعيد رمضان', 'الإسكندراني', 'SAEED RAMADAN', 'EL-ESKANDARANI'],
    ['M', 'EGY'],
    workerOf('G-100001'),
    35,
  ),
  resident(
    'keeper-not-insured',
    { ar: 'حارس منارة لم يُدفع ضمانه', en: 'Lighthouse keeper without paid insurance' },
    '390020100339',
    ['طارق زياد', 'الخليجي', 'TAREK ZIAD', 'AL-KHALEEJI'],
    ['M', 'JOR'],
    workerOf('G-100001'),
    27,
    { insuredMonths: 0 },
  ),
  resident(
    'engineer-ready',
    { ar: 'مهندسة منارات', en: 'Lighthouse engineer' },
    '390020100347',
    ['برييا سوندر', 'سيندهو', 'PRIYA SUNDER', 'SINDHU'],
    ['F', 'IND'],
    workerOf('G-100002'),
    41,
  ),
  resident(
    'lecturer-ready',
    { ar: 'محاضر', en: 'Lecturer' },
    '390020100355',
    ['جاد ميشال', 'الصوري', 'JAD MICHEL', 'EL-SOURI'],
    ['M', 'LBN'],
    workerOf('G-200001'),
    44,
  ),
  resident(
    'maid-ready',
    { ar: 'عاملة منزلية', en: 'Domestic worker' },
    '390020100363',
    ['لورنا غريس', 'داغات', 'LORNA GRACE', 'DAGAT'],
    ['F', 'PHL'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    32,
  ),
  resident(
    'driver-not-insured',
    { ar: 'سائق منزلي لم يُدفع ضمانه', en: 'Domestic driver without paid insurance' },
    '390020100371',
    ['سوريش ثابا', 'كوشي', 'SURESH THAPA', 'KOSHI'],
    ['M', 'NPL'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    18,
    { insuredMonths: 0 },
  ),
  resident(
    'cook-dues',
    {
      ar: 'طاهية عليها مخالفة ويقصّر جوازها المدة',
      en: 'Cook who owes a fine, and whose passport shortens the renewal',
    },
    '390020100435',
    ['روزا ماي', 'ألونان', 'ROSA MAY', 'ALONAN'],
    ['F', 'PHL'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    21,
    { insuredMonths: 24, passport: { daysLeft: 480 } },
  ),
  resident(
    'gardener-name-differs',
    { ar: 'بستاني يختلف اسمه في الجواز', en: 'Gardener whose name differs in the passport' },
    '390020100443',
    ['رام براساد', 'ساغارا', 'RAM PRASAD', 'SAGARA'],
    ['M', 'NPL'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    34,
    { passport: { nameLatin: { given: 'RAM PRASAD', family: 'SAGHARA' } } },
  ),
  resident(
    'nanny-no-passport',
    { ar: 'مربية لا جواز لها في السجل', en: 'Nanny without a passport on record' },
    '390020100451',
    ['سلمى أختر', 'نوديا', 'SALMA AKHTER', 'NODIA'],
    ['F', 'BGD'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    39,
    { passport: null },
  ),
  resident(
    'guard-passport-expired',
    { ar: 'حارس انتهى جوازه', en: 'Guard whose passport has expired' },
    '390020100478',
    ['غلام رسول', 'دريا', 'GHULAM RASOOL', 'DARYA'],
    ['M', 'PAK'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    42,
    { passport: { daysLeft: -20 } },
  ),
  resident(
    'cleaner-too-early',
    { ar: 'عاملة تنظيف بقي لها أكثر من شهرين', en: 'Cleaner with more than two months left' },
    '390020100486',
    ['كاماكشي', 'تارا', 'KAMAKSHI', 'TARA'],
    ['F', 'IND'],
    sponsoredBy('apply-renewal', '20', 'domesticWorker'),
    130,
    { insuredMonths: 0 },
  ),
  resident(
    'wife-ready',
    { ar: 'زوجة مقيم', en: 'Wife of a resident' },
    '390020100398',
    ['مينا كوماري', 'تارانغ', 'MEENA KUMARI', 'TARANGINI'],
    ['F', 'IND'],
    sponsoredBy('apply-lost', '22', 'spouse'),
    37,
  ),
  resident(
    'son-too-early',
    { ar: 'ابن مقيم', en: 'Son of a resident' },
    '390020100419',
    ['روهان أرون', 'تارانغ', 'ROHAN ARUN', 'TARANGE'],
    ['M', 'IND'],
    sponsoredBy('apply-lost', '22', 'child'),
    150,
    { insuredMonths: 0 },
  ),
  resident(
    'mother-ready',
    { ar: 'والدة مقيم', en: 'Mother of a resident' },
    '390020100427',
    ['شانتا بائي', 'تارانغ', 'SHANTA BAI', 'TARANGA'],
    ['F', 'IND'],
    sponsoredBy('apply-lost', '22', 'parent'),
    25,
  ),
];
