import ar from './ar.json' with { type: 'json' };
import { createCatalogue, type KeyOf, type MessageValues } from './catalogue.ts';
import en from './en.json' with { type: 'json' };

/** Names a text of the kiosk's catalogue; a text with plural forms is named without its form. */
export type MessageKey = KeyOf<typeof en>;

/** Looks a text up in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The texts of the kiosk. */
export const KIOSK_CATALOGUE = createCatalogue({ ar, en });

export const { texts: CATALOGUES, has: isMessageKey, translate } = KIOSK_CATALOGUE;
