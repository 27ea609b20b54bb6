import { createElement } from 'react';
import { createCatalogue, type KeyOf, type MessageValues } from './catalogue.ts';
import { type MessageProps, TextWithRuns, useTextsOf } from './language.tsx';
import ar from './portal.ar.json' with { type: 'json' };
import en from './portal.en.json' with { type: 'json' };

/** Names a text of the portal's catalogue; a text with plural forms is named without its form. */
export type MessageKey = KeyOf<typeof en>;

/** Looks a text of the portal up in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The texts of the portal. */
export const PORTAL_CATALOGUE = createCatalogue({ ar, en });

/** Looks texts of the portal up in the language around the component. */
export function useTranslate(): Translate {
  return useTextsOf(PORTAL_CATALOGUE);
}

/** A text of the portal whose values stand in it as isolated runs. */
export function Message(props: MessageProps<MessageKey>) {
  return createElement(TextWithRuns<MessageKey>, { ...props, catalogue: PORTAL_CATALOGUE });
}
