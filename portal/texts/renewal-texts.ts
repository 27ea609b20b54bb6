import { type CivilId, civilIdLastFour } from '../../contracts/civil-id.ts';
import type { IsoDate } from '../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../contracts/language.ts';
import { formatDate } from './format-date.ts';

const PLURALS: Readonly<Record<Language, Intl.PluralRules>> = {
  ar: new Intl.PluralRules('ar'),
  en: new Intl.PluralRules('en'),
};

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** `#` stands for the number. */
const MONTHS: Readonly<Record<Language, Forms>> = {
  ar: { one: 'شهر واحد', two: 'شهران', few: '# أشهر', many: '# شهرًا', other: '# شهر' },
  en: { one: '# month', other: '# months' },
};

/** A number of months in words. */
function monthsText(months: number, language: Language): string {
  const forms = MONTHS[language];
  return (forms[PLURALS[language].select(months)] ?? forms.other).replace('#', String(months));
}

/** What a renewal is, as receipts and lists of payments name it: of the person nothing but the last four digits of the civil ID. */
export function renewalDescription(renewal: {
  readonly civilId: CivilId;
  readonly months: number;
  readonly newExpiry: IsoDate;
}): Bilingual {
  const { civilId, months, newExpiry } = renewal;
  const ending = civilIdLastFour(civilId);
  return {
    ar: `تجديد إقامة ${monthsText(months, 'ar')} حتى ${formatDate(newExpiry, 'ar')}، رقم مدني ينتهي بـ ${ending}`,
    en: `Residency, ${monthsText(months, 'en')} to ${formatDate(newExpiry, 'en')}, civil ID ending ${ending}`,
  };
}
