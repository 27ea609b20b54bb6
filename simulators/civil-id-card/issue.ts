/**
 * Makes the demonstration's data: `node simulators/civil-id-card/issue.ts <dataFolder> [--kiosk K-014=<public key, PEM file>]…`
 *
 * Country signing certificate, all civil IDs and the portal's seed. Keeps what exists. Prints one JSON line with the places.
 */
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../contracts/clock.ts';
import { makeDemoData } from './data-folder.ts';

const KioskArgument = z
  .string()
  .regex(/^[A-Z0-9-]+=.+$/, 'expected <machine>=<PEM file>, e.g. K-014=kiosk.pem');

function readKiosk(argument: string): { machine: string; publicKey: string } {
  const separator = argument.indexOf('=');
  const path = argument.slice(separator + 1);
  const key = createPublicKey(readFileSync(path));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 public key`);
  return {
    machine: argument.slice(0, separator),
    publicKey: key.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const { values, positionals } = parseArgs({
  options: { kiosk: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const [folder] = z.tuple([z.string().min(1)], 'expected one folder for the data').parse(positionals);
const kiosks = z
  .array(KioskArgument)
  .parse(values.kiosk ?? [])
  .map(readKiosk);
console.log(JSON.stringify(makeDemoData(resolve(folder), systemClock.now(), kiosks)));
