import type { PrinterFaultReason } from '../port.ts';

/**
 * Error words of the escape language and what they mean here. Some printers put `ERROR ` or `ERR ` before a word and some
 * do not, so both are looked up without it. Matched by prefix, longest first (vendor sample code; kiosk printers add
 * `RIB DETECTION`).
 */
const FAULT_WORDS: readonly (readonly [word: string, reason: PrinterFaultReason])[] = [
  ['CDE', 'commandRefused'],
  ['PARAMETRES', 'commandRefused'],
  ['OPT NOT AVAILABLE', 'commandRefused'],
  ['COVER', 'coverOpen'],
  ['HOPPER DOOR', 'coverOpen'],
  ['FEEDER', 'cardsOut'],
  ['HOPPER FULL', 'retractBinFull'],
  ['REJECT BOX FULL', 'retractBinFull'],
  ['HOPPER', 'mediaJammed'],
  ['CARD JAM', 'mediaJammed'],
  ['MECHANICAL', 'mediaJammed'],
  ['TIME OUT', 'mediaJammed'],
  ['RIBBON END', 'ribbonOut'],
  ['RIB END', 'ribbonOut'],
  ['RIB', 'ribbonFault'],
  ['NO RIBBON', 'ribbonFault'],
  ['NEED CLEANING', 'cleaningRequired'],
];

const ERROR_PREFIX = /^ERR(?:OR)?\b[ :]*/i;

/**
 * What an error reply means, or `null` if the text is no error reply. An `ERR…` that the table does not hold is fatal:
 * `hardwareError`.
 */
export function faultReasonOf(reply: string): PrinterFaultReason | null {
  const text = reply.trim().toUpperCase();
  const word = text.replace(ERROR_PREFIX, '');
  const known = FAULT_WORDS.find(([prefix]) => word.startsWith(prefix));
  if (known !== undefined) return known[1];
  return text.startsWith('ERR') ? 'hardwareError' : null;
}
