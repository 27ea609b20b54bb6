import type { Bilingual } from '../../../contracts/language.ts';
import { useLanguage } from '../../i18n/language.tsx';

/** A text that comes in both languages, in the one around it. */
export function BilingualText(props: { readonly text: Bilingual }) {
  return props.text[useLanguage()];
}
