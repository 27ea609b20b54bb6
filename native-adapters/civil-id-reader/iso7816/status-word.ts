/** SW1-SW2 (ISO/IEC 7816-4:2020 §5.6) that this driver acts on. */
export const STATUS_WORD = {
  success: 0x9000,
  /** The file ended before Le octets; those there are were given. */
  endOfFileReached: 0x6282,
  authenticationBlocked: 0x6983,
  fileNotFound: 0x6a82,
} as const;

/** SW1 values whose SW2 carries a number. */
export const STATUS_WORD_1 = {
  /** SW2: octets that GET RESPONSE will give, 0 for 256. */
  moreData: 0x61,
  /** SW2: the right Le. */
  wrongLength: 0x6c,
  /** No precise diagnosis. */
  unspecified: 0x6f,
} as const;

/**
 * Whether the card says that it understood and will not, or cannot, do it (SW1 62 to 6E): a warning or an error with a
 * diagnosis. What is no status word at all, and 6F, say nothing about the card.
 */
export function isRefusal(statusWord: number): boolean {
  const first = statusWord >> 8;
  return first > STATUS_WORD_1.moreData && first < STATUS_WORD_1.unspecified;
}

/** Mask and value of `63Cx`: x tries are left. */
const RETRIES_MASK = 0xfff0;
const RETRIES = 0x63c0;

/** Tries left, when the status word is `63Cx`; otherwise `null`. */
export function retriesLeft(statusWord: number): number | null {
  return (statusWord & RETRIES_MASK) === RETRIES ? statusWord & 0x0f : null;
}

const MEANINGS: Readonly<Record<string, string>> = {
  '9000': 'success',
  '6282': 'end of file reached before Le octets',
  '6283': 'file or application deactivated',
  '6700': 'wrong length',
  '6882': 'secure messaging not supported',
  '6982': 'security status not satisfied',
  '6983': 'authentication method blocked',
  '6985': 'conditions of use not satisfied',
  '6987': 'secure messaging data object missing',
  '6988': 'secure messaging data object wrong',
  '6a80': 'wrong parameters in the data field',
  '6a82': 'file or application not found',
  '6a86': 'wrong parameters P1-P2',
  '6a88': 'referenced data not found',
  '6b00': 'offset outside the file',
  '6d00': 'instruction not supported',
  '6e00': 'class not supported',
};

/** A status word in hex with what it means, for the log. */
export function describeStatusWord(statusWord: number): string {
  const hex = statusWord.toString(16).padStart(4, '0');
  return `${hex} ${MEANINGS[hex] ?? 'not named by ISO/IEC 7816-4'}`;
}
