import type { ReplyGrammar } from './reply-grammar.ts';
import type { PrinterTimings } from './timings.ts';

const ESCAPE = 0x1b;
const CARRIAGE_RETURN = 0x0d;

/** Which of the printer's times bounds the wait for the reply. */
export type ReplyAllowance = 'parameterReplyMs' | 'movementReplyMs' | 'panelReplyMs' | 'restartReplyMs';

/** One command: its bytes and how its reply reads. */
export interface Command<Value> {
  /** The command without its bitmap, for the log. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly reply: ReplyGrammar<Value>;
  readonly allowance: ReplyAllowance & keyof PrinterTimings;
  /** Bytes that the printer counts instead of reading them as text; 0 for a plain command. */
  readonly bitmapBytes: number;
}

function encode(text: string, bitmap: Uint8Array | null): Uint8Array {
  const letters = new TextEncoder().encode(bitmap === null ? text : `${text};`);
  const bytes = new Uint8Array(letters.length + (bitmap?.length ?? 0) + 2);
  bytes[0] = ESCAPE;
  bytes.set(letters, 1);
  if (bitmap !== null) bytes.set(bitmap, 1 + letters.length);
  bytes[bytes.length - 1] = CARRIAGE_RETURN;
  return bytes;
}

/** `ESC text CR`. */
export function textCommand<Value>(
  text: string,
  reply: ReplyGrammar<Value>,
  allowance: ReplyAllowance = 'parameterReplyMs',
): Command<Value> {
  return { text, bytes: encode(text, null), reply, allowance, bitmapBytes: 0 };
}

/**
 * `ESC text;bitmap CR`. The text itself tells the printer how long the bitmap is: nothing inside is escaped, and the
 * printer reads no command until it has counted it through.
 */
export function bitmapCommand<Value>(
  text: string,
  bitmap: Uint8Array,
  reply: ReplyGrammar<Value>,
  allowance: ReplyAllowance,
): Command<Value> {
  return { text, bytes: encode(text, bitmap), reply, allowance, bitmapBytes: bitmap.length };
}
