/** Where the driver tells what happened: never data of a card. A `pino` logger fits. */
export interface ReaderLog {
  info(details: Readonly<Record<string, unknown>>, message: string): void;
  warn(details: Readonly<Record<string, unknown>>, message: string): void;
}
