/** Status codes of the ID TECH NEO 2 protocol that this reader sends. */
export const STATUS = {
  ok: 0x00,
  incorrectHeader: 0x01,
  unknownCommand: 0x02,
  unknownSubCommand: 0x03,
  crcError: 0x04,
  incorrectParameter: 0x05,
  parameterNotSupported: 0x06,
  malformed: 0x07,
  timeout: 0x08,
  failed: 0x0a,
  notAllowed: 0x0b,
  bufferOverflow: 0x0d,
  frameTooLarge: 0x19,
} as const;
export type Status = (typeof STATUS)[keyof typeof STATUS];

/** The name of a status code, or its number where it has none here. */
export function statusName(status: number): string {
  const found = Object.entries(STATUS).find(([, code]) => code === status);
  return found?.[0] ?? `status ${status.toString(16).padStart(2, '0')}`;
}
