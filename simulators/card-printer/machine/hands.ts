import { failure, type Result, success } from '../../../contracts/result.ts';
import { unreachable } from '../../../contracts/result.ts';
import type { StateHand } from '../control-schema.ts';
import { intoBin } from './motion.ts';
import type { PhysicalState } from './physical-state.ts';

/** Why a hand cannot do what was asked. */
export type HandRefusal = 'noCardAtBezel' | 'cardAtBezel' | 'noJam' | 'overCapacity';

/** What the printer is like after a person's hand did something to it. */
export function applyHand(state: PhysicalState, hand: StateHand): Result<PhysicalState, HandRefusal> {
  switch (hand.hand) {
    case 'takeCard':
      if (!state.bezel) return failure('noCardAtBezel');
      return success({ ...state, bezel: null, taken: [...state.taken, state.bezel] });
    case 'pushCard': {
      if (state.bezel) return failure('cardAtBezel');
      const number = state.lastCardNumber + 1;
      return success({ ...state, bezel: { number, kind: hand.kind }, lastCardNumber: number });
    }
    case 'openCover':
      return success({ ...state, coverOpen: true });
    case 'closeCover':
      return success({ ...state, coverOpen: false });
    case 'clearJam':
      if (!state.transport?.jammed) return failure('noJam');
      return success({ ...intoBin(state, 'rejectBin', state.transport.card), transport: null });
    case 'refillHopper': {
      const count = hand.count ?? state.hopper.capacity;
      if (count > state.hopper.capacity) return failure('overCapacity');
      return success({ ...state, hopper: { ...state.hopper, count } });
    }
    case 'changeRibbon': {
      const remaining = hand.remaining ?? hand.capacity;
      if (remaining > hand.capacity) return failure('overCapacity');
      return success({ ...state, ribbon: { type: hand.type, capacity: hand.capacity, remaining } });
    }
    case 'removeRibbon':
      return success({ ...state, ribbon: null });
    case 'emptyBins':
      return success({
        ...state,
        retainBin: { ...state.retainBin, cards: [] },
        rejectBin: { ...state.rejectBin, cards: [] },
      });
    default:
      return unreachable(hand);
  }
}
