import { constants, createHash, type KeyObject, privateEncrypt, randomBytes, sign } from 'node:crypto';
import type { CardFiles } from './card-files.ts';

/** How a chip answers where the standard leaves it a choice. */
export interface ChipHabits {
  /** `exact`: refuses a too large Le with 6Cxx. `moreData`: gives everything through 61xx. `endOfFile`: 6282. */
  readonly reading?: 'short' | 'exact' | 'moreData' | 'endOfFile';
  /** Octets one GET RESPONSE gives at most. */
  readonly portion?: number;
  /** Gives no octets from the second READ BINARY on. */
  readonly stopsGiving?: boolean;
  readonly pin?: string;
  readonly tries?: number;
}

const SHORT_IDENTIFIERS: Readonly<Record<number, number>> = {
  29: 0x011d,
  1: 0x0101,
  2: 0x0102,
  11: 0x010b,
  15: 0x010f,
};

function answer(statusWord: number, data: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([data, Buffer.of(statusWord >> 8, statusWord & 0xff)]);
}

/** ISO/IEC 9796-2 scheme 1 with SHA-256, or ECDSA as plain r and s. */
export function signChallenge(
  key: KeyObject,
  challenge: Uint8Array,
  frame: { readonly header: number; readonly trailer: number } = { header: 0x6a, trailer: 0x34cc },
): Buffer {
  if (key.asymmetricKeyType === 'ec') return sign('sha256', challenge, { key, dsaEncoding: 'ieee-p1363' });
  const modulusBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const recovered = randomBytes(modulusBytes - 1 - 32 - 2);
  const hash = createHash('sha256').update(recovered).update(challenge).digest();
  const block = Buffer.concat([
    Buffer.of(frame.header),
    recovered,
    hash,
    Buffer.of(frame.trailer >> 8, frame.trailer & 0xff),
  ]);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}

/** The applet of a civil ID: answers one command APDU after another. */
export class TestChip {
  readonly commands: Buffer[] = [];
  readonly files: Map<number, Uint8Array>;
  signingKey: KeyObject | null;
  hasApplication = true;
  #tries: number;
  #selected: number | null = null;
  #isApplicationSelected = false;
  #waiting: Buffer = Buffer.alloc(0);
  readonly #habits: ChipHabits;

  constructor(card: CardFiles, habits: ChipHabits = {}) {
    const { sod, dg1, dg2, dg11, dg15 } = card;
    this.files = new Map<number, Uint8Array>([
      [0x011d, sod],
      [0x0101, dg1],
      [0x0102, dg2],
      [0x010b, dg11],
      [0x010f, dg15],
    ]);
    this.signingKey = card.chipKeys.privateKey;
    this.#habits = habits;
    this.#tries = habits.tries ?? 3;
  }

  powerOn(): Buffer {
    this.#isApplicationSelected = false;
    this.#selected = null;
    return Buffer.from('3b8080010101', 'hex');
  }

  answer(command: Buffer): Buffer {
    this.commands.push(command);
    const [, ins = 0, p1 = 0, p2 = 0] = command;
    if (ins === 0xc0) return this.#portion(command[4] || 256);
    this.#waiting = Buffer.alloc(0);
    if (ins === 0xa4) return this.#select(p1, command.subarray(5, 5 + (command[4] ?? 0)));
    if (!this.#isApplicationSelected) return answer(0x6985);
    if (ins === 0xb0) return this.#readBinary(p1, p2, command[4] || 256);
    if (ins === 0x88) return this.#internalAuthenticate(command.subarray(5, 13));
    if (ins === 0x20) return this.#verify(command.subarray(5, 13));
    return answer(0x6d00);
  }

  #select(p1: number, data: Buffer): Buffer {
    if (p1 === 0x04) {
      this.#isApplicationSelected = this.hasApplication && data.toString('hex') === 'a0000002471001';
      return answer(this.#isApplicationSelected ? 0x9000 : 0x6a82);
    }
    this.#selected = data.readUInt16BE(0);
    return answer(this.files.has(this.#selected) ? 0x9000 : 0x6a82);
  }

  #readBinary(p1: number, p2: number, le: number): Buffer {
    const isShort = (p1 & 0x80) !== 0;
    const identifier = isShort ? SHORT_IDENTIFIERS[p1 & 0x1f] : (this.#selected ?? 0);
    const file = this.files.get(identifier ?? 0);
    if (!file) return answer(0x6a82);
    const offset = isShort ? p2 : (p1 << 8) | p2;
    if (offset >= file.length) return answer(0x6b00);
    const data = Buffer.from(
      file.subarray(offset, this.#habits.stopsGiving && offset > 0 ? offset : offset + le),
    );
    switch (this.#habits.reading ?? 'short') {
      case 'short':
        return answer(0x9000, data);
      case 'endOfFile':
        return answer(data.length < le ? 0x6282 : 0x9000, data);
      case 'exact':
        return data.length < le ? answer(0x6c00 | data.length) : answer(0x9000, data);
      case 'moreData':
        this.#waiting = data;
        return answer(0x6100 | data.length);
    }
  }

  #portion(le: number): Buffer {
    const size = Math.min(le, this.#habits.portion ?? 256);
    const data = this.#waiting.subarray(0, size);
    this.#waiting = this.#waiting.subarray(size);
    return answer(this.#waiting.length > 0 ? 0x6100 | (this.#waiting.length & 0xff) : 0x9000, data);
  }

  #internalAuthenticate(challenge: Buffer): Buffer {
    return this.signingKey === null
      ? answer(0x6a88)
      : answer(0x9000, signChallenge(this.signingKey, challenge));
  }

  #verify(block: Buffer): Buffer {
    if (this.#tries === 0) return answer(0x6983);
    const pin = block.toString('latin1').replace(/\xff+$/, '');
    if (pin === this.#habits.pin) return answer(0x9000);
    this.#tries -= 1;
    return answer(0x63c0 | this.#tries);
  }
}
