import { failure, type Result, success } from '../../../contracts/result.ts';
import { type CommandApdu, encodeCommand, parseResponse, type ResponseApdu } from './apdu.ts';
import { getResponse, LARGEST_LE } from './commands.ts';
import { STATUS_WORD_1 } from './status-word.ts';

/** Why no usable answer came: the card has gone, or what answers is mute or unintelligible. */
export type CardTrouble = 'cardRemoved' | 'cardUnreadable';

/** Carries the octets of one command to the card and brings back those of its response. */
export type ExchangeOctets = (command: Uint8Array) => Promise<Result<Uint8Array, CardTrouble>>;

/** Sends one command and gives its complete response. */
export type Transmit = (command: CommandApdu) => Promise<Result<ResponseApdu, CardTrouble>>;

/** GET RESPONSE at most this often for one command: more than the 64 KB that any response could hold. */
const MOST_CONTINUATIONS = 300;

async function exchangeOnce(
  exchange: ExchangeOctets,
  command: CommandApdu,
): Promise<Result<ResponseApdu, CardTrouble>> {
  const answered = await exchange(encodeCommand(command));
  if (!answered.ok) return answered;
  const response = parseResponse(answered.value);
  return response === null ? failure('cardUnreadable') : success(response);
}

/** `61xx`: collects the rest with GET RESPONSE until another status word comes (ISO/IEC 7816-4:2020 §11.4.2). */
async function collect(
  exchange: ExchangeOctets,
  first: ResponseApdu,
): Promise<Result<ResponseApdu, CardTrouble>> {
  const parts = [first.data];
  let { statusWord } = first;
  for (let count = 0; statusWord >> 8 === STATUS_WORD_1.moreData; count += 1) {
    if (count === MOST_CONTINUATIONS) return failure('cardUnreadable');
    const available = statusWord & 0xff || LARGEST_LE;
    const next = await exchangeOnce(exchange, getResponse(Math.min(available, LARGEST_LE)));
    if (!next.ok) return next;
    parts.push(next.value.data);
    ({ statusWord } = next.value);
  }
  return success({ data: Buffer.concat(parts), statusWord });
}

/**
 * Makes a {@link Transmit} that follows the card's hints: `61xx` by GET RESPONSE, `6Cxx` by repeating the command once
 * with the right Le.
 */
export function createTransmit(exchange: ExchangeOctets): Transmit {
  return async (command) => {
    let answered = await exchangeOnce(exchange, command);
    if (answered.ok && answered.value.statusWord >> 8 === STATUS_WORD_1.wrongLength) {
      answered = await exchangeOnce(exchange, { ...command, le: answered.value.statusWord & 0xff || 256 });
    }
    if (!answered.ok || answered.value.statusWord >> 8 !== STATUS_WORD_1.moreData) return answered;
    return collect(exchange, answered.value);
  };
}
