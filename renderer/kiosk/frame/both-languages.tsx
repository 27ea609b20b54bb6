import { type MessageKey, translate } from '../../i18n/translate.ts';

/** A text in both languages at once, Arabic first, for screens that are seen before anybody chose a language. */
export function BothLanguages(props: { readonly id: MessageKey }) {
  return (
    <>
      <span className="both-ar" lang="ar" dir="rtl">
        {translate('ar', props.id)}
      </span>{' '}
      <span className="both-en" lang="en" dir="ltr">
        {translate('en', props.id)}
      </span>
    </>
  );
}
