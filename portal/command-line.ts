import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type PortalConfig, readConfig } from './config.ts';

/**
 * The paths given to a command as `--name <path>`, each of `names` being required.
 * Says how the command is used and ends the process with 2 when one is missing or unknown.
 */
export function pathArguments<Name extends string>(
  command: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const usage = `usage: node portal/${command} ${names.map((name) => `--${name} <file>`).join(' ')}`;
  const paths: Partial<Record<Name, string>> = {};
  try {
    const { values } = parseArgs({
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    });
    for (const name of names) {
      const value = values[name];
      if (typeof value !== 'string') throw new TypeError(`--${name} is missing`);
      paths[name] = resolve(value);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(usage);
    process.exit(2);
  }
  return paths as Record<Name, string>;
}

/** The configuration at `file`; lists every mistake and ends the process with 1 when it cannot be used. */
export function configOrExit(file: string): PortalConfig {
  const config = readConfig(file, process.env);
  if (config.ok) return config.value;
  console.error(`${file} cannot be used:`);
  for (const mistake of config.fault) console.error(`- ${mistake}`);
  process.exit(1);
}
