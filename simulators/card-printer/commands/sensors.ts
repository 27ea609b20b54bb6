import type { Mechanism } from '../machine/mechanism.ts';
import { isBinFull } from '../machine/motion.ts';
import { CLEANING_INTERVAL_CARDS, NEAR_EMPTY_CARDS, type PhysicalState } from '../machine/physical-state.ts';
import { done, error, type Reply, text } from '../wire/reply.ts';
import type { CommandHandler, CommandTable } from './handler.ts';

/** A question whose first parameter says what is asked for. */
function question(answers: Readonly<Record<string, (mechanism: Mechanism) => Reply>>): CommandHandler {
  return ({ mechanism }, { parameters }) => {
    const [asked = '', ...rest] = parameters;
    const answer = Object.hasOwn(answers, asked) && rest.length === 0 ? answers[asked] : undefined;
    return answer ? answer(mechanism) : error('ERROR PARAMETRES');
  };
}

/** A sensor's voltage, with the decimal comma the printer writes. */
function volts(isHigh: boolean, high: string, low: string): Reply {
  return text(`${isHigh ? high : low} Volts`);
}

function cardPosition({ transport }: PhysicalState): Reply {
  if (!transport) return done;
  switch (transport.station) {
    case 'printHead':
      return text('CARD');
    case 'chip':
      return text('SMART CARD');
    case 'contactless':
      return text('CONTACTLESS CARD');
  }
}

/** Whether the bins' common sensor says full. */
export function binsSayFull({ state, faults }: Mechanism): boolean {
  return isBinFull(state) || faults.find('retractBinFull') !== null;
}

/** Whether cleaning is due, by the count of cards. */
export function isCleaningDue({ state: { counters }, faults }: Mechanism): boolean {
  const since = counters.cards - counters.cardsAtCleaning;
  return since >= CLEANING_INTERVAL_CARDS || faults.find('cleaningDue') !== null;
}

const cleaning = (mechanism: Mechanism): Reply =>
  isCleaningDue(mechanism) ? error('ERR NEED CLEANING') : done;

function ribbonTag(read: (ribbon: NonNullable<PhysicalState['ribbon']>) => string | number) {
  return ({ state: { ribbon } }: Mechanism): Reply =>
    ribbon ? text(read(ribbon)) : error('ERR RIB DETECTION');
}

/** Cards per cleaning so far; all of them as long as there was none. */
function averageBetweenCleanings({ counters }: PhysicalState): number {
  return counters.cleanings === 0
    ? counters.cards
    : Math.floor(counters.cardsAtCleaning / counters.cleanings);
}

/** Questions to sensors, counters and the ribbon's tag. */
export const SENSOR_COMMANDS: CommandTable = {
  Rlr: question({
    p: ({ state }) => cardPosition(state),
    h: (mechanism) => text(binsSayFull(mechanism) ? 'CARD' : 'NO CARD'),
    r: cleaning,
    c: cleaning,
  }),
  Rse: question({
    f: ({ state }) => volts(state.hopper.count > 0, '5,00', '0,00'),
    n: ({ state }) => volts(state.hopper.count > NEAR_EMPTY_CARDS, '3,92', '0,17'),
    o: ({ state }) => volts(!state.coverOpen, '5,00', '0,00'),
    b: ({ state }) => volts(state.bezel !== null, '4,91', '0,21'),
  }),
  Rco: question({
    p: ({ state }) => text(state.counters.panels),
    c: ({ state }) => text(state.counters.cards),
    a: ({ state }) => text(averageBetweenCleanings(state)),
    m: () => text(CLEANING_INTERVAL_CARDS),
    n: ({ state }) => text(state.counters.cleanings),
    l: ribbonTag(({ remaining }) => remaining),
  }),
  Rrt: question({
    qty: ribbonTag(({ capacity }) => capacity),
    count: ribbonTag(({ remaining }) => remaining),
    zone: ribbonTag(() => 'F'),
  }),
  Rcr: ({ mechanism }) => (mechanism.state.ribbon?.remaining ? done : error('ERROR RIBBON')),
};
