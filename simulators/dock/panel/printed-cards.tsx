import type { PrinterSnapshot } from '../../card-printer/control-schema.ts';
import { useDock } from './dock-context.ts';

/** The pictures of every card this printer has finished, newest first. */
export function PrintedCards({ printer }: { readonly printer: PrinterSnapshot | null }) {
  const { say } = useDock();
  const physical = printer?.physical;
  const printed = physical
    ? [physical.transport?.card, physical.bezel, ...physical.taken, ...physical.rejectBin.cards]
        .filter((card) => card?.kind === 'printed')
        .map((card) => card?.number ?? 0)
        .sort((a, b) => b - a)
    : [];
  return (
    <section className="panel printed" aria-labelledby="printed-title">
      <h2 id="printed-title">{say('printedCards')}</h2>
      {printed.length === 0 && <p className="nothing">{say('noPrintedCards')}</p>}
      <ul>
        {printed.map((number) => (
          <li key={number}>
            <img src={`printer/cards/${number}/front.png`} alt={`${number} · ${say('front')}`} />
            <img src={`printer/cards/${number}/back.png`} alt={`${number} · ${say('back')}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
