import type { HandInput, PrinterSnapshot } from '../../card-printer/control-schema.ts';
import type { TextKey } from './catalogue.ts';
import { useDock } from './dock-context.ts';

interface HandButton {
  readonly key: TextKey;
  readonly hand: HandInput;
  /** Whether the hand can do it now. */
  readonly possible: (printer: PrinterSnapshot) => boolean;
}

const atBezel = ({ physical }: PrinterSnapshot) => physical.bezel !== null;
const bezelFree = ({ physical }: PrinterSnapshot) => physical.bezel === null;

/** What a hand can do at the machine, in the order in which it is needed. */
const HANDS: readonly HandButton[] = [
  { key: 'takeCard', hand: { hand: 'takeCard' }, possible: atBezel },
  { key: 'pushOldLicence', hand: { hand: 'pushCard', kind: 'oldLicence' }, possible: bezelFree },
  { key: 'pushDamagedLicence', hand: { hand: 'pushCard', kind: 'damagedLicence' }, possible: bezelFree },
  { key: 'openCover', hand: { hand: 'openCover' }, possible: ({ physical }) => !physical.coverOpen },
  { key: 'closeCover', hand: { hand: 'closeCover' }, possible: ({ physical }) => physical.coverOpen },
  {
    key: 'clearJam',
    hand: { hand: 'clearJam' },
    possible: ({ physical }) => physical.transport?.jammed === true,
  },
  {
    key: 'refillHopper',
    hand: { hand: 'refillHopper' },
    possible: ({ physical }) => physical.hopper.count < physical.hopper.capacity,
  },
  { key: 'changeRibbon', hand: { hand: 'changeRibbon' }, possible: () => true },
  {
    key: 'emptyBins',
    hand: { hand: 'emptyBins' },
    possible: ({ physical }) => physical.retainBin.cards.length + physical.rejectBin.cards.length > 0,
  },
  { key: 'pullCable', hand: { hand: 'pullCable' }, possible: ({ line }) => line.plugged },
  { key: 'plugCable', hand: { hand: 'plugCable' }, possible: ({ line }) => !line.plugged },
];

/** Buttons for everything a hand can do to the printer. */
export function Hands({ printer }: { readonly printer: PrinterSnapshot | null }) {
  const { say, act, printer: control } = useDock();
  return (
    <section className="panel hands" aria-labelledby="hands-title">
      <h2 id="hands-title">{say('hands')}</h2>
      <div className="buttons">
        {HANDS.map(({ key, hand, possible }) => (
          <button
            key={key}
            type="button"
            data-testid={`hand-${key}`}
            className={key === 'takeCard' ? 'primary' : ''}
            disabled={!printer || !possible(printer)}
            onClick={() => act(() => control.hand(hand))}
          >
            {say(key)}
          </button>
        ))}
      </div>
    </section>
  );
}
