import { RibbonType } from '../machine/physical-state.ts';
import { ERROR_MODE_MAX, type Settings } from '../machine/settings.ts';
import { done, error } from '../wire/reply.ts';
import type { CommandHandler, CommandTable } from './handler.ts';

/** Changes settings as its parameters say; `null` when they say nothing sensible. */
type Change = (parameters: readonly string[]) => Partial<Settings> | null;

function setting(change: Change): CommandHandler {
  return ({ mechanism }, { parameters }) => {
    const changed = change(parameters);
    if (changed === null) return error('ERROR PARAMETRES');
    mechanism.settings = { ...mechanism.settings, ...changed };
    return done;
  };
}

/** A setting whose values are few: the parameters, joined as sent, name one. */
function choice(values: Readonly<Record<string, Partial<Settings>>>): CommandHandler {
  const choices = new Map(Object.entries(values));
  return setting((parameters) => choices.get(parameters.join(';')) ?? null);
}

/** A command that is accepted when its parameters are well formed, and changes nothing that can be seen. */
function accepted(form: RegExp): CommandHandler {
  return (_parts, { parameters }) => (form.test(parameters.join(';')) ? done : error('ERROR PARAMETRES'));
}

const changeErrorMode: Change = ([value = '', ...rest]) => {
  const errorMode = Number(value);
  if (!/^\d{1,2}$/.test(value) || errorMode > ERROR_MODE_MAX || rest.length > 0) return null;
  return { errorMode };
};

const LINE_FORM =
  /^(COM1|COM2|\d);(2400|4800|9600|19200|38400|57600|115200);[NOE];(8;)?[12];(NONE|XON\/XOFF|RTS\/CTS|BOTH|ACK\/NACK);[ERD]$/;

/** `Pcom;port;baud;parity;8;stop;flow;enable`; the second port has no handshake lines. */
const changeLine: Change = (parameters) => {
  const joined = parameters.join(';');
  const form = LINE_FORM.exec(joined);
  if (!form) return null;
  const flow = form[4] ?? '';
  if (/2$/.test(form[1] ?? '') && (flow === 'RTS/CTS' || flow === 'BOTH')) return null;
  return { acknowledgeFlow: flow === 'ACK/NACK' };
};

const chooseRibbon: CommandHandler = (parts, command) => {
  // The ribbon is announced before the job, not within.
  if (parts.jobs.job && !parts.jobs.job.failure) return error('ERROR CDE');
  return setting(([value, ...rest]) => {
    const type = RibbonType.safeParse(value);
    return type.success && rest.length === 0 ? { ribbon: type.data } : null;
  })(parts, command);
};

/** Commands that set something. */
export const SETTING_COMMANDS: CommandTable = {
  Pem: setting(changeErrorMode),
  Pcom: setting(changeLine),
  Pr: chooseRibbon,
  Pcim: choice({
    F: { insertion: 'feeder' },
    I: { insertion: 'bezel' },
    'I;S': { insertion: 'bezel' },
    B: { insertion: 'both' },
  }),
  Pmi: choice({
    F: { insertion: 'feeder' },
    'F;s': { insertion: 'feeder' },
    M: { insertion: 'bezel' },
    B: { insertion: 'both' },
  }),
  Pcem: choice({ I: { ejectTo: 'bezel' }, M: { ejectTo: 'bezel' }, N: { ejectTo: 'rejectBin' } }),
  Pcrm: choice({ D: { bin: 'retainBin' }, N: { bin: 'rejectBin' } }),
  Pneab: choice({
    E: { ejection: 'suppressed' },
    'A;1': { ejection: 'allowed' },
    'A;0': { ejection: 'suppressed' },
  }),
  Pc: accepted(/^[ymckoa];=;\d{1,2}$/),
  Pl: accepted(/^[ymckoa];=;\d{1,2}$/),
  Ps: accepted(/^[ymckoa];=;\d{1,2}$/),
  Psmgr: accepted(/^\d$/),
  Pbc: accepted(/^A;[DE]$/),
  Pps: accepted(/^[01]$/),
  Pwr: accepted(/^[01]$/),
  Pdt: accepted(/^[A-Z]{2}$/),
  Mr: accepted(/^s$/),
  Ppws: accepted(/^\d{1,10}$/),
};
