const ESCAPE = 0x1b;
const CARRIAGE_RETURN = 0x0d;

/** One command as the printer has understood it. */
export interface ReceivedCommand {
  /** Without ESC, bitmap and CR. */
  readonly text: string;
  readonly bitmap: Uint8Array;
}

/**
 * Reads commands as the guide says a printer does: ESC, text, CR; a `Dbc;panel;levels;bytes;` switches to counting that
 * many bytes. NULs between commands are skipped.
 */
export class CommandReader {
  #text = '';
  #bitmap: number[] = [];
  #bytesLeft = 0;
  #counting = false;
  #broken = false;
  /** After a bitmap that is not followed by CR, nothing but `Srs` is understood. */
  strict = false;
  readonly #onCommand: (command: ReceivedCommand) => void;

  constructor(onCommand: (command: ReceivedCommand) => void) {
    this.#onCommand = onCommand;
  }

  /** Bytes of the bitmap of the moment that have come; 0 while none is counted. */
  get counted(): number {
    return this.#bitmap.length;
  }

  read(byte: number): void {
    if (this.#bytesLeft > 0) {
      this.#bitmap.push(byte);
      this.#bytesLeft--;
    } else if (byte === CARRIAGE_RETURN) {
      this.#end();
    } else if (this.#counting) {
      // Behind a bitmap only CR counts; a strict printer is out of step for good, and listens for `Srs` alone.
      if (this.strict) {
        this.forget();
        this.#broken = true;
      }
    } else if (byte === 0 && this.#text === '') {
      // Between commands NUL is padding.
    } else if (byte === ESCAPE) {
      this.#text = '';
    } else {
      this.#text += String.fromCharCode(byte);
      const header = /^Dbc;\w;\d+;(\d+);$/.exec(this.#text);
      if (header !== null) {
        this.#bytesLeft = Number(header[1]);
        this.#counting = true;
      }
    }
  }

  /** As after a restart: whatever was under way is forgotten. */
  forget(): void {
    this.#text = '';
    this.#bitmap = [];
    this.#bytesLeft = 0;
    this.#counting = false;
  }

  #end(): void {
    const command = { text: this.#text.replace(/;$/, ''), bitmap: Uint8Array.from(this.#bitmap) };
    this.forget();
    if (command.text === '' || (this.#broken && command.text !== 'Srs')) return;
    this.#broken = false;
    this.#onCommand(command);
  }
}
