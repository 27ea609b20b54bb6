import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const portalFile = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** What a command of the portal said before it ended. */
export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a portal's process: nobody's database but the configured one, and what Node has compiled before. */
const environment = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url)),
  ...process.env,
  DATABASE_URL: undefined,
};

const collect = (child: ChildProcess) => {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (part) => {
    said.stdout += String(part);
  });
  child.stderr?.on('data', (part) => {
    said.stderr += String(part);
  });
  return said;
};

/** Runs `node portal/<file> …` to its end. */
export async function runCommand(file: string, ...args: readonly string[]): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [portalFile(file), ...args], { env: environment });
  const said = collect(child);
  const [code] = await once(child, 'close');
  return { code, ...said };
}

/** A running portal. */
export interface PortalProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it logged so far. */
  readonly log: () => string;
  /** Sends a signal and waits for the end; the exit code, `null` when the signal killed it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const ReadyLine = z.strictObject({ listening: z.url() });

/** Starts `node portal/main.ts` and waits until it listens. */
export async function startPortal(configFile: string): Promise<PortalProcess> {
  const child = spawn(process.execPath, [portalFile('main.ts'), '--config', configFile], {
    env: environment,
  });
  const said = collect(child);
  const ended = once(child, 'close');
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => {
      if (said.stdout.includes('\n')) resolve();
    });
  });
  await Promise.race([ready, ended]);
  if (child.exitCode !== null) throw new Error(`the portal did not start:\n${said.stderr}`);
  const { listening } = ReadyLine.parse(JSON.parse(said.stdout));
  return {
    url: listening,
    child,
    log: () => said.stderr,
    async end(signal) {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

/** A country signing certificate whose key nobody has: enough to start with, and no chip will ever chain to it. */
const CSCA_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBrDCCAVKgAwIBAgIUHdHmGt002rvr1GhLHbLv0I4GCI0wCgYIKoZIzj0EAwIw
ITELMAkGA1UEBhMCS1cxEjAQBgNVBAMMCVRlc3QgQ1NDQTAgFw0yNjExMjIxOTI4
MjRaGA8yMDUxMDcxNDE5MjgyNFowITELMAkGA1UEBhMCS1cxEjAQBgNVBAMMCVRl
c3QgQ1NDQTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNYkLO/jeAOtGB8537T4
nCwywskPZcQTxzONOdKqghgJMWIRXJImioc9DQGnz+/bxC8jCWmp2+l/hseeSh5K
PXOjZjBkMB0GA1UdDgQWBBSpqctaJ2NETuYKqXeQYb3MhnwmAzAfBgNVHSMEGDAW
gBSpqctaJ2NETuYKqXeQYb3MhnwmAzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1Ud
DwEB/wQEAwIBBjAKBggqhkjOPQQDAgNIADBFAiA33Ef98ni/RbunDm6nK2yohe3Z
lDmj691vOMflvRtUNQIhAL32YlKdQYf3QC+AFL9jzdOrxgVz6nAcu3qrM3xbIFYR
-----END CERTIFICATE-----
`;

/** A folder with everything the portal is started with; the configuration may be changed by `changes`. */
export async function makeInstallation(
  folder: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  mkdirSync(join(folder, 'csca'), { recursive: true });
  writeFileSync(join(folder, 'csca', 'csca.pem'), CSCA_CERTIFICATE);
  const keys = await runCommand('make-keys.ts', join(folder, 'keys'));
  if (keys.code !== 0) throw new Error(keys.stderr);
  const configFile = join(folder, 'portal.json');
  writeFileSync(
    configFile,
    JSON.stringify({
      listen: { host: '127.0.0.1', port: 0 },
      publicUrl: 'http://portal.test/',
      database: 'portal.sqlite',
      signingKey: 'keys/credential-signing-key.pem',
      cscaFolder: 'csca',
      issuingState: 'KWT',
      datedSettings: portalFile('dated-settings.json'),
      webFolder: null,
      uploadsFolder: 'uploads',
      passwordPolicy: 'guide-2020',
      knet: {
        tranportalId: 'test',
        password: 'test',
        resourceKey: '0123456789ABCDEF',
        paymentUrl: 'https://gateway.test/kpg/PaymentHTTP.htm',
        tranPipeUrl: 'https://gateway.test/kpg/tranPipe.htm',
      },
      smtp: { host: '127.0.0.1', port: 9, secure: false, from: 'portal@test.example' },
      police: { url: 'http://127.0.0.1:9' },
      healthInsurance: { url: 'http://127.0.0.1:9', payPageUrl: 'http://127.0.0.1:9/' },
      ...changes,
    }),
  );
  return configFile;
}
