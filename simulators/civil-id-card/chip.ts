import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { type CommandApdu, parseCommand } from './apdu.ts';
import type { CardFile } from './card-file.ts';
import { LDS1_AID } from './lds.ts';
import { STATUS_WORDS } from './status-word.ts';
import { tlv } from './tlv.ts';

/** What a command does: data (perhaps none) and a status word. */
interface Outcome {
  readonly data: Buffer;
  readonly status: number;
}

const NO_DATA = Buffer.alloc(0);
/** Bytes of the challenge (ICAO 9303-11, RND.IFD). */
const CHALLENGE_BYTES = 8;
/** Bytes of a PIN block: digits in ASCII, padded with FF. */
const PIN_BLOCK_BYTES = 8;
/** Reference of the holder's PIN, P2 of VERIFY. */
const PIN_REFERENCE = 0x01;
const MASTER_FILE = '3f00';

function status(word: number): Outcome {
  return { data: NO_DATA, status: word };
}

function success(data: Buffer = NO_DATA): Outcome {
  return { data, status: STATUS_WORDS.success };
}

/**
 * A powered chip with the LDS1 application, access `open`. One is made each time the card is powered: what was selected and what
 * is pending die with the power. The tries of the PIN do not; read {@link pinTriesLeft} after each exchange.
 */
export class Chip {
  readonly #application: { readonly files: ReadonlyMap<string, Buffer>; readonly key: KeyObject } | null;
  readonly #protocol: CardFile['protocol'];
  readonly #pinBlock: Buffer;
  readonly #pinTriesAtIssue: number;
  #pinTriesLeft: number;
  #applicationSelected = false;
  #file: Buffer | null = null;
  /** What GET RESPONSE hands out. */
  #pending: Buffer = NO_DATA;

  constructor(card: CardFile, pinTriesLeft: number) {
    this.#application = card.application && {
      files: new Map(
        Object.entries(card.application.files).map(([id, octets]) => [id, Buffer.from(octets, 'base64')]),
      ),
      key: createPrivateKey(card.application.privateKey),
    };
    this.#protocol = card.protocol;
    this.#pinBlock = Buffer.alloc(PIN_BLOCK_BYTES, 0xff);
    this.#pinBlock.write(card.pin.digits, 'ascii');
    this.#pinTriesAtIssue = card.pin.triesLeft;
    this.#pinTriesLeft = pinTriesLeft;
  }

  /** Tries left to present the PIN; 0 when it is blocked. */
  get pinTriesLeft(): number {
    return this.#pinTriesLeft;
  }

  /** Answer to reset (ISO/IEC 7816-3 §8.2): direct convention, the card's protocol, historical bytes `RUKHSA`. */
  get answerToReset(): Buffer {
    const historical = Buffer.from('RUKHSA', 'ascii');
    if (this.#protocol === 'T=0') return Buffer.from([0x3b, historical.length, ...historical]);
    const checked = [0x80 | historical.length, 0x01, ...historical];
    return Buffer.from([0x3b, ...checked, checked.reduce((check, byte) => check ^ byte, 0)]);
  }

  /** Command APDU in; response APDU out: data, then two bytes of status. */
  transmit(apdu: Uint8Array): Buffer {
    const outcome = this.#answer(Buffer.from(apdu));
    return Buffer.concat([outcome.data, Buffer.from([outcome.status >> 8, outcome.status & 0xff])]);
  }

  #answer(apdu: Buffer): Outcome {
    const cla = apdu[0] ?? 0;
    if (apdu.length < 4) return status(STATUS_WORDS.wrongLength);
    if (cla & 0xe0) return status(STATUS_WORDS.classNotSupported);
    if (cla & 0x10) return status(STATUS_WORDS.chainingNotSupported);
    if (cla & 0x0c) return status(STATUS_WORDS.secureMessagingNotSupported);
    if (cla & 0x03) return status(STATUS_WORDS.logicalChannelNotSupported);
    const command = parseCommand(apdu);
    if (!command) return status(STATUS_WORDS.wrongLength);
    if (command.ins === 0xc0) return this.#getResponse(command);
    this.#pending = NO_DATA;
    return this.#deliver(this.#execute(command), command);
  }

  #execute(command: CommandApdu): Outcome {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command);
      case 0xb0:
        return this.#readBinary(command);
      case 0x88:
        return this.#internalAuthenticate(command);
      case 0x20:
        return this.#verify(command);
      default:
        return status(STATUS_WORDS.instructionNotSupported);
    }
  }

  /** SELECT (ISO/IEC 7816-4 §11.2.2): the application by its name, a file by its identifier. */
  #select({ p1, p2, data }: CommandApdu): Outcome {
    if (p2 !== 0x00 && p2 !== 0x0c) return status(STATUS_WORDS.wrongParameters);
    const name = data.toString('hex');
    const selected = (...information: Buffer[]) => success(p2 === 0x00 ? tlv(0x6f, ...information) : NO_DATA);
    if (p1 === 0x04) {
      if (!this.#application || name !== LDS1_AID) return status(STATUS_WORDS.fileNotFound);
      this.#applicationSelected = true;
      this.#file = null;
      return selected(tlv(0x84, data));
    }
    if (p1 !== 0x00 && p1 !== 0x02) return status(STATUS_WORDS.wrongParameters);
    if (data.length !== 2) return status(STATUS_WORDS.wrongLength);
    if (p1 === 0x00 && name === MASTER_FILE) {
      this.#applicationSelected = false;
      this.#file = null;
      return selected(tlv(0x83, data));
    }
    const file = this.#findFile(name);
    if (!file) return status(STATUS_WORDS.fileNotFound);
    this.#file = file;
    return selected(tlv(0x80, Buffer.from([file.length >> 8, file.length & 0xff])), tlv(0x83, data));
  }

  /** READ BINARY (ISO/IEC 7816-4 §11.3.3): P1 bit 8 with a short identifier and an 8-bit offset, or a 15-bit offset. */
  #readBinary({ p1, p2, data, expected }: CommandApdu): Outcome {
    if (data.length > 0 || expected === null) return status(STATUS_WORDS.wrongLength);
    let offset = (p1 << 8) | p2;
    if (p1 & 0x80) {
      if (p1 & 0x60) return status(STATUS_WORDS.wrongParameters);
      const file = this.#findFile(`01${(p1 & 0x1f).toString(16).padStart(2, '0')}`);
      if (!file) return status(STATUS_WORDS.fileNotFound);
      this.#file = file;
      offset = p2;
    }
    if (!this.#file) return status(STATUS_WORDS.noFileSelected);
    if (offset >= this.#file.length) return status(STATUS_WORDS.wrongOffset);
    const read = this.#file.subarray(offset, offset + expected);
    const endReached = read.length < expected && expected < 256;
    return { data: read, status: endReached ? STATUS_WORDS.endOfFile : STATUS_WORDS.success };
  }

  /** INTERNAL AUTHENTICATE (ICAO 9303-11, Active Authentication): ECDSA over the challenge, plain r‖s. */
  #internalAuthenticate({ p1, p2, data, expected }: CommandApdu): Outcome {
    if (!this.#application || !this.#applicationSelected) return status(STATUS_WORDS.conditionsNotSatisfied);
    if (p1 !== 0 || p2 !== 0) return status(STATUS_WORDS.wrongParameters);
    if (data.length !== CHALLENGE_BYTES || expected === null) return status(STATUS_WORDS.wrongLength);
    return success(sign('sha256', data, { key: this.#application.key, dsaEncoding: 'ieee-p1363' }));
  }

  /** VERIFY (ISO/IEC 7816-4 §11.6.6). Without data it tells the tries left and uses none. */
  #verify({ p1, p2, data }: CommandApdu): Outcome {
    if (p1 !== 0) return status(STATUS_WORDS.wrongParameters);
    if (p2 !== PIN_REFERENCE) return status(STATUS_WORDS.referenceNotFound);
    if (data.length !== 0 && data.length !== PIN_BLOCK_BYTES) return status(STATUS_WORDS.wrongLength);
    if (this.#pinTriesLeft === 0) return status(STATUS_WORDS.authenticationBlocked);
    if (data.length === 0) return status(STATUS_WORDS.triesLeft | this.#pinTriesLeft);
    if (data.equals(this.#pinBlock)) {
      this.#pinTriesLeft = this.#pinTriesAtIssue;
      return success();
    }
    this.#pinTriesLeft -= 1;
    return status(STATUS_WORDS.triesLeft | this.#pinTriesLeft);
  }

  /** GET RESPONSE (ISO/IEC 7816-4 §11.8.1). */
  #getResponse({ p1, p2, data, expected }: CommandApdu): Outcome {
    if (p1 !== 0 || p2 !== 0) return status(STATUS_WORDS.wrongParameters);
    if (data.length > 0 || expected === null) return status(STATUS_WORDS.wrongLength);
    if (this.#pending.length === 0) return status(STATUS_WORDS.conditionsNotSatisfied);
    const handed = this.#pending.subarray(0, expected);
    this.#pending = this.#pending.subarray(expected);
    const left = Math.min(this.#pending.length, 0xff);
    return { data: handed, status: left > 0 ? STATUS_WORDS.bytesRemaining | left : STATUS_WORDS.success };
  }

  /** Hands data out as the transmission protocol does it. */
  #deliver(outcome: Outcome, { data: sent, expected }: CommandApdu): Outcome {
    const available = outcome.data.length;
    if (available === 0) return outcome;
    if (this.#protocol === 'T=0') {
      if (sent.length > 0) {
        // The line has turned once already: the host must fetch the data (ISO/IEC 7816-3 §12.2.5).
        this.#pending = outcome.data;
        return status(STATUS_WORDS.bytesRemaining | Math.min(available, 0xff));
      }
      return available === expected
        ? success(outcome.data)
        : status(STATUS_WORDS.wrongExpectedLength | available);
    }
    if (expected === null) return status(outcome.status);
    return available > expected ? status(STATUS_WORDS.wrongExpectedLength | available) : outcome;
  }

  #findFile(identifier: string): Buffer | null {
    return (this.#applicationSelected && this.#application?.files.get(identifier)) || null;
  }
}
