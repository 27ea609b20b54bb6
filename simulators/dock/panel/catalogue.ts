import type { Language } from '../../../contracts/language.ts';

/** Every text of the dock. */
const TEXTS = {
  title: { ar: 'لوحة المحاكاة', en: 'Dock' },
  subtitle: {
    ar: 'يداك عند الجهاز: أدخل بطاقة، خذ الرخصة، أحدث عطلاً',
    en: 'Your hands at the machine: insert a card, take the licence, cause a fault',
  },
  otherLanguage: { ar: 'English', en: 'العربية' },
  cards: { ar: 'البطاقات المدنية', en: 'Civil IDs' },
  insert: { ar: 'أدخل', en: 'Insert' },
  remove: { ar: 'اسحب البطاقة', en: 'Pull the card out' },
  inserted: { ar: 'في القارئ', en: 'In the reader' },
  machine: { ar: 'الجهاز', en: 'The machine' },
  cardSlot: { ar: 'فتحة البطاقة المدنية', en: 'Civil ID slot' },
  bezel: { ar: 'فتحة الرخصة', en: 'Licence slot' },
  hopper: { ar: 'البطاقات الفارغة', en: 'Blank cards' },
  ribbon: { ar: 'الشريط', en: 'Ribbon' },
  transport: { ar: 'داخل الطابعة', en: 'In the printer' },
  retainBin: { ar: 'الرخص المستلمة', en: 'Retained' },
  rejectBin: { ar: 'البطاقات المرفوضة', en: 'Rejected' },
  taken: { ar: 'أخذها الناس', en: 'Taken by people' },
  cable: { ar: 'الكابل', en: 'Cable' },
  empty: { ar: 'فارغ', en: 'empty' },
  jammed: { ar: 'عالقة', en: 'jammed' },
  away: { ar: 'المحاكي غير متصل', en: 'The simulator is away' },
  hands: { ar: 'ماذا تفعل بيدك', en: 'What your hand does' },
  takeCard: { ar: 'خذ الرخصة', en: 'Take the card' },
  pushOldLicence: { ar: 'أدخل الرخصة القديمة', en: 'Push the old licence in' },
  pushDamagedLicence: { ar: 'أدخل الرخصة التالفة', en: 'Push the damaged licence in' },
  openCover: { ar: 'افتح الغطاء', en: 'Open the cover' },
  closeCover: { ar: 'أغلق الغطاء', en: 'Close the cover' },
  clearJam: { ar: 'أزل البطاقة العالقة', en: 'Clear the jam' },
  refillHopper: { ar: 'املأ البطاقات', en: 'Refill the hopper' },
  changeRibbon: { ar: 'غيّر الشريط', en: 'Change the ribbon' },
  emptyBins: { ar: 'أفرغ الصندوقين', en: 'Empty both bins' },
  pullCable: { ar: 'افصل الكابل', en: 'Pull the cable' },
  plugCable: { ar: 'صِل الكابل', en: 'Plug the cable in' },
  faults: { ar: 'الأعطال', en: 'Faults' },
  printerFaults: { ar: 'أعطال الطابعة', en: 'Printer' },
  readerFaults: { ar: 'أعطال القارئ', en: 'Reader' },
  noFault: { ar: 'بلا عطل', en: 'No fault' },
  clearFaults: { ar: 'أزل الأعطال كلها', en: 'Clear all faults' },
  reset: { ar: 'أعد الطابعة إلى حال المصنع', en: 'Reset the printer to factory state' },
  wire: { ar: 'على السلك', en: 'On the wire' },
  printer: { ar: 'الطابعة', en: 'Printer' },
  reader: { ar: 'القارئ', en: 'Reader' },
  earlier: { ar: 'ما قبل ذلك', en: 'Earlier' },
  nothingYet: { ar: 'لا شيء بعد', en: 'Nothing yet' },
  printedCards: { ar: 'ما طُبع', en: 'What was printed' },
  noPrintedCards: { ar: 'تظهر هنا كل رخصة تُطبع', en: 'Every printed licence appears here' },
  front: { ar: 'الوجه', en: 'Front' },
  back: { ar: 'الظهر', en: 'Back' },
  coverOpen: { ar: 'الغطاء مفتوح', en: 'Cover open' },
  pinTriesLeft: { ar: 'محاولات الرمز المتبقية', en: 'PIN tries left' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type TextKey = keyof typeof TEXTS;

/** The text of `key` in `language`. */
export function text(language: Language, key: TextKey): string {
  return TEXTS[key][language];
}
