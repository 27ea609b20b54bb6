import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { CountryCode } from '../contracts/person.ts';
import { failure, type Result, success } from '../contracts/result.ts';
import {
  prepareTrustAnchors,
  type TrustAnchors,
} from '../native-adapters/civil-id-reader/lds1/verify-chip-proof.ts';
import { PasswordPolicy } from '../contracts/portal-api/accounts.ts';
import { DatedSettings } from './dated-settings.ts';
import { HealthInsuranceConfig } from './gateways/health-insurance/health-insurance-client.ts';
import { KnetConfig } from './gateways/knet/config.ts';
import { PoliceConfig } from './gateways/police/police-client.ts';
import { SmtpConfig } from './gateways/smtp/smtp-mailer.ts';
import { isPostgresUrl } from './store/store.ts';

/** The configuration file. Paths are relative to the folder it lies in. */
const ConfigFile = z.strictObject({
  listen: z.strictObject({ host: z.string().min(1), port: z.int().min(0).max(65_535) }),
  /** Address under which phones and kiosks reach the portal: it is printed in codes. */
  publicUrl: z.url({ protocol: /^https?$/ }),
  /** Path of a SQLite file, or `postgres://…`. The environment's `DATABASE_URL` comes before it. */
  database: z.string().min(1),
  /** Key that signs licence credentials, made by `make-keys.ts`. */
  signingKey: z.string().min(1),
  /** Folder of country signing certificates (CSCA), DER or PEM. */
  cscaFolder: z.string().min(1),
  /** State that issues civil IDs, as their machine-readable zone names it (ICAO 9303-3). */
  issuingState: CountryCode,
  datedSettings: z.string().min(1),
  /** Folder of the built web UI; `null`: this server has the API and the public pages only. */
  webFolder: z.string().min(1).nullable(),
  /** Folder of uploaded files, made when it is missing. */
  uploadsFolder: z.string().min(1),
  /** The rule that passwords of individuals keep (S4); staff always keep `modern`. */
  passwordPolicy: PasswordPolicy,
  knet: KnetConfig,
  smtp: SmtpConfig,
  police: PoliceConfig,
  healthInsurance: HealthInsuranceConfig,
  /** Addresses or networks of balancers in front of the portal. */
  trustedProxies: z.array(z.string().min(1)).default([]),
});

/** Everything the portal is started with, checked. */
export interface PortalConfig {
  readonly listen: { readonly host: string; readonly port: number };
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Absolute path of a SQLite file, or `postgres://…`. */
  readonly database: string;
  readonly signingKey: KeyObject;
  readonly trustAnchors: TrustAnchors;
  readonly issuingState: string;
  readonly datedSettings: DatedSettings;
  readonly webFolder: string | null;
  readonly uploadsFolder: string;
  readonly passwordPolicy: PasswordPolicy;
  readonly knet: KnetConfig;
  readonly smtp: SmtpConfig;
  readonly police: PoliceConfig;
  readonly healthInsurance: HealthInsuranceConfig;
  readonly trustedProxies: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The mistakes of one configuration, each a line that names its place. */
class Mistakes {
  readonly lines: string[] = [];

  /** What `read` gives; `null` when it fails, with the reason noted under `place`. */
  try<Value>(place: string, read: () => Value): Value | null {
    try {
      return read();
    } catch (error) {
      this.note(place, error);
      return null;
    }
  }

  note(place: string, error: unknown): void {
    if (error instanceof z.ZodError) {
      for (const { path, message } of error.issues)
        this.lines.push(`${[place, ...path.map(String)].filter(Boolean).join('.') || 'file'}: ${message}`);
      return;
    }
    this.lines.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readSigningKey(path: string): KeyObject {
  const key = createPrivateKey(readFileSync(path));
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('is not an EC key on P-256');
  return key;
}

const CERTIFICATE_FILE = /\.(?:cer|crt|der|pem)$/i;

function readTrustAnchors(folder: string): TrustAnchors {
  const files = readdirSync(folder).filter((file) => CERTIFICATE_FILE.test(file));
  if (files.length === 0) throw new Error('holds no certificate (.cer, .crt, .der, .pem)');
  const certificates = new Map<string, Uint8Array>();
  for (const file of files.sort()) {
    try {
      const { raw, fingerprint256 } = new X509Certificate(readFileSync(join(folder, file)));
      certificates.set(fingerprint256, new Uint8Array(raw));
    } catch {
      throw new Error(`${file} is not an X.509 certificate`);
    }
  }
  return prepareTrustAnchors([...certificates.values()]);
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The fields that name files, as far as they are there: they are looked at even when other fields are wrong. */
const FileFields = z.object({
  signingKey: z.string().min(1).nullable().catch(null),
  cscaFolder: z.string().min(1).nullable().catch(null),
  datedSettings: z.string().min(1).nullable().catch(null),
});

/** The database that is used: the environment's, or the configured one. */
function chosenDatabase(configured: string, folder: string, environment: Environment): string {
  const database = environment['DATABASE_URL'] ?? configured;
  return isPostgresUrl(database) ? database : resolve(folder, database);
}

/**
 * Reads the configuration and everything it points to; all mistakes at once, each as one line that names its place.
 * @param file path of the configuration file
 */
export function readConfig(file: string, environment: Environment): Result<PortalConfig, readonly string[]> {
  const mistakes = new Mistakes();
  const content = mistakes.try('file', () => z.record(z.string(), z.unknown()).parse(readJson(file)));
  if (content === null) return failure(mistakes.lines);

  const config = ConfigFile.safeParse(content);
  if (!config.success) mistakes.note('', config.error);
  const folder = dirname(file);
  const fields = FileFields.parse(content);
  const read = <Value>(place: keyof typeof fields, from: (path: string) => Value): Value | null => {
    const path = fields[place];
    return path === null ? null : mistakes.try(place, () => from(resolve(folder, path)));
  };
  const signingKey = read('signingKey', readSigningKey);
  const trustAnchors = read('cscaFolder', readTrustAnchors);
  const datedSettings = read('datedSettings', (path) => DatedSettings.parse(readJson(path)));
  if (!config.success || signingKey === null || trustAnchors === null || datedSettings === null)
    return failure(mistakes.lines);

  const { listen, publicUrl, database, issuingState, trustedProxies, webFolder, uploadsFolder } = config.data;
  const { passwordPolicy, knet, smtp, police, healthInsurance } = config.data;
  return success({
    listen,
    webFolder: webFolder === null ? null : resolve(folder, webFolder),
    uploadsFolder: resolve(folder, uploadsFolder),
    passwordPolicy,
    knet,
    smtp,
    police,
    healthInsurance,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    database: chosenDatabase(database, folder, environment),
    signingKey,
    trustAnchors,
    issuingState,
    datedSettings,
    trustedProxies,
  });
}
