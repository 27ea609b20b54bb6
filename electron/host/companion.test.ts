import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { companionOf, loadCompanion } from './companion.ts';
import { lonelyConfiguration, writeConfiguration } from './test-support.ts';

const PORTAL = 'https://portal.example';
const PAYMENT_URL = 'https://www.kpay.com.kw/kpg/PaymentHTTP.htm';

describe('companionOf', () => {
  const companion = companionOf(PORTAL, PAYMENT_URL);

  it("begins at the portal's first page", () => {
    expect(companion.start).toBe('https://portal.example/');
  });

  it.each([
    'https://portal.example/dues?x=1#y',
    'https://portal.example:443/',
    'https://www.kpay.com.kw/kpg/paymentpage.htm?PaymentID=1',
  ])('shows %s', (url) => {
    expect(companion.isPage(url)).toBe(true);
  });

  it.each([
    'http://portal.example/',
    'https://portal.example:8443/',
    'https://portal.example@elsewhere.test/',
    'https://portal.example.elsewhere.test/',
    'https://staff.portal.example/',
    'https://kpay.com.kw/',
    'blob:https://portal.example/0f',
    'filesystem:https://portal.example/temporary/x',
    'view-source:https://portal.example/',
    'file:///etc/passwd',
    'app://kiosk/',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
    'tel:1889988',
    '',
  ])('does not show %j', (url) => {
    expect(companion.isPage(url)).toBe(false);
  });

  it('shows no second origin where no payment page is named', () => {
    expect(companionOf(PORTAL).isPage(PAYMENT_URL)).toBe(false);
    expect(companionOf(PORTAL).isPage(PORTAL)).toBe(true);
  });

  it.each([
    ['https://portal.example/receipts/0f3a/receipt.pdf', true],
    ['https://portal.example/api/uploads/7c1e/content', true],
    ['https://portal.example/receipts/0f3a/receiptXpdf', false],
    ['https://portal.example/receipts/0f3a', false],
    ['https://portal.example/receipts/a/b/receipt.pdf', false],
    ['https://portal.example/api/uploads/7c1e/content/more', false],
    ['https://portal.example/x/receipts/0f3a/receipt.pdf', false],
    ['http://portal.example/receipts/0f3a/receipt.pdf', false],
    ['https://www.kpay.com.kw/receipts/0f3a/receipt.pdf', false],
    ['blob:https://portal.example/receipts/0f3a/receipt.pdf', false],
    ['', false],
  ])('whether %s may be saved: %s', (url, allowed) => {
    expect(companion.isDocument(url)).toBe(allowed);
  });
});

describe('loadCompanion', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'companion-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const load = (portal: Record<string, string>) => loadCompanion(writeConfiguration(folder, { portal }));

  it("takes the kiosk's whole configuration", () => {
    const read = loadCompanion(writeConfiguration(folder, lonelyConfiguration()));
    expect(read).toMatchObject({ ok: true, value: { start: 'http://127.0.0.1:9/' } });
  });

  it('begins where people reach the portal, which need not be where machines do', () => {
    const read = load({ url: 'http://10.0.0.4:4100', publicUrl: PORTAL });
    expect(read).toMatchObject({ ok: true, value: { start: 'https://portal.example/' } });
  });

  it.each([
    [{ url: 'http://portal.example' }, 'portal.publicUrl: must be https, or on this machine'],
    [{ url: PORTAL, publicUrl: 'http://localhost.elsewhere.test/' }, 'portal.publicUrl: must be https'],
    [{ url: PORTAL, paymentUrl: 'http://www.kpay.com.kw/' }, 'portal.paymentUrl: must be https'],
    [{ url: PORTAL, paymentUrl: 'kpay' }, 'portal.paymentUrl: Invalid URL'],
    [{}, 'portal.url: Invalid input'],
  ])('tells what has to be corrected: %j', (portal, fault) => {
    expect(load(portal)).toEqual({ ok: false, fault: expect.stringContaining(fault) });
  });

  it('tells that there is no such file', () => {
    const read = loadCompanion(join(folder, 'missing.json'));
    expect(read).toEqual({ ok: false, fault: expect.stringContaining('ENOENT') });
    writeFileSync(join(folder, 'broken.json'), '{');
    expect(loadCompanion(join(folder, 'broken.json')).ok).toBe(false);
  });
});
