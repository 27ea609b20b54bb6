import type { IsoDate, IsoInstant } from '../../../contracts/calendar.ts';
import { formatDate, formatInstant } from '../../i18n/dates.ts';
import { useLanguage } from '../../i18n/language.tsx';

/** A date written out: `22 نوفمبر 2026` or `22 November 2026`. */
export function DateText(props: { readonly date: IsoDate }) {
  const language = useLanguage();
  return (
    <time dateTime={props.date}>
      <bdi>{formatDate(props.date, language)}</bdi>
    </time>
  );
}

/** Day and time in Kuwait of an instant. */
export function InstantText(props: { readonly at: IsoInstant }) {
  const language = useLanguage();
  return (
    <time dateTime={props.at}>
      <bdi>{formatInstant(props.at, language)}</bdi>
    </time>
  );
}
