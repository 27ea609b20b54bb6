import { failure, type Result, success } from '../../../contracts/result.ts';
import type { ErrorWord } from '../wire/reply.ts';
import type { PhysicalState, PlasticCard, Station } from './physical-state.ts';

/** What a movement of the transport leads to, or the word by which it fails. Nothing moves when it fails. */
export type Motion = (state: PhysicalState) => Result<PhysicalState, ErrorWord>;

/** From the hopper under the print head. */
export const feedFromHopper: Motion = (state) => {
  if (state.transport) return failure('ERROR CDE');
  if (state.hopper.count === 0) return failure('FEEDER EMPTY');
  const number = state.lastCardNumber + 1;
  return success({
    ...state,
    hopper: { ...state.hopper, count: state.hopper.count - 1 },
    transport: { card: { number, kind: 'blank' }, station: 'printHead', jammed: false },
    lastCardNumber: number,
  });
};

/** From the bezel under the print head. Without a card there, nothing comes in and time runs out. */
export const drawInFromBezel: Motion = (state) => {
  if (state.transport) return failure('ERROR CDE');
  if (!state.bezel) return failure('ERROR TIME OUT');
  return success({
    ...state,
    bezel: null,
    transport: { card: state.bezel, station: 'printHead', jammed: false },
  });
};

/** The card in the transport to `station`. */
export function moveToStation(station: Station): Motion {
  return (state) =>
    state.transport
      ? success({ ...state, transport: { ...state.transport, station } })
      : failure('ERROR TIME OUT');
}

/** From the transport to the bezel, where a person can take it. */
export const presentAtBezel: Motion = (state) => {
  if (!state.transport) return failure('ERROR TIME OUT');
  if (state.bezel) return failure('HOPPER FULL');
  return success({ ...state, transport: null, bezel: state.transport.card });
};

/** From the transport into a bin. */
export function dropInto(bin: 'retainBin' | 'rejectBin'): Motion {
  return (state) => {
    if (!state.transport) return failure('ERROR TIME OUT');
    const { capacity, cards } = state[bin];
    if (cards.length >= capacity) return failure('HOPPER FULL');
    return success({ ...intoBin(state, bin, state.transport.card), transport: null });
  };
}

/** The state with `card` lying in `bin`. */
export function intoBin(
  state: PhysicalState,
  bin: 'retainBin' | 'rejectBin',
  card: PlasticCard,
): PhysicalState {
  return { ...state, [bin]: { ...state[bin], cards: [...state[bin].cards, card] } };
}

/** Whether either bin is full: both share one sensor. */
export function isBinFull({ retainBin, rejectBin }: PhysicalState): boolean {
  return [retainBin, rejectBin].some(({ capacity, cards }) => cards.length >= capacity);
}
