import type { Command, Counting, ParserEvent, ParserStep } from './command.ts';
import { bitsOfLevels, COMPRESSED_BYTES_MAX, panelBytes } from './raster-format.ts';

const NUL = 0x00;
const CR = 0x0d;
const ESC = 0x1b;
const SEMICOLON = 0x3b;

/** Longest command of text; what goes on without CR is noise. */
const TEXT_BYTES_MAX = 256;

type State =
  /** Between commands. Directly after a command's CR the next may do without ESC. */
  | { readonly name: 'between'; readonly afterCommand: boolean; readonly noise: number }
  | { readonly name: 'text'; readonly bytes: number[] }
  | {
      readonly name: 'counting';
      readonly mnemonic: string;
      readonly parameters: readonly string[];
      readonly data: Uint8Array;
      received: number;
    }
  /** The data is complete, CR must follow. */
  | { readonly name: 'dataEnd'; readonly command: Command }
  /** Bytes were lost inside a bitmap: nothing but a reset is understood any more. */
  | { readonly name: 'desynchronised'; readonly bytes: number[] };

const POWER_UP: State = { name: 'between', afterCommand: false, noise: 0 };
const AFTER_COMMAND: State = { name: 'between', afterCommand: true, noise: 0 };

/**
 * Byte by byte reader of the Evolis escape language, as a printer's firmware reads it: the length of binary data is
 * implicit, so while it counts a bitmap it takes every byte, commands included. After a bitmap that CR does not follow it
 * understands only `Srs`.
 */
export class CommandParser {
  #state: State = POWER_UP;

  /** The bitmap that is arriving, or `null`. */
  get counting(): Counting | null {
    const state = this.#state;
    if (state.name !== 'counting') return null;
    return { panel: state.parameters[0] ?? '', received: state.received, expected: state.data.length };
  }

  /** Forgets everything, as power-up does. */
  reset(): void {
    this.#state = POWER_UP;
  }

  /** Reads on until something is complete or the bytes are used up. */
  consume(bytes: Uint8Array): ParserStep {
    let consumed = 0;
    while (consumed < bytes.length) {
      if (this.#state.name === 'counting') {
        consumed += this.#count(this.#state, bytes.subarray(consumed));
        continue;
      }
      const event = this.#step(bytes[consumed] ?? NUL);
      consumed += 1;
      if (event) return { consumed, event };
    }
    return { consumed, event: null };
  }

  #count(state: Extract<State, { name: 'counting' }>, bytes: Uint8Array): number {
    const taken = bytes.subarray(0, state.data.length - state.received);
    state.data.set(taken, state.received);
    state.received += taken.length;
    if (state.received === state.data.length) {
      const { mnemonic, parameters, data } = state;
      this.#state = { name: 'dataEnd', command: { mnemonic, parameters, data } };
    }
    return taken.length;
  }

  #step(byte: number): ParserEvent | null {
    const state = this.#state;
    switch (state.name) {
      case 'between':
        return this.#between(state, byte);
      case 'text':
        return this.#text(state.bytes, byte);
      case 'dataEnd':
        if (byte === CR) {
          this.#state = AFTER_COMMAND;
          return { type: 'command', command: state.command };
        }
        this.#state = { name: 'desynchronised', bytes: byte === ESC ? [byte] : [] };
        return { type: 'desynchronised' };
      case 'desynchronised':
        return this.#desynchronised(state.bytes, byte);
      case 'counting':
        throw new Error('Counted bytes are taken in bulk');
    }
  }

  #between({ afterCommand, noise }: Extract<State, { name: 'between' }>, byte: number): ParserEvent | null {
    if (byte === ESC) {
      this.#state = { name: 'text', bytes: [] };
      return noise > 0 ? { type: 'noise', bytes: noise } : null;
    }
    if (afterCommand && byte !== NUL && byte !== CR) {
      this.#state = { name: 'text', bytes: [byte] };
      return null;
    }
    // Drivers pad with NUL after CR so that commands begin at multiples of 16 bytes: no noise.
    if (afterCommand || byte !== NUL)
      this.#state = { name: 'between', afterCommand: false, noise: byte === NUL ? noise : noise + 1 };
    return null;
  }

  #text(bytes: number[], byte: number): ParserEvent | null {
    if (byte === CR) {
      this.#state = AFTER_COMMAND;
      return { type: 'command', command: textCommand(bytes) };
    }
    if (byte === ESC) {
      // The command before was cut off; this one may be whole.
      this.#state = { name: 'text', bytes: [] };
      return bytes.length === 0 ? null : { type: 'noise', bytes: bytes.length + 1 };
    }
    bytes.push(byte);
    if (byte === SEMICOLON && this.#beginCounting(bytes)) return { type: 'countingBegun' };
    if (bytes.length <= TEXT_BYTES_MAX) return null;
    this.#state = { name: 'between', afterCommand: false, noise: bytes.length };
    return null;
  }

  /** Switches to counting when the text so far is the complete header of a bitmap. */
  #beginCounting(bytes: readonly number[]): boolean {
    const { mnemonic, parameters } = textCommand(bytes.slice(0, -1));
    const expected = dataLength(mnemonic, parameters);
    if (expected === null) return false;
    this.#state = { name: 'counting', mnemonic, parameters, data: new Uint8Array(expected), received: 0 };
    return true;
  }

  #desynchronised(bytes: number[], byte: number): ParserEvent | null {
    if (byte === ESC) {
      this.#state = { name: 'desynchronised', bytes: [byte] };
      return null;
    }
    if (bytes.length === 0) return null;
    if (byte !== CR) {
      if (bytes.length <= TEXT_BYTES_MAX) bytes.push(byte);
      return null;
    }
    const command = textCommand(bytes.slice(1));
    if (command.mnemonic === 'Srs') {
      this.#state = AFTER_COMMAND;
      return { type: 'command', command };
    }
    this.#state = { name: 'desynchronised', bytes: [] };
    return { type: 'swallowed', bytes: bytes.length + 1 };
  }
}

function textCommand(bytes: readonly number[]): Command {
  const [mnemonic = '', ...parameters] = Buffer.from(bytes).toString('latin1').split(';');
  return { mnemonic, parameters, data: null };
}

/** Bytes that follow the header `Db;p;levels;` or `Dbc;p;levels;nbytes;`, or `null` when the text is no such header. */
function dataLength(mnemonic: string, parameters: readonly string[]): number | null {
  const number = (index: number): number | null => {
    const text = parameters[index] ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  if (mnemonic === 'Db' && parameters.length === 2) {
    const bits = bitsOfLevels(number(1) ?? 0);
    return bits === null ? null : panelBytes(bits);
  }
  if (mnemonic === 'Dbc' && parameters.length === 3) {
    const length = number(2) ?? 0;
    return length > 0 && length <= COMPRESSED_BYTES_MAX ? length : null;
  }
  return null;
}
