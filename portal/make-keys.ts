/** Makes the key that signs licence credentials: `node portal/make-keys.ts <folder>`. An existing key is kept. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createCredentialSigner } from './services/credentials/sign-credential.ts';

/** Name of the key's file in its folder. */
const KEY_FILE = 'credential-signing-key.pem';

const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0) {
  console.error('usage: node portal/make-keys.ts <folder>');
  process.exit(2);
}
const path = join(resolve(folder), KEY_FILE);
if (!existsSync(path)) {
  mkdirSync(resolve(folder), { recursive: true });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
}
const { kid } = createCredentialSigner(createPrivateKey(readFileSync(path))).publicKey;
console.log(JSON.stringify({ signingKey: path, kid }));
