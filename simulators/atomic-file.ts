import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all: beside it first, then renamed over it. A reader sees the old content or the new; a process
 * killed in between leaves the old. Makes the folder where it is missing. `mode` as in chmod, default 0644.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.part`;
  writeFileSync(beside, content, { mode });
  renameSync(beside, path);
}
