import { bitmapCommand, type Command, textCommand } from './command.ts';
import {
  acknowledgement,
  boxLevel,
  count,
  errorMode,
  ribbonCount,
  transportPosition,
  voltage,
} from './reply-grammar.ts';

// The words of the Evolis programming guide, and of its kiosk printers, that this driver speaks.

/** Host manages errors: the printer reports and waits instead of blinking and blocking. */
export const SUPERVISE = textCommand('Pem;2', acknowledgement);
/** Current error mode. */
export const READ_ERROR_MODE = textCommand('Rem', errorMode);
/** Restarts the printer: it forgets its settings and any job; a card stays where it is. */
export const RESTART = textCommand('Srs', acknowledgement, 'restartReplyMs');

/** Cover closed: 1 V or more. */
export const READ_COVER = textCommand('Rse;o', voltage);
/** A card in the feeder: 1 V or more. */
export const READ_FEEDER = textCommand('Rse;f', voltage);
/** Feeder not near its end: 1 V or more. */
export const READ_FEEDER_LEVEL = textCommand('Rse;n', voltage);
/** A card lies at the bezel: 1 V or more. */
export const READ_BEZEL = textCommand('Rse;b', voltage);
/** Cards left on the ribbon, from its tag. */
export const READ_RIBBON = textCommand('Rrt;count', ribbonCount);
/** Card in the transport. */
export const READ_TRANSPORT = textCommand('Rlr;p', transportPosition);
/** Box of retained and rejected cards. */
export const READ_BOX = textCommand('Rlr;h', boxLevel);
/** Cards completed since the printer was made. */
export const READ_CARDS_PRINTED = textCommand('Rco;c', count);

/** The finished card stays in the transport. */
export const KEEP_AFTER_PRINT = textCommand('Pneab;A;0', acknowledgement);
/** The card may leave the transport. */
export const ALLOW_EJECT = textCommand('Pneab;A;1', acknowledgement);
/** Cards come from the feeder. */
export const INSERT_FROM_FEEDER = textCommand('Pcim;F', acknowledgement);
/** A person's card comes from the bezel. */
export const INSERT_FROM_BEZEL = textCommand('Pcim;I;S', acknowledgement);
/** `Ser` drops into the deep tray: old licences. */
export const CHOOSE_RETAIN_BIN = textCommand('Pcrm;D', acknowledgement);
/** `Ser` drops into the reject bin: spoiled and untaken cards. */
export const CHOOSE_REJECT_BIN = textCommand('Pcrm;N', acknowledgement);

/** Feeds a card from the feeder. */
export const FEED_CARD = textCommand('Si', acknowledgement, 'movementReplyMs');
/** Draws a card in from the bezel; `ERROR TIME OUT` when none lies there. */
export const DRAW_FROM_BEZEL = textCommand('Sib', acknowledgement, 'movementReplyMs');
/** Presents the card at the bezel. */
export const PRESENT_AT_BEZEL = textCommand('Seb', acknowledgement, 'movementReplyMs');
/** Drops the card into the chosen bin. */
export const DROP_INTO_BIN = textCommand('Ser', acknowledgement, 'movementReplyMs');

/** Ribbon of a licence: colour, black and overlay in front, black on the back. */
export const CHOOSE_RIBBON = textCommand('Pr;ymckok', acknowledgement);
/** Begins a job. */
export const START_JOB = textCommand('Ss', acknowledgement);
/** Front of the card. */
export const FRONT_SIDE = textCommand('Sr', acknowledgement);
/** Turns the card to its back, after the last panel of the front is printed. */
export const BACK_SIDE = textCommand('Sv', acknowledgement, 'panelReplyMs');
/** Overlay over the whole side. */
export const FULL_OVERLAY = textCommand('Wcb;o;255', acknowledgement, 'panelReplyMs');
/** Ends a job: prints the last panel. Never sent twice for one card. */
export const END_JOB = textCommand('Se', acknowledgement, 'panelReplyMs');

/** Letters of the ribbon panels that carry a bitmap. */
export type PanelLetter = 'y' | 'm' | 'c' | 'k';

/** A compressed panel of `levels` levels: `Dbc;panel;levels;bytes;…`. Answered when the panel *before* it is printed. */
export function downloadPanel(panel: PanelLetter, levels: number, bitmap: Uint8Array): Command<'OK'> {
  const text = `Dbc;${panel};${levels};${bitmap.length}`;
  return bitmapCommand(text, bitmap, acknowledgement, 'panelReplyMs');
}
