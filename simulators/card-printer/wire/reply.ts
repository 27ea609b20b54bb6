/** Words by which a command fails (Evolis reply words). */
export type ErrorWord =
  | 'ERROR CDE'
  | 'ERROR PARAMETRES'
  | 'ERROR TIME OUT'
  | 'ERROR HEAD'
  | 'ERROR RIBBON'
  | 'ERR RIB DETECTION'
  | 'ERR NEED CLEANING'
  | 'HOPPER FULL'
  | 'COVER OPEN'
  | 'FEEDER EMPTY'
  | 'CARD JAM'
  | 'OPT NOT AVAILABLE';

/** How a command ended: done, refused or failed, or a text that was asked for. */
export type Reply =
  | { readonly type: 'done' }
  | { readonly type: 'error'; readonly word: ErrorWord }
  | { readonly type: 'text'; readonly text: string };

export const done: Reply = { type: 'done' };

/** A failed command. */
export function error(word: ErrorWord): Reply {
  return { type: 'error', word };
}

/** An answer to a question. */
export function text(value: string | number): Reply {
  return { type: 'text', text: String(value) };
}

const ACK = 0x06;
const NACK = 0x15;

/** Code after NACK (Evolis programming guide, table of error codes). */
const NACK_CODES: Readonly<Record<ErrorWord, string>> = {
  'ERROR CDE': '1',
  'ERROR PARAMETRES': '2',
  'ERROR TIME OUT': 'T',
  'ERROR HEAD': 'T',
  'ERROR RIBBON': 'R',
  'ERR RIB DETECTION': 'R',
  'ERR NEED CLEANING': 'T',
  'HOPPER FULL': 'T',
  'COVER OPEN': 'C',
  'FEEDER EMPTY': 'F',
  'CARD JAM': 'T',
  'OPT NOT AVAILABLE': '1',
};

/** How replies end; no public source settles it for a serial line. */
export const REPLY_TERMINATORS = ['cr', 'crlf', 'nul', 'none'] as const;
export type ReplyTerminator = (typeof REPLY_TERMINATORS)[number];

const TERMINATOR_TEXTS: Readonly<Record<ReplyTerminator, string>> = {
  cr: '\r',
  crlf: '\r\n',
  nul: '\0',
  none: '',
};

/** The text of a reply without terminator, as the host's reply mode has it. */
export function replyText(reply: Reply): string {
  switch (reply.type) {
    case 'done':
      return 'OK';
    case 'error':
      return reply.word;
    case 'text':
      return reply.text;
  }
}

/**
 * The bytes of a reply. In ACK/NACK mode success is one ACK and failure NACK with its code; questions are answered in text
 * in either mode.
 */
export function encodeReply(reply: Reply, acknowledge: boolean, terminator: ReplyTerminator): Uint8Array {
  if (acknowledge && reply.type === 'done') return Uint8Array.of(ACK);
  if (acknowledge && reply.type === 'error') return Uint8Array.of(NACK, NACK_CODES[reply.word].charCodeAt(0));
  return encodeText(replyText(reply), terminator);
}

/** A text with its terminator, one byte a character. */
export function encodeText(value: string, terminator: ReplyTerminator): Uint8Array {
  return Buffer.from(value + TERMINATOR_TEXTS[terminator], 'latin1');
}
