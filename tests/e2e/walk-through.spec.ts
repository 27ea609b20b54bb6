import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { z } from 'zod';
import { LicenceCredential } from '../../contracts/licence.ts';
import { findBrowser } from '../../simulators/stand/browser.ts';
import { decodeSymbol } from '../../simulators/stand/decode-qr.ts';
import { walkThrough } from '../../simulators/stand/walk-through.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const Jwks = z.object({
  keys: z.array(z.object({ kty: z.string(), crv: z.string(), x: z.string(), y: z.string() })).length(1),
});

/** Whether `token` (RFC 7515, compact, ES256) is signed by the key in `jwks`. */
function isSigned(token: string, jwks: z.infer<typeof Jwks>): boolean {
  const [header, payload, signature = ''] = token.split('.');
  const [jwk] = jwks.keys;
  if (!jwk) return false;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}

for (const language of ['ar', 'en'] as const) {
  test(`npm start -- --walk-through --lang ${language}: one renewal, from the welcome to the receipt`, async () => {
    const output = mkdtempSync(join(tmpdir(), 'walk-through-'));
    try {
      const browser = findBrowser();
      expect(browser).not.toBeNull();
      expect(await walkThrough({ root, output, browser: browser ?? '', language })).toEqual([]);

      for (const file of ['face-front.png', 'face-back.png', 'card-front.png', 'card-back.png'])
        expect(PNG.sync.read(readFileSync(join(output, file)))).toMatchObject({ width: 1016, height: 648 });

      const jwks = Jwks.parse(JSON.parse(readFileSync(join(output, 'jwks.json'), 'utf8')));
      const printed = Uint8Array.from(readFileSync(join(output, 'card-back.png')));
      for (const format of ['QRCode', 'PDF417'] as const) {
        const token = await decodeSymbol(printed, format);
        expect(isSigned(token, jwks), `${format} on the printed card is signed`).toBe(true);
        expect(
          isSigned(token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).replace(/\.(.)/, '.$1A'), jwks),
        ).toBe(false);
        const credential = LicenceCredential.parse(
          JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')),
        );
        expect(credential).toMatchObject({
          family_name: 'AL-MARJANI',
          given_name: 'SALEM NASER',
          issuing_country: 'KW',
        });
      }

      expect(readFileSync(join(output, 'receipt.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
      const reports = readFileSync(join(output, 'reader-wire.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(new Set(reports.map(({ direction }) => direction)).size).toBe(2);
      for (const { hex } of reports) expect(hex).toMatch(/^([0-9a-f]{2}){64}$/);
      const { screens } = JSON.parse(readFileSync(join(output, 'timeline.json'), 'utf8'));
      const names: string[] = screens.map(({ screen }: { screen: string }) => screen);
      const order = ['attract', 'readingCard', 'confirm', 'oldLicence', 'printing', 'takeCard', 'done'];
      expect(order.map((name) => names.indexOf(name))).toEqual(
        [...order.map((name) => names.indexOf(name))].sort((a, b) => a - b),
      );
      expect(order.filter((name) => !names.includes(name))).toEqual([]);
    } finally {
      rmSync(output, { recursive: true, force: true });
    }
  });
}
