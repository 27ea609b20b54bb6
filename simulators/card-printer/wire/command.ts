/** One request as the host sent it: `ESC mnemonic ;parameters… [;binary] CR` (Evolis programming guide, syntax). */
export interface Command {
  readonly mnemonic: string;
  readonly parameters: readonly string[];
  /** Binary data of `Db` and `Dbc`; `null` for a command of text. */
  readonly data: Uint8Array | null;
}

/** What the parser found in the stream. */
export type ParserEvent =
  | { readonly type: 'command'; readonly command: Command }
  /** The header of a bitmap is complete: from the next byte on the parser counts. */
  | { readonly type: 'countingBegun' }
  /** Bytes outside any command, or a text that never ended; ignored without a reply. */
  | { readonly type: 'noise'; readonly bytes: number }
  /** A bitmap was not followed by CR: its bytes and the host's count disagree. */
  | { readonly type: 'desynchronised' }
  /** A whole command that was ignored because the stream is desynchronised. */
  | { readonly type: 'swallowed'; readonly bytes: number };

/** Result of one step: how many of the offered bytes were used, and what they completed. */
export interface ParserStep {
  readonly consumed: number;
  readonly event: ParserEvent | null;
}

/** How far a bitmap has arrived. */
export interface Counting {
  /** First parameter of `Db` or `Dbc`, e.g. `y`. */
  readonly panel: string;
  readonly received: number;
  readonly expected: number;
}
