import { createContext, useContext } from 'react';
import type { Language } from '../../../contracts/language.ts';
import type { PrinterControl } from '../../card-printer/control.ts';
import type { ReaderControl } from '../../hid-reader/control.ts';
import type { TextKey } from './catalogue.ts';

/** What every part of the dock needs. */
export interface Dock {
  readonly language: Language;
  /** A text of the catalogue in the chosen language. */
  say(key: TextKey): string;
  /** Does something to a simulator; a refusal is shown instead of thrown. */
  act(deed: () => Promise<unknown>): void;
  readonly reader: ReaderControl;
  readonly printer: PrinterControl;
}

export const DockContext = createContext<Dock | null>(null);

/** The dock this part belongs to. */
export function useDock(): Dock {
  const dock = useContext(DockContext);
  if (!dock) throw new Error('used outside of a dock');
  return dock;
}
