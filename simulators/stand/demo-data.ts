import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../civil-id-card/data-folder.ts';
import { demoCovers } from '../demo/covers.ts';
import { demoLossReport } from '../demo/loss-report.ts';
import { BRANCH_TECHNICIAN } from '../demo/people.ts';
import { DEMO_MERCHANT } from '../knet/merchant.ts';

/** Machine number of the demonstration kiosk. */
export const DEMO_MACHINE = 'K-014';

/** What the driver reckons with when the simulated line is not paced. */
const UNPACED_BAUD = 921_600;

/** Where the stand keeps everything below its data folder. */
export interface StandPlaces {
  readonly cards: string;
  readonly csca: string;
  readonly seed: string;
  readonly portalConfig: string;
  readonly kioskConfig: string;
  readonly readerSocket: string;
  readonly printerLine: string;
  readonly readerData: string;
  readonly printerData: string;
  readonly policeData: string;
  readonly healthInsuranceData: string;
  readonly kioskData: string;
  readonly logs: string;
}

/** The places below `folder`. */
export function standPlaces(folder: string): StandPlaces {
  const demo = dataFolder(join(folder, 'demo'));
  return {
    cards: demo.cards,
    csca: demo.csca,
    seed: demo.seed,
    portalConfig: join(folder, 'portal', 'portal.json'),
    kioskConfig: join(folder, 'kiosk', 'kiosk.json'),
    readerSocket: join(folder, 'simulators', 'reader.sock'),
    printerLine: join(folder, 'simulators', 'printer-line'),
    readerData: join(folder, 'simulators', 'reader'),
    printerData: join(folder, 'simulators', 'printer'),
    policeData: join(folder, 'simulators', 'police'),
    healthInsuranceData: join(folder, 'simulators', 'health-insurance'),
    kioskData: join(folder, 'kiosk'),
    logs: join(folder, 'logs'),
  };
}

function run(root: string, script: string, ...rest: string[]): void {
  execFileSync(process.execPath, [join(root, script), ...rest], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Makes the kiosk's own key (Ed25519) where there is none; returns the path of its public half. */
function makeKioskKey(folder: string): string {
  const privatePath = join(folder, 'kiosk-key.pem');
  const publicPath = join(folder, 'kiosk-key.public.pem');
  if (!existsSync(privatePath)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(privatePath, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
      flag: 'wx',
    });
  }
  writeFileSync(
    publicPath,
    createPublicKey(readFileSync(privatePath)).export({ type: 'spki', format: 'pem' }),
  );
  return publicPath;
}

/**
 * Makes keys, cards and seed where they are missing, and writes the configuration of portal and kiosk for these addresses.
 * `settings` changes the kiosk's configuration: what it names is replaced, at whatever depth, and the rest stays.
 */
export function makeStandData(options: {
  readonly root: string;
  readonly folder: string;
  readonly portalPort: number;
  readonly kioskPort: number;
  /** Where KNET, the police, the Ministry of Health and the mail server are, or would be. */
  readonly neighbourPorts: {
    readonly knet: number;
    readonly police: number;
    readonly healthInsurance: number;
    readonly smtp: number;
  };
  readonly baud: number;
  readonly settings: Readonly<Record<string, unknown>>;
}): StandPlaces {
  const { root, folder, portalPort, kioskPort, neighbourPorts, baud } = options;
  const places = standPlaces(folder);
  for (const part of ['kiosk', 'portal', 'simulators', 'logs'])
    mkdirSync(join(folder, part), { recursive: true });
  const kioskKey = makeKioskKey(places.kioskData);
  run(
    root,
    'simulators/civil-id-card/issue.ts',
    join(folder, 'demo'),
    '--kiosk',
    `${DEMO_MACHINE}=${kioskKey}`,
  );
  writeOnce(places.policeData, 'loss-reports.json', { reports: [demoLossReport(Date.now())] });
  writeOnce(places.healthInsuranceData, 'covers.json', { covers: demoCovers(Date.now()), unknown: [] });
  run(root, 'portal/make-keys.ts', join(folder, 'portal'));
  writeJson(places.portalConfig, {
    listen: { host: '127.0.0.1', port: portalPort },
    publicUrl: `http://127.0.0.1:${portalPort}`,
    database: 'portal.sqlite',
    signingKey: 'credential-signing-key.pem',
    cscaFolder: places.csca,
    issuingState: 'KWT',
    datedSettings: join(root, 'portal', 'dated-settings.json'),
    webFolder: join(root, 'dist', 'renderer', 'portal'),
    uploadsFolder: 'uploads',
    passwordPolicy: 'guide-2020',
    knet: knetConfig(neighbourPorts.knet),
    smtp: { host: '127.0.0.1', port: neighbourPorts.smtp, secure: false, from: 'portal@rukhsa.example' },
    police: { url: `http://127.0.0.1:${neighbourPorts.police}` },
    healthInsurance: {
      url: `http://127.0.0.1:${neighbourPorts.healthInsurance}`,
      payPageUrl: `http://127.0.0.1:${neighbourPorts.healthInsurance}/`,
    },
  });
  run(root, 'portal/seed.ts', '--config', places.portalConfig, '--seed', places.seed);
  writeJson(
    places.kioskConfig,
    changed(
      kioskConfig(places, { portalPort, kioskPort, knetPort: neighbourPorts.knet, baud }),
      options.settings,
    ),
  );
  return places;
}

/** What a simulator knows at first, one line of JSON; what it has learnt since is kept. */
function writeOnce(folder: string, file: string, content: unknown): void {
  const path = join(folder, file);
  if (existsSync(path)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(content));
}

/** The payment gateway: the demonstration merchant at the KNET simulator. */
function knetConfig(port: number) {
  const { tranportalId, password, resourceKey } = DEMO_MERCHANT;
  const kpg = `http://127.0.0.1:${port}/kpg`;
  return {
    tranportalId,
    password,
    resourceKey,
    paymentUrl: `${kpg}/PaymentHTTP.htm`,
    tranPipeUrl: `${kpg}/tranPipe.htm`,
  };
}

/** The demonstration kiosk: the devices are the simulators of this stand. */
function kioskConfig(
  places: StandPlaces,
  { portalPort, kioskPort, knetPort, baud }: Record<'portalPort' | 'kioskPort' | 'knetPort' | 'baud', number>,
) {
  return {
    machine: DEMO_MACHINE,
    demo: true,
    helpLine: '1889988',
    dataFolder: places.kioskData,
    portal: {
      url: `http://127.0.0.1:${portalPort}`,
      paymentUrl: knetConfig(knetPort).paymentUrl,
      keyFile: 'kiosk-key.pem',
    },
    cscaFolder: places.csca,
    reader: { transport: { type: 'socket', path: places.readerSocket }, issuingState: 'KWT', access: 'open' },
    printer: { transport: { type: 'serial', path: places.printerLine, baudRate: baud || UNPACED_BAUD } },
    maintenance: { technicians: [BRANCH_TECHNICIAN.civilId] },
    browserHost: { port: kioskPort },
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `base` with `changes` in it; objects are changed in turn, anything else is replaced. */
function changed(base: JsonObject, changes: JsonObject): JsonObject {
  const entries = Object.entries(changes).map(([name, value]) => {
    const before = base[name];
    return [name, isObject(before) && isObject(value) ? changed(before, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function writeJson(path: string, content: unknown): void {
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}
