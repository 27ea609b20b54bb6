import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LicenceCredential } from '../../contracts/licence.ts';
import { PermitNumber } from '../../contracts/pickup.ts';
import { openStore } from '../store/store.ts';
import {
  HOLDER,
  licenceOf,
  MINUTE_MS,
  REQUEST_ID,
  seedRequest,
  PUBLIC_URL,
} from '../test-support/fixtures.ts';
import { EVENT, PortalUnderTest } from '../test-support/portal-under-test.ts';
import { THROTTLE_BURST, THROTTLE_REFILL_MS } from './throttle.ts';

const PERMIT = PermitNumber.parse('P-AB7CDE2FGH9J');
const DAY_MS = 24 * 60 * MINUTE_MS;

let folder: string;
let portal: PortalUnderTest;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
  portal = await PortalUnderTest.start(await openStore(join(folder, 'portal.sqlite')), [seedRequest()]);
});
afterEach(async () => {
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A pickup that ended with the old licence in the bin and a permit in the holder's hand. */
async function permitGranted() {
  const pickup = await portal.reserved('K-001', HOLDER, REQUEST_ID);
  const granted = { type: 'permitGranted', permit: PERMIT } as const;
  await pickup.kiosk.report(
    pickup.pickupId,
    1,
    portal.events(1, EVENT.oldLicenceRetained, EVENT.printing, EVENT.released, granted),
  );
  return pickup;
}

const get = (path: string) => portal.server.inject(path);
const receiptPath = ({ receiptUrl }: { readonly receiptUrl: string }) => new URL(receiptUrl).pathname;

describe('the page of a permit', () => {
  test('valid: what an inspector needs in both languages, and nothing about the holder', async () => {
    await permitGranted();
    const { statusCode, body } = await get(`/permits/${PERMIT}`);
    expect(statusCode).toBe(200);
    for (const text of [
      'data-status="valid"',
      'التصريح صالح',
      'This permit is valid',
      '6 December 2026',
      '6 ديسمبر 2026',
      'Driving licence renewal',
      'Private',
      'K-001',
    ])
      expect(body).toContain(text);
    for (const secret of [HOLDER, HOLDER.slice(-4), 'ALMITHAL', 'المثال', '12345678', REQUEST_ID])
      expect(body).not.toContain(secret);
    expect(body.indexOf('lang="ar" dir="rtl"')).toBeLessThan(body.indexOf('lang="en" dir="ltr"'));
  });

  test('valid through its last day in Kuwait, expired on the next', async () => {
    await permitGranted();
    portal.clock.advance(14 * DAY_MS);
    expect((await get(`/permits/${PERMIT}`)).body).toContain('This permit is valid');
    portal.clock.advance(DAY_MS);
    expect((await get(`/permits/${PERMIT}`)).body).toContain('no longer valid');
  });

  test('ended once the licence was collected at any machine', async () => {
    await permitGranted();
    const { kiosk, pickupId, fencing } = await portal.reserved('K-002', HOLDER, REQUEST_ID);
    await kiosk.report(pickupId, fencing, portal.events(1, EVENT.printing, EVENT.presented, EVENT.issued));
    expect((await get(`/permits/${PERMIT}`)).body).toContain('the licence was collected');
  });

  test.each(['P-ZZZZZZZZZZZZ', 'P-AB7CDE2FGH9j', 'x', '%3Cscript%3E'])(
    '%s: there is no such permit',
    async (number) => {
      const { statusCode, body } = await get(`/permits/${number}`);
      expect(statusCode).toBe(404);
      expect(body).toContain('There is no permit with this number');
      expect(body).not.toContain('<script');
    },
  );
});

describe('the page of a receipt', () => {
  test('before and after the licence was taken', async () => {
    const pickup = await portal.reserved('K-001', HOLDER, REQUEST_ID);
    const before = await get(receiptPath(pickup));
    expect(before.body).toContain('has not been collected yet');
    expect(before.body).toContain('data-status="paid"');
    await pickup.kiosk.report(
      pickup.pickupId,
      1,
      portal.events(1, EVENT.printing, EVENT.presented, EVENT.issued),
    );
    const { statusCode, body } = await get(receiptPath(pickup));
    expect(statusCode).toBe(200);
    for (const text of [
      'data-status="issued"',
      'The licence has been collected',
      'استُلمت الرخصة',
      REQUEST_ID,
      'KD 10.000',
      '10.000 د.ك',
      'KNET-202611200001',
      '22 November 2026, 12:00',
      'K-001',
      'Renewal fee',
      `${receiptPath(pickup)}/receipt.pdf`,
    ])
      expect(body).toContain(text);
    for (const secret of [HOLDER, 'ALMITHAL', '12345678']) expect(body).not.toContain(secret);
  });

  test('its document is a PDF to keep', async () => {
    const { statusCode, headers, rawPayload } = await get(
      `${receiptPath(await portal.reserved('K-001', HOLDER, REQUEST_ID))}/receipt.pdf`,
    );
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="receipt-${REQUEST_ID}.pdf"`,
      'x-content-type-options': 'nosniff',
    });
    expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('a request keeps its receipt, whichever machine hands the licence over', async () => {
    const first = await permitGranted();
    const second = await portal.reserved('K-002', HOLDER, REQUEST_ID);
    expect(second.receiptUrl).toBe(first.receiptUrl);
  });

  test.each(['/receipts/0123', `/receipts/${'0'.repeat(32)}`, `/receipts/${'0'.repeat(32)}/receipt.pdf`])(
    '%s: there is no such receipt',
    async (path) => {
      const { statusCode, body } = await get(path);
      expect(statusCode).toBe(404);
      expect(body).toContain('There is no receipt with this number');
    },
  );
});

test('the credential of a reservation verifies with the published key', async () => {
  const { credential } = await portal.reserved('K-001', HOLDER, REQUEST_ID);
  const [key] = (await get('/.well-known/jwks.json')).json().keys;
  const [header = '', payload = '', signature = ''] = credential.split('.');
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(decoded(header)).toEqual({ alg: 'ES256', kid: key.kid });
  expect(key).not.toHaveProperty('d');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const right = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  expect(right).toBe(true);
  const licence = licenceOf(HOLDER);
  expect(LicenceCredential.parse(decoded(payload))).toMatchObject({
    family_name: licence.nameLatin.family,
    document_number: licence.number,
    driving_privileges: [{ vehicle_category_code: 'private', expiry_date: licence.expiryDate }],
  });
});

describe('every answer', () => {
  test.each([
    '/permits/x',
    '/receipts/x',
    '/nowhere',
    '/assets/portal.css',
    '/%zz',
    '/.well-known/jwks.json',
  ])('%s carries the security headers', async (path) => {
    const { headers } = await get(path);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['strict-transport-security'], PUBLIC_URL).toBeUndefined();
  });

  test('pages load nothing but the style sheet, which loads nothing but the fonts; all of it is there', async () => {
    const { body } = await get(`/permits/${PERMIT}`);
    expect(body).not.toMatch(/<script|<iframe|<img|style=|\son\w+=/);
    const sheet = await get('/assets/portal.css');
    const fonts = [...sheet.body.matchAll(/url\("([^"]+)"\)/g)].map(([, path = '']) => path);
    expect(fonts).toHaveLength(2);
    for (const path of fonts) expect((await get(path)).headers['content-type']).toBe('font/ttf');
  });

  test.each(['/assets/../main.ts', '/assets/fonts/../../portal.css', '/assets/fonts/700.ttf'])(
    '%s: nothing else is served',
    async (path) => {
      expect((await get(path)).statusCode).toBe(404);
    },
  );
});

test('one address may look up so many pages and then has to wait; others need not, and kiosks never', async () => {
  const asking = (remoteAddress: string) => portal.server.inject({ url: '/permits/x', remoteAddress });
  for (let asked = 0; asked < THROTTLE_BURST; asked += 1)
    expect((await asking('192.0.2.1')).statusCode).toBe(404);
  const refused = await asking('192.0.2.1');
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['retry-after']).toBe(String(THROTTLE_REFILL_MS / 1_000));
  expect((await asking('192.0.2.2')).statusCode).toBe(404);
  for (let asked = 0; asked <= THROTTLE_BURST; asked += 1) await portal.kiosk('K-001').challenge();
  portal.clock.advance(THROTTLE_REFILL_MS);
  expect((await asking('192.0.2.1')).statusCode).toBe(404);
  expect((await asking('192.0.2.1')).statusCode).toBe(429);
});
