import type { DeviceLog } from '../device-log.ts';

/** A log that a test may read afterwards. */
export function rememberingLog(): DeviceLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const remember = (details: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push(`${message} ${JSON.stringify(details)}`);
  return { lines, info: remember, warn: remember };
}
