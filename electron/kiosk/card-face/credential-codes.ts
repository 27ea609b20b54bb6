import { CREDENTIAL_MAX_LENGTH } from '../../../contracts/licence.ts';
import { encodeModules, type Modules } from './modules.ts';

/** Side of the QR code in modules: version 23 of ISO/IEC 18004. It fills the place the layout gives it. */
export const QR_MODULES = 109;
const QR_VERSION = '23';

/**
 * Mask pattern 000 (ISO/IEC 18004, 7.8.2; the encoder counts from 1). Comparing all eight costs as much time as the rest of
 * the card, and base64url of a signature has no patterns that a mask would have to break up.
 */
const QR_MASK = '1';

/** Bytes that version 23 holds at each error correction, strongest first (ISO/IEC 18004, table 7). */
const QR_CAPACITY = [
  ['H', 461],
  ['Q', 611],
  ['M', 857],
  ['L', 1091],
] as const;

/** Columns and most rows of the PDF417 symbol; with a row height of three modules it fills the place the layout gives it. */
export const PDF417_COLUMNS = 24;
export const PDF417_MOST_ROWS = 38;
/** Modules across: start, stop and both row indicators are 69, each column 17 (ISO/IEC 15438, 5.2). */
export const PDF417_MODULES = 17 * PDF417_COLUMNS + 69;
/** Error correction levels tried, strongest first: 5 is what ISO/IEC 15438, annex E, advises for this much data. */
const PDF417_LEVELS = [5, 4, 3];

/** Codewords of `length` bytes in byte compaction, with the two mode latches (ISO/IEC 15438, 5.4.3). */
function byteCodewords(length: number): number {
  return 2 + Math.floor(length / 6) * 5 + (length % 6);
}

/** Codewords of the symbol: length descriptor, data and error correction (2^(level+1)). */
function totalCodewords(length: number, level: number): number {
  return 1 + byteCodewords(length) + 2 ** (level + 1);
}

/** The credential as a QR code of {@link QR_MODULES}, at the strongest error correction that holds it. */
export function encodeCredentialQr(credential: string): Modules {
  const fitting = QR_CAPACITY.find(([, capacity]) => credential.length <= capacity);
  if (!fitting) throw new RangeError(tooLong(credential));
  return encodeModules('qrcode', credential, { eclevel: fitting[0], version: QR_VERSION, mask: QR_MASK });
}

/** The credential as PDF417, one entry per row of the symbol, at the strongest error correction that holds it. */
export function encodeCredentialPdf417(credential: string): Modules {
  const room = PDF417_COLUMNS * PDF417_MOST_ROWS;
  const level = PDF417_LEVELS.find((candidate) => totalCodewords(credential.length, candidate) <= room);
  if (level === undefined) throw new RangeError(tooLong(credential));
  return encodeModules('pdf417', credential, { eclevel: String(level), columns: PDF417_COLUMNS });
}

function tooLong(credential: string): string {
  return `a credential of ${credential.length} letters does not fit the card (at most ${CREDENTIAL_MAX_LENGTH})`;
}
