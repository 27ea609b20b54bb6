import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../../contracts/language.ts';
import { PrinterControl } from '../../card-printer/control.ts';
import { PrinterSnapshot } from '../../card-printer/control-schema.ts';
import { type CardSummary, ReaderControl, ReaderState } from '../../hid-reader/control.ts';
import { CardShelf } from './card-shelf.tsx';
import { type TextKey, text } from './catalogue.ts';
import { type Dock, DockContext } from './dock-context.ts';
import { FaultSwitches } from './fault-switches.tsx';
import { Hands } from './hands.tsx';
import { MachinePicture } from './machine-picture.tsx';
import { PrintedCards } from './printed-cards.tsx';
import { useSimulator } from './use-simulator.ts';
import { WireView } from './wire-view.tsx';

const readerControl = new ReaderControl('reader');
const printerControl = new PrinterControl('printer');

/** The panel by which a person plays the hands at the machine. */
export function DockPanel() {
  const [language, setLanguage] = useState<Language>('ar');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [cards, setCards] = useState<readonly CardSummary[]>([]);
  const reader = useSimulator('reader/events', ReaderState);
  const printer = useSimulator('printer/events', PrinterSnapshot);
  const readerIsThere = reader !== null;

  useEffect(() => {
    if (readerIsThere) void readerControl.cards().then(setCards, () => setCards([]));
  }, [readerIsThere]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  }, [language]);

  const say = useCallback((key: TextKey) => text(language, key), [language]);
  const act = useCallback((deed: () => Promise<unknown>) => {
    setRefusal(null);
    deed().catch((error: unknown) => setRefusal(error instanceof Error ? error.message : String(error)));
  }, []);
  const dock = useMemo<Dock>(
    () => ({ language, say, act, reader: readerControl, printer: printerControl }),
    [language, say, act],
  );

  return (
    <DockContext value={dock}>
      <header className="top">
        <div>
          <h1>{say('title')}</h1>
          <p>{say('subtitle')}</p>
        </div>
        {refusal && <p role="alert">{refusal}</p>}
        <button
          type="button"
          lang={language === 'ar' ? 'en' : 'ar'}
          onClick={() => setLanguage(language === 'ar' ? 'en' : 'ar')}
        >
          {say('otherLanguage')}
        </button>
      </header>
      <main>
        <CardShelf cards={cards} reader={reader} />
        <div className="middle">
          <section className="panel" aria-label={say('machine')}>
            <MachinePicture printer={printer} reader={reader} />
          </section>
          <Hands printer={printer} />
        </div>
        <FaultSwitches printer={printer} reader={reader} />
        <PrintedCards printer={printer} />
        <WireView />
      </main>
    </DockContext>
  );
}
