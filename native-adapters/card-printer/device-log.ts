/** Where a driver writes what happened; a pino logger fits. Never personal data: bitmaps and replies are named by length. */
export interface DeviceLog {
  info(details: Readonly<Record<string, unknown>>, message: string): void;
  warn(details: Readonly<Record<string, unknown>>, message: string): void;
}
