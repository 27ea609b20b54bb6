import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../../contracts/result.ts';

/** What a host is told on its command line. */
export interface HostArguments {
  /** Path of the kiosk's configuration file. */
  readonly config: string;
  /** Folder to record into (developers only), or `null`. */
  readonly record: string | null;
}

/** What the companion window is told on the command line. */
export interface CompanionArguments {
  /** Path of the kiosk's configuration file, or of one that says only where the portal is. */
  readonly config: string;
}

const USAGE = '--config <kiosk.json> [--record <folder>]';
const ADMIN_USAGE = '--admin --config <kiosk.json>';

/** Arguments of either kind; a host within Electron also receives switches of Chromium, and they are left alone. */
function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: { config: { type: 'string' }, record: { type: 'string' }, admin: { type: 'boolean' } },
    strict: false,
  }).values;
}

/** Reads a kiosk host's arguments. The fault is one line that says how to start it. */
export function readHostArguments(argv: readonly string[]): Result<HostArguments, string> {
  const { config, record, admin } = parse(argv);
  if (admin !== undefined)
    return failure('--admin opens a window of the desktop app; without it, open the portal in a browser');
  if (typeof config !== 'string') return failure(`--config is missing: ${USAGE}`);
  if (record !== undefined && typeof record !== 'string') return failure(`--record needs a folder: ${USAGE}`);
  return success({ config, record: record ?? null });
}

/** Reads the arguments of the companion window; `null` where `--admin` is not among them. The fault says how to start it. */
export function readCompanionArguments(argv: readonly string[]): Result<CompanionArguments, string> | null {
  const { config, record, admin } = parse(argv);
  if (admin === undefined) return null;
  if (admin !== true) return failure(`--admin has no value: ${ADMIN_USAGE}`);
  if (record !== undefined) return failure(`--record is for a kiosk: ${ADMIN_USAGE}`);
  return typeof config === 'string' ? success({ config }) : failure(`--config is missing: ${ADMIN_USAGE}`);
}
