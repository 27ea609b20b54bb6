import type { Bilingual } from '../../contracts/language.ts';
import type { PermitState } from '../services/permits/permit-state.ts';

/** The words of a permit's verification page. */
export const PERMIT_TEXTS = {
  title: { ar: 'تصريح قيادة مؤقت', en: 'Temporary driving permit' },
  number: { ar: 'رقم التصريح', en: 'Permit number' },
  service: { ar: 'الخدمة', en: 'Service' },
  category: { ar: 'نوع الرخصة', en: 'Licence type' },
  validUntil: { ar: 'صالح حتى نهاية', en: 'Valid until the end of' },
  machine: { ar: 'صادر من الجهاز رقم', en: 'Issued at machine' },
} as const satisfies Record<string, Bilingual>;

/** What each state means, in a sentence and what follows from it. */
export const PERMIT_STATE_TEXTS: Readonly<
  Record<PermitState, { readonly title: Bilingual; readonly text: Bilingual }>
> = {
  valid: {
    title: { ar: 'التصريح صالح', en: 'This permit is valid' },
    text: {
      ar: 'سُلّمت الرخصة السابقة للجهاز، والرخصة الجديدة قيد الاستلام.',
      en: 'The previous licence was handed in at the machine; the new one is still to be collected.',
    },
  },
  expired: {
    title: { ar: 'التصريح غير صالح', en: 'This permit is no longer valid' },
    text: {
      ar: 'انتهت مدته أو انتهى الطلب الذي صدر من أجله.',
      en: 'Its time is over, or the request it was given for has ended.',
    },
  },
  collected: {
    title: { ar: 'انتهى التصريح لاستلام الرخصة', en: 'This permit has ended: the licence was collected' },
    text: {
      ar: 'على حامله إبراز الرخصة الجديدة.',
      en: 'Its holder has the new licence and should show it.',
    },
  },
  unknown: {
    title: { ar: 'لا يوجد تصريح بهذا الرقم', en: 'There is no permit with this number' },
    text: {
      ar: 'تأكد من الرقم أو امسح الرمز مرة أخرى.',
      en: 'Check the number or scan the code again.',
    },
  },
};
