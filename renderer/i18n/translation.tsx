import { type MessageProps, TextWithRuns, useTextsOf } from './language.tsx';
import { KIOSK_CATALOGUE, type MessageKey, type Translate } from './translate.ts';

export { TranslationProvider, useLanguage } from './language.tsx';

/** Looks texts of the kiosk up in the language around the component. */
export function useTranslate(): Translate {
  return useTextsOf(KIOSK_CATALOGUE);
}

/** A text of the kiosk whose values stand in it as isolated runs. */
export function Message(props: MessageProps<MessageKey>) {
  return <TextWithRuns {...props} catalogue={KIOSK_CATALOGUE} />;
}
