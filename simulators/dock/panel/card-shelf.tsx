import type { CardName, CardSummary, ReaderState } from '../../hid-reader/control.ts';
import { useDock } from './dock-context.ts';

/** Every civil ID at hand, with its story; one click puts it into the reader. */
export function CardShelf({
  cards,
  reader,
}: {
  readonly cards: readonly CardSummary[];
  readonly reader: ReaderState | null;
}) {
  const { language, say, act, reader: control } = useDock();
  const insert = (card: CardName) =>
    act(async () => {
      if (reader?.card) await control.remove();
      await control.insert(card);
    });
  return (
    <section className="panel shelf" aria-labelledby="shelf-title">
      <h2 id="shelf-title">{say('cards')}</h2>
      <ul>
        {cards.map(({ card, story, holder }) => {
          const inserted = reader?.card === card;
          return (
            <li key={card} className={inserted ? 'inserted' : ''}>
              <div>
                <strong>{story[language]}</strong>
                <small>
                  {holder ? (
                    <>
                      {language === 'ar' ? holder.nameArabic : holder.nameLatin} · <bdi>{holder.civilId}</bdi>
                    </>
                  ) : (
                    <bdi>{card}</bdi>
                  )}
                </small>
              </div>
              {inserted ? (
                <button type="button" data-testid="remove-card" onClick={() => act(() => control.remove())}>
                  {say('remove')}
                </button>
              ) : (
                <button
                  type="button"
                  data-testid={`insert-${card}`}
                  disabled={!reader?.connected}
                  onClick={() => insert(card)}
                >
                  {say('insert')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
