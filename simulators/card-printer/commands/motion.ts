import type { Mechanism } from '../machine/mechanism.ts';
import { drawInFromBezel, dropInto, type Motion, moveToStation, presentAtBezel } from '../machine/motion.ts';
import type { Station } from '../machine/physical-state.ts';
import { failure } from '../../../contracts/result.ts';
import { done, type ErrorWord, error, type Reply } from '../wire/reply.ts';
import { type CommandHandler, type CommandTable, outcome, type PrinterParts } from './handler.ts';
import { binsSayFull } from './sensors.ts';

type Act = (mechanism: Mechanism) => Promise<ErrorWord | null>;

/** A command that moves cards, which nothing may while a job prints. A job that failed ends with it. */
function movement(act: Act): CommandHandler {
  return async ({ mechanism, jobs }, { parameters }): Promise<Reply> => {
    if (parameters.length > 0) return error('ERROR PARAMETRES');
    if (jobs.job?.failure) jobs.forget();
    if (jobs.job) return error('ERROR CDE');
    return outcome(await act(mechanism));
  };
}

/** Takes a card in from where `Pcim` says. */
function insert(mechanism: Mechanism, command: string): Promise<ErrorWord | null> {
  const { insertion } = mechanism.settings;
  const fromBezel = insertion === 'bezel' || (insertion === 'both' && mechanism.state.bezel !== null);
  return fromBezel ? mechanism.move(command, drawInFromBezel) : mechanism.feed(command);
}

/** To a station, taking a card in first when the transport is empty. */
function insertTo(command: string, station: Station): Act {
  return async (mechanism) => {
    const inserted = mechanism.state.transport ? null : await insert(mechanism, command);
    return inserted ?? mechanism.move(command, moveToStation(station));
  };
}

/** A full bin takes no card, whether it is full or only its sensor says so. */
function dropIntoChosenBin(mechanism: Mechanism): Motion {
  return (state) => {
    if (state.transport && binsSayFull(mechanism)) return failure('HOPPER FULL');
    return dropInto(mechanism.settings.bin)(state);
  };
}

const insertAndEject: Act = async (mechanism) => {
  const inserted = await insert(mechanism, 'Sie');
  if (inserted) return inserted;
  const { ejectTo } = mechanism.settings;
  return mechanism.move('Sie', ejectTo === 'bezel' ? presentAtBezel : dropInto('rejectBin'));
};

const present: Act = async (mechanism) => {
  if (mechanism.settings.ejection === 'suppressed') return 'ERROR CDE';
  return mechanism.move('Seb', presentAtBezel);
};

async function clean({ mechanism, jobs }: PrinterParts): Promise<Reply> {
  if (jobs.job || mechanism.state.transport) return error('ERROR CDE');
  await mechanism.pause(mechanism.timing.moveMs);
  const { state } = mechanism;
  mechanism.faults.take('cleaningDue');
  mechanism.update({
    ...state,
    counters: {
      ...state.counters,
      cleanings: state.counters.cleanings + 1,
      cardsAtCleaning: state.counters.cards,
    },
  });
  return done;
}

const notFitted: CommandHandler = () => error('OPT NOT AVAILABLE');

/** Commands that move the transport, and those for options this printer has not. */
export const MOTION_COMMANDS: CommandTable = {
  Si: movement((mechanism) => insert(mechanism, 'Si')),
  Sib: movement((mechanism) => mechanism.move('Sib', drawInFromBezel)),
  Sis: movement(insertTo('Sis', 'chip')),
  Sic: movement(insertTo('Sic', 'contactless')),
  Sie: movement(insertAndEject),
  Ser: movement((mechanism) => mechanism.move('Ser', dropIntoChosenBin(mechanism))),
  Seb: movement(present),
  Srs: async ({ restart }) => {
    await restart();
    return done;
  },
  Scp: clean,
  // No finished job is kept to be repeated, and there is no built-in test card.
  Sc: notFitted,
  St: notFitted,
  Pmc: notFitted,
  Pmd: notFitted,
  Pmt: notFitted,
  Dm: notFitted,
  Smw: notFitted,
  Smr: notFitted,
  Rmb: notFitted,
};
