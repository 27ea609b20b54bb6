import type { ByteTransport } from '../transport/byte-transport.ts';
import { CommandReader, type ReceivedCommand } from './command-reader.ts';

/** What a test makes the printer do with one command: answer (a terminator is added), send raw bytes, or nothing at all. */
export type Reaction = { readonly answer: string } | { readonly raw: string } | 'silence';

/** A reply that is sent exactly as written. */
export const raw = (bytes: string): Reaction => ({ raw: bytes });
/** A reply with the printer's terminator behind it. */
export const answer = (text: string): Reaction => ({ answer: text });

/**
 * A printer that does what a test tells it, and otherwise what the protocol page says: sensors, one transport, one bezel,
 * two counters. Replies come at once; nothing here knows of time.
 */
export class ScriptedPrinter {
  /** Commands in the order they were understood, without bitmaps. */
  readonly commands: string[] = [];
  readonly received: ReceivedCommand[] = [];
  /** Every byte that arrived, of all connections. */
  readonly bytes: number[] = [];
  terminator = '\r';
  coverClosed = true;
  cardsInFeeder = 50;
  cardAtBezel = false;
  cardInTransport = false;
  boxFull = false;
  ribbon = 100;
  cardsPrinted = 1_234;
  bins = { D: 0, N: 0 };
  /** Errors are managed by the host (`Pem;2`). */
  supervised = false;
  /** Between `Ss` and `Se`. */
  inJob = false;
  plugged = true;
  /** Takes no bytes, as with CTS held low. */
  stalled = false;
  connections = 0;
  /** Loses this many bytes of the next bitmap on the way. */
  bitmapBytesToLose = 0;
  /** Restarts after so many bytes of the next bitmap. */
  restartsInBitmapAfter: number | null = null;
  readonly #script = new Map<string, Reaction[]>();
  readonly #effects = new Map<string, () => void>();
  readonly #reader = new CommandReader((command) => this.#understand(command));
  #binChoice: 'D' | 'N' = 'N';
  #line: { send: (bytes: Uint8Array) => void; end: () => void; release: () => void } | null = null;

  /** The next commands of this text get these reactions, one each, instead of the usual reply. */
  on(text: string, ...reactions: Reaction[]): this {
    this.#script.set(text, [...(this.#script.get(text) ?? []), ...reactions]);
    return this;
  }

  /** Forgets every reaction that {@link on} has set. */
  answerAgain(): void {
    this.#script.clear();
  }

  /** Something happens just before this command is handled, once. */
  before(text: string, effect: () => void): this {
    this.#effects.set(text, effect);
    return this;
  }

  /** Sends text by itself. */
  send(text: string): void {
    this.#line?.send(Buffer.from(text, 'latin1'));
  }

  /** Pulls the cable. */
  unplug(): void {
    this.plugged = false;
    this.#line?.end();
  }

  /** Takes bytes again. */
  releaseStall(): void {
    this.stalled = false;
    this.#line?.release();
  }

  /** A printer that is out of step after a broken bitmap understands nothing but `Srs`. */
  beStrict(): this {
    this.#reader.strict = true;
    return this;
  }

  /** The restart of a printer that nobody asked for. */
  restart(): void {
    this.supervised = false;
    this.inJob = false;
    this.#reader.forget();
  }

  /** How often a command was understood. */
  times(text: string): number {
    return this.commands.filter((command) => command === text).length;
  }

  /** A new connection to this printer. */
  createTransport(baudRate: number | null = null): ByteTransport {
    const onData: ((bytes: Uint8Array) => void)[] = [];
    const onClose: (() => void)[] = [];
    let open = false;
    const waiting = new Set<{ go: () => void; fail: (error: Error) => void }>();
    const end = () => {
      if (!open) return;
      open = false;
      this.#line = null;
      for (const { fail } of waiting) fail(new Error('Line lost'));
      for (const listener of onClose) listener();
    };
    return {
      baudRate,
      open: async () => {
        if (!this.plugged) throw new Error('No such device');
        open = true;
        this.connections++;
        this.#line = {
          end,
          send: (bytes) => {
            for (const listener of onData) listener(bytes);
          },
          release: () => {
            for (const { go } of waiting) go();
          },
        };
      },
      write: async (bytes) => {
        if (!open) throw new Error('Line lost');
        if (this.stalled) {
          await new Promise<void>((go, fail) => waiting.add({ go, fail }));
        }
        this.#receive(bytes);
      },
      close: async () => end(),
      onData: (listener) => void onData.push(listener),
      onClose: (listener) => void onClose.push(listener),
      onError: () => {},
    };
  }

  #receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.bytes.push(byte);
      if (this.#reader.counted > 0 && this.bitmapBytesToLose > 0) {
        this.bitmapBytesToLose--;
        continue;
      }
      if (this.#reader.counted === this.restartsInBitmapAfter) {
        this.restartsInBitmapAfter = null;
        this.restart();
      }
      this.#reader.read(byte);
    }
  }

  #understand(command: ReceivedCommand): void {
    const known = /^[A-Z][a-z]+(;[\w]+)*$/.test(command.text);
    if (known) {
      this.commands.push(command.text);
      this.received.push(command);
    }
    const key = this.#keyOf(command.text);
    this.#effects.get(key)?.();
    this.#effects.delete(key);
    const reaction =
      this.#script.get(key)?.shift() ?? answer(known ? this.#handle(command.text) : 'ERROR CDE');
    if (reaction === 'silence') return;
    this.send('raw' in reaction ? reaction.raw : reaction.answer + this.terminator);
  }

  /** Panels are scripted by `Dbc;y`, whatever their size. */
  #keyOf(text: string): string {
    return /^Dbc;\w/.exec(text)?.[0] ?? text;
  }

  #handle(text: string): string {
    const volts = (high: boolean) => (high ? '5,00 Volts' : '0,17 Volts');
    const inJob = (reply: () => string) => (this.inJob ? reply() : 'ERROR CDE');
    const handlers: Readonly<Record<string, () => string>> = {
      'Rse;o': () => volts(this.coverClosed),
      'Rse;f': () => volts(this.cardsInFeeder > 0),
      'Rse;n': () => volts(this.cardsInFeeder > 10),
      'Rse;b': () => volts(this.cardAtBezel),
      'Rlr;p': () => (this.cardInTransport ? 'CARD' : 'OK'),
      'Rlr;h': () => (this.boxFull ? 'CARD' : 'NO CARD'),
      'Rrt;count': () => String(this.ribbon),
      'Rco;c': () => String(this.cardsPrinted),
      Rem: () => (this.supervised ? '2' : '0'),
      'Pem;2': () => {
        this.supervised = true;
        return 'OK';
      },
      Srs: () => {
        this.restart();
        return 'OK';
      },
      'Pcrm;D': () => {
        this.#binChoice = 'D';
        return 'OK';
      },
      'Pcrm;N': () => {
        this.#binChoice = 'N';
        return 'OK';
      },
      Si: () => this.#move(this.cardsInFeeder > 0, 'FEEDER EMPTY', () => this.#feed()),
      Sib: () =>
        this.#move(this.cardAtBezel, 'ERROR TIME OUT', () => {
          this.cardAtBezel = false;
          this.cardInTransport = true;
        }),
      Seb: () =>
        this.#move(this.cardInTransport, 'ERROR TIME OUT', () => {
          this.cardInTransport = false;
          this.cardAtBezel = true;
        }),
      Ser: () =>
        this.#move(this.cardInTransport, 'ERROR TIME OUT', () => {
          this.cardInTransport = false;
          this.bins[this.#binChoice]++;
        }),
      Ss: () => {
        this.inJob = true;
        return 'OK';
      },
      Se: () =>
        inJob(() => {
          this.inJob = false;
          this.cardsPrinted++;
          this.ribbon--;
          return 'OK';
        }),
    };
    if (/^(Dbc|Wcb|Sr$|Sv$)/.test(text)) return inJob(() => 'OK');
    return handlers[text]?.() ?? 'OK';
  }

  #move(possible: boolean, otherwise: string, movement: () => void): string {
    if (!this.coverClosed) return 'COVER OPEN';
    if (!possible) return otherwise;
    movement();
    return 'OK';
  }

  #feed(): void {
    this.cardsInFeeder--;
    this.cardInTransport = true;
  }
}
