import { decodePanel, panelHeader } from '../decoder/plane.ts';
import { isPanelLetter } from '../wire/raster-format.ts';
import { done, error } from '../wire/reply.ts';
import { type CommandHandler, type CommandTable, outcome } from './handler.ts';

/** `Db` and `Dbc`. Without data the header was not understood, so nothing was counted. */
const bitmap: CommandHandler = async ({ jobs, rotation }, { mnemonic, parameters, data }) => {
  const header = panelHeader(mnemonic === 'Dbc', parameters);
  if (!header || !data) return error('ERROR PARAMETRES');
  return outcome(await jobs.panel(header.letter, () => decodePanel(header, data, rotation)));
};

/** `Wcb;p;v`. Outside a job it clears a bitmap that the next job would send anyway. */
const fill: CommandHandler = async ({ jobs }, { parameters }) => {
  const [letter = '', valueText = '', ...rest] = parameters;
  const value = Number(valueText);
  if (!isPanelLetter(letter) || !/^\d{1,3}$/.test(valueText) || value > 255 || rest.length > 0)
    return error('ERROR PARAMETRES');
  return jobs.job ? outcome(await jobs.fill(letter, value)) : done;
};

const start: CommandHandler = async ({ jobs }) => outcome(await jobs.start());
const front: CommandHandler = async ({ jobs }) => outcome(await jobs.choose('front'));
const back: CommandHandler = async ({ jobs }) => outcome(await jobs.choose('back'));

const end: CommandHandler = async ({ jobs }, { parameters }) =>
  // The maker's own driver sends `Se;1`.
  /^(|1)$/.test(parameters.join(';')) ? outcome(await jobs.end()) : error('ERROR PARAMETRES');

/** Commands of a print job. */
export const JOB_COMMANDS: CommandTable = {
  Ss: start,
  Sr: front,
  Sv: back,
  Se: end,
  Db: bitmap,
  Dbc: bitmap,
  Wcb: fill,
};
