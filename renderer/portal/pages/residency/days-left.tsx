import { Message, useTranslate } from '../../../i18n/portal.ts';

/** Time left of a residency, in words. */
export function DaysLeft({ days }: { readonly days: number }) {
  const t = useTranslate();
  if (days === 0) return t('residency.endsToday');
  return <Message id={days > 0 ? 'residency.daysLeft' : 'residency.daysOver'} count={Math.abs(days)} />;
}
