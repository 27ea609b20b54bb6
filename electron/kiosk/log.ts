/** Where the kiosk writes what happened, in the shape of pino. Fields and messages never hold personal data. */
export interface KioskLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
