import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate authority that signed itself and whose key is gone. */
export const TEST_AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBozCCAUmgAwIBAgIUAgZ+kDy4Mb+vcHjnu6pZNKiNmewwCgYIKoZIzj0EAwIw
JjELMAkGA1UEBhMCS1cxFzAVBgNVBAMMDlRlc3QgYXV0aG9yaXR5MCAXDTI2MTEy
MjE5MzM0MloYDzIxMjYxMDI5MTkzMzQyWjAmMQswCQYDVQQGEwJLVzEXMBUGA1UE
AwwOVGVzdCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARsmqpb
mhTbx63QfJXGfBoGky5SkeqlXs89z8o0b+fW6LHUKUtLQY1k8GRcGpFO/eq1kcNK
jOh+h2eIda5Yzq9eo1MwUTAdBgNVHQ4EFgQULSUC7sooxIY672ukntGbTycHXFkw
HwYDVR0jBBgwFoAULSUC7sooxIY672ukntGbTycHXFkwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiEAwyRYifrYgKrAyJqsFT/EC/EXYtayl6AGj2H7
eArGtvMCIGtxYQunshBR5wRk2z3ohA4PLFKGSAhswrj4SsXXIYrp
-----END CERTIFICATE-----`;

/** A configuration whose devices and portal are not there. */
export function lonelyConfiguration(): Record<string, unknown> {
  return {
    machine: 'K-014',
    helpLine: '1889988',
    dataFolder: 'data',
    portal: { url: 'http://127.0.0.1:9', keyFile: 'kiosk-key.pem' },
    cscaFolder: 'csca',
    reader: { transport: { type: 'socket', path: 'reader.sock' }, issuingState: 'KWT', access: 'open' },
    printer: { transport: { type: 'tcp', host: '127.0.0.1', port: 9 } },
  };
}

/** Writes `config` as the configuration file in `folder`; returns its path. */
export function writeConfiguration(folder: string, config: Record<string, unknown>): string {
  const path = join(folder, 'kiosk.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** Writes all that a kiosk needs to start, though it finds neither devices nor portal; returns the configuration's path. */
export function writeLonelyKiosk(folder: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'kiosk-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  mkdirSync(join(folder, 'csca'));
  writeFileSync(join(folder, 'csca', 'authority.pem'), TEST_AUTHORITY);
  return writeConfiguration(folder, lonelyConfiguration());
}
