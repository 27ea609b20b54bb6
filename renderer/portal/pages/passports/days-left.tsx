import { Message, useTranslate } from '../../../i18n/portal.ts';

/** Time left of a passport, in words. */
export function PassportDaysLeft({ days }: { readonly days: number }) {
  const t = useTranslate();
  if (days === 0) return t('passport.endsToday');
  return <Message id={days > 0 ? 'passport.daysLeft' : 'passport.daysOver'} count={Math.abs(days)} />;
}
