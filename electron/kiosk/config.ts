import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { CivilId } from '../../contracts/civil-id.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import { CardPrinterConfig } from '../../native-adapters/card-printer/config.ts';
import { CivilIdReaderConfig } from '../../native-adapters/civil-id-reader/config.ts';
import { SCREEN_TIMEOUTS_MS, type ScreenTimeouts } from './session/timeouts.ts';

/** A path; a relative one counts from the folder of the configuration file. */
const Path = z.string().min(1);

/** Milliseconds a screen waits for a person. */
const Timeout = z.int().min(1_000).max(3_600_000);

const Timeouts = z.strictObject({
  pin: Timeout.default(SCREEN_TIMEOUTS_MS.pin),
  choose: Timeout.default(SCREEN_TIMEOUTS_MS.choose),
  confirm: Timeout.default(SCREEN_TIMEOUTS_MS.confirm),
  oldLicence: Timeout.default(SCREEN_TIMEOUTS_MS.oldLicence),
  takeCard: Timeout.default(SCREEN_TIMEOUTS_MS.takeCard),
  done: Timeout.default(SCREEN_TIMEOUTS_MS.done),
  apology: Timeout.default(SCREEN_TIMEOUTS_MS.apology),
  maintenance: Timeout.default(SCREEN_TIMEOUTS_MS.maintenance),
} satisfies Record<keyof ScreenTimeouts, z.ZodType>);

const Capacity = z.int().positive();

const WebUrl = z.url({ protocol: /^https?$/ });

/** Where the portal is, for the machine and for people. */
export const PortalAddresses = z.object({
  /** Where the machine reaches it. */
  url: WebUrl,
  /** Where people reach its web UI, as `publicUrl` in the portal's configuration; `url` where it is not said. */
  publicUrl: WebUrl.optional(),
  /** The gateway's payment page, as `knet.paymentUrl` in the portal's configuration: the one page that people leave the portal for. */
  paymentUrl: WebUrl.optional(),
});

/** The one configuration file of a kiosk, in JSON. */
export const KioskConfig = z.strictObject({
  /** Machine number, under which the portal knows this kiosk and its key, e.g. `K-014`. */
  machine: z.string().regex(/^[\w-]{1,64}$/),
  /** Telephone number of the help desk, as it is shown. */
  helpLine: z.string().min(1),
  /** A demonstration with synthetic people: only then may a host record what passes over the wires. */
  demo: z.boolean().default(false),
  /** Where the journal is kept. */
  dataFolder: Path,
  portal: z.strictObject({
    ...PortalAddresses.shape,
    /** Ed25519 private key, PKCS #8 in PEM. */
    keyFile: Path,
  }),
  /** Folder of country signing certificates whose cards are believed (DER or PEM). */
  cscaFolder: Path,
  reader: CivilIdReaderConfig,
  printer: CardPrinterConfig,
  /** Ask the holder for the PIN of the civil ID. */
  askPin: z.boolean().default(false),
  pinDigits: z.int().min(4).max(8).default(4),
  timeouts: Timeouts.prefault({}),
  maintenance: z
    .strictObject({
      /** Civil IDs that open the maintenance screen. */
      technicians: z.array(CivilId).default([]),
    })
    .prefault({}),
  /** What each unit holds when full. */
  capacities: z
    .strictObject({
      cards: Capacity.default(100),
      ribbon: Capacity.default(200),
      retainBin: Capacity.default(50),
      rejectBin: Capacity.default(25),
    })
    .prefault({}),
  /** Where the kiosk serves its screen to a browser on this machine, when it runs without Electron. */
  browserHost: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      /** 0: any free port. */
      port: z.int().min(0).max(65_535).default(0),
      /** Origins besides its own that may open the bridge. */
      allowedOrigins: z.array(z.url()).default([]),
    })
    .prefault({}),
});
export type KioskConfig = z.infer<typeof KioskConfig>;

/** Reads what `schema` wants of the JSON file at `path`. Fails with every mistake, each a line that begins with its place. */
export function readConfig<Content>(schema: z.ZodType<Content>, path: string): Result<Content, string[]> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return failure([`${path}: ${error instanceof Error ? error.message : error}`]);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success)
    return failure(
      parsed.error.issues.map(
        (issue) => `${issue.path.length > 0 ? issue.path.join('.') : path}: ${issue.message}`,
      ),
    );
  return success(parsed.data);
}

/** Reads the kiosk's configuration file at `path`. Fails with every mistake, each a line that begins with its place. */
export function loadKioskConfig(path: string): Result<KioskConfig, string[]> {
  const read = readConfig(KioskConfig, path);
  return read.ok ? success(withAbsolutePaths(read.value, dirname(resolve(path)))) : read;
}

function withAbsolutePaths(config: KioskConfig, folder: string): KioskConfig {
  return {
    ...config,
    dataFolder: resolve(folder, config.dataFolder),
    cscaFolder: resolve(folder, config.cscaFolder),
    portal: { ...config.portal, keyFile: resolve(folder, config.portal.keyFile) },
  };
}
