import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../../contracts/result.ts';

/** What a host is told on its command line. */
export interface HostArguments {
  /** Path of the kiosk's configuration file. */
  readonly config: string;
  /** Folder to record into (developers only), or `null`. */
  readonly record: string | null;
}

const USAGE = '--config <kiosk.json> [--record <folder>]';

/**
 * Reads a host's own arguments. A host within Electron also receives switches of Chromium; they are left alone.
 * The fault is one line that says how to start it.
 */
export function readHostArguments(argv: readonly string[]): Result<HostArguments, string> {
  const { values } = parseArgs({
    args: [...argv],
    options: { config: { type: 'string' }, record: { type: 'string' } },
    strict: false,
  });
  const { config, record } = values;
  if (typeof config !== 'string') return failure(`--config is missing: ${USAGE}`);
  if (record !== undefined && typeof record !== 'string') return failure(`--record needs a folder: ${USAGE}`);
  return success({ config, record: record ?? null });
}
