/**
 * Administers staff: `node portal/staff.ts <act> --config <file> --user-name <name> …`. Prints one JSON line.
 * What `enrol`, `link` and `second-factor` print opens an account: hand it over in person, and keep no copy.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '../contracts/clock.ts';
import { CivilId } from '../contracts/civil-id.ts';
import { StaffUserName } from '../contracts/portal-api/accounts.ts';
import { STAFF_ROLES } from '../contracts/portal-api/route.ts';
import { z } from 'zod';
import { configOrExit } from './command-line.ts';
import type { AccountContext } from './services/accounts/context.ts';
import {
  enrolStaff,
  reinstateStaff,
  renewStaffLink,
  resetSecondFactor,
  suspendStaff,
} from './services/accounts/administer-staff.ts';
import { createPasswordHasher } from './services/accounts/password-hash.ts';
import { openStore } from './store/store.ts';

const USAGE = `usage: node portal/staff.ts <act> --config <file> --user-name <name>
acts: enrol --role <role> --civil-id <number> --name-ar <name> --name-en <name>
                      enrols a member of staff as ${STAFF_ROLES.join(', ')}
      link            makes a new link that sets the password
      second-factor   makes a new second factor
      suspend, reinstate`;

const StaffRole = z.enum(STAFF_ROLES);

/** Acts on a member who is there. */
const ACTS = {
  link: renewStaffLink,
  'second-factor': resetSecondFactor,
  suspend: suspendStaff,
  reinstate: reinstateStaff,
} as const;

function refuseUsage(message: string): never {
  console.error(message);
  console.error(USAGE);
  process.exit(2);
}

function givenArguments() {
  const text = { type: 'string' } as const;
  const options = {
    config: text,
    'user-name': text,
    role: text,
    'civil-id': text,
    'name-ar': text,
    'name-en': text,
  };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = givenArguments();
const required = (name: keyof typeof values): string => values[name] ?? refuseUsage(`--${name} is missing`);
const [act = '', ...more] = positionals;
if (more.length > 0) refuseUsage(`unknown: ${more.join(' ')}`);

/** What is to be done, with everything that it needs. */
function toBeDone(): (context: AccountContext) => Promise<{ readonly ok: boolean }> {
  const named = StaffUserName.safeParse(required('user-name'));
  if (!named.success) refuseUsage('--user-name must be one line of at most 64 letters');
  const userName = named.data;
  if (act === 'enrol') {
    const role = StaffRole.safeParse(required('role'));
    if (!role.success) refuseUsage(`--role must be one of ${STAFF_ROLES.join(', ')}`);
    const civilId = CivilId.safeParse(required('civil-id'));
    if (!civilId.success) refuseUsage('--civil-id is no civil ID number');
    const name = { ar: required('name-ar'), en: required('name-en') };
    return (context) => enrolStaff(context, { userName, name, role: role.data, civilId: civilId.data });
  }
  if (!(act in ACTS)) refuseUsage(`no such act: ${act}`);
  return (context) => ACTS[act as keyof typeof ACTS](context, userName);
}

const work = toBeDone();
const { database, publicUrl, passwordPolicy } = configOrExit(required('config'));
const store = await openStore(database);
const done = await work({
  store,
  clock: systemClock,
  publicUrl,
  passwordPolicy,
  passwords: createPasswordHasher(),
});
await store.close();
console.log(JSON.stringify(done));
process.exitCode = done.ok ? 0 : 1;
