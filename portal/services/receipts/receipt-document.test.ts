import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import { Fils } from '../../../contracts/money.ts';
import {
  DueId,
  PAYMENT_MOST_LINES,
  PaymentId,
  type PaymentStatus,
} from '../../../contracts/portal-api/payments.ts';
import type { PaymentOnFile } from '../../store/payments.ts';
import type { ReceiptOnFile } from '../../store/receipts.ts';
import { dueDescription } from '../../texts/due-texts.ts';
import { drawnRuns, pageCount } from '../../test-support/drawn-text.ts';
import { RENEWALS_MOST_LINES } from '../../../contracts/portal-api/residency.ts';
import { RenewalId } from '../../../contracts/residency.ts';
import { BEGINNING_MS, HOLDER, OTHER_HOLDER, REQUEST_ID } from '../../test-support/fixtures.ts';
import { renewalDescription } from '../../texts/renewal-texts.ts';
import { receiptDocument } from './receipt-document.ts';
import { paymentReceipt, type Receipt, requestReceipt } from './receipt-rows.ts';

const RECEIPT: ReceiptOnFile = {
  code: '0123456789abcdef0123456789abcdef',
  requestId: REQUEST_ID,
  kind: 'damaged',
  category: 'generalA',
  status: 'issued',
  feePaid: Fils.parse(12_500),
  paidAt: isoInstant(BEGINNING_MS - 86_400_000),
  paymentReference: 'KNET-202611210001',
  issued: { at: isoInstant(BEGINNING_MS), machine: 'K-014' },
  refund: null,
};

const FEE_NAME = { ar: 'رسم بدل تالف', en: 'Damaged replacement fee' };

const documentOf = (receipt: Receipt) =>
  receiptDocument({
    receipt,
    url: `https://portal.example/receipts/${receipt.code}`,
    madeAt: BEGINNING_MS,
  });
const made = (receipt = RECEIPT) => documentOf(requestReceipt(receipt, FEE_NAME));

/** A payment of so many dues of KD 15 each. */
function paymentOf(dues: number, status: PaymentStatus = 'captured'): PaymentOnFile {
  const amount = Fils.parse(15_000 * dues);
  const at = isoInstant(BEGINNING_MS);
  return {
    paymentId: PaymentId.parse('6f1c7d1e-7a53-4a0e-9a39-52b3f9d3c001'),
    accountId: 'account',
    trackId: '6f1c7d1e7a534a0e9a3952b3f9d3c001',
    status,
    statusSince: at,
    amount,
    language: 'ar',
    createdAt: at,
    lines: Array.from({ length: dues }, (_, index) => ({
      item: { type: 'due', dueId: DueId.parse(`D-2026-${String(index).padStart(8, '0')}`) },
      description: dueDescription('trafficViolation', String(1_500_001 + index)),
      amount: Fils.parse(15_000),
    })),
    capture: { tranId: '1', reference: '632612345678', amount, at },
    refundCause: null,
    receiptCode: RECEIPT.code,
    checkAt: null,
  };
}

function receiptOf(payment: PaymentOnFile): Receipt {
  if (payment.capture === null) throw new Error('nothing was captured');
  return paymentReceipt(payment, RECEIPT.code, payment.capture);
}

describe('the document of a receipt', () => {
  test('holds every fact as text that can be searched', async () => {
    const texts = drawnRuns(await made()).map(({ text }) => text);
    for (const expected of [
      'Receipt',
      'إيصال',
      '0123 4567 89ab cdef 0123 4567 89ab cdef',
      REQUEST_ID,
      'Replacement of a damaged driving licence',
      'بدل تالف لرخصة القيادة',
      'General A',
      'KNET-202611210001',
      '22 November 2026, 12:00',
      'K-014',
      'Damaged replacement fee',
      'رسم بدل تالف',
      'KD 12.500',
      '12.500',
      ' د.ك',
      `https://portal.example/receipts/${RECEIPT.code}`,
    ])
      expect(texts).toContain(expected);
  });

  test('joins Arabic letters: one letter has other shapes at the beginning, inside and at the end', async () => {
    const runs = drawnRuns(await made());
    const licence = runs.find(({ text }) => text === 'بدل تالف لرخصة القيادة');
    if (!licence) throw new Error('the service is not drawn');
    const glyphs = licence.glyphs.toReversed();
    const shapes = new Set(
      [...licence.text].flatMap((letter, index) => (letter === 'ل' ? [glyphs[index]] : [])),
    );
    expect(shapes.size).toBeGreaterThan(1);
  });

  test('is one page, whatever is missing', async () => {
    const unpaid = {
      ...RECEIPT,
      status: 'ready',
      paidAt: null,
      paymentReference: null,
      issued: null,
    } as const;
    for (const receipt of [RECEIPT, unpaid]) {
      expect(pageCount(await made(receipt))).toBe(1);
    }
    const texts = drawnRuns(await made({ ...RECEIPT, status: 'ready', issued: null })).map(
      ({ text }) => text,
    );
    expect(texts).toContain('Not collected yet');
  });

  const since = isoInstant(BEGINNING_MS);
  test.each<[string, Partial<ReceiptOnFile>, readonly string[]]>([
    ['cancelled', { status: 'refundDue', refund: { status: 'refundDue', since } }, ['Refund', 'Under way']],
    [
      'cancelled and refunded',
      { status: 'cancelled', refund: { status: 'refunded', since } },
      ['Refunded on', '22 November 2026'],
    ],
    ['cancelled elsewhere', { status: 'cancelled' }, []],
    ['expired', { status: 'expired', refund: { status: 'refundDue', since } }, ['Refund', 'Under way']],
    ['expired, the fee forfeited', { status: 'expired' }, []],
  ])('of a request that was %s does not promise a licence', async (_name, changes, expected) => {
    const texts = drawnRuns(await made({ ...RECEIPT, issued: null, ...changes })).map(({ text }) => text);
    for (const text of ['Not handed over', ...expected]) expect(texts).toContain(text);
    expect(texts).not.toContain('Not collected yet');
  });
});

describe('what a receipt says first', () => {
  const since = isoInstant(BEGINNING_MS);
  test.each<[Partial<ReceiptOnFile>, string]>([
    [{ status: 'ready' }, 'paid'],
    [{ status: 'needsAttendant' }, 'paid'],
    [{ status: 'ready', paidAt: null }, 'unpaid'],
    [{ status: 'refundDue' }, 'refundDue'],
    [{ status: 'cancelled' }, 'refunded'],
    [{ status: 'cancelled', refund: { status: 'refunded', since } }, 'refunded'],
    [{ status: 'expired' }, 'expired'],
    [{ status: 'expired', refund: { status: 'refundDue', since } }, 'refundDue'],
    [{ status: 'expired', refund: { status: 'refunded', since } }, 'refunded'],
  ])('%j: %s', (changes, expected) => {
    const receipt = requestReceipt({ ...RECEIPT, issued: null, ...changes }, FEE_NAME);
    expect(receipt.standing.status).toBe(expected);
  });
});

describe('the document of a payment', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds every line, the sum, the reference and what became of it', async () => {
    const pdf = await documentOf(receiptOf(paymentOf(3)));
    const texts = drawnRuns(pdf).map(({ text }) => text);
    for (const expected of [
      'Traffic violation no. 1500001',
      'Traffic violation no. 1500003',
      'KD 15.000',
      'KD 45.000',
      '632612345678',
      'The payment was received',
      '22 November 2026, 12:00',
      `https://portal.example/receipts/${RECEIPT.code}`,
    ])
      expect(texts).toContain(expected);
    expect(texts.join(' ')).toContain('مخالفة مرورية رقم');
    expect(pageCount(pdf)).toBe(1);
  });

  test.each([
    ['refundDue', 'The payment is being refunded'],
    ['refunded', 'The payment was refunded'],
    ['refunded', 'Refunded on'],
  ] as const)('%s: says so (%s)', async (status, expected) => {
    const pdf = await documentOf(receiptOf(paymentOf(1, status)));
    expect(drawnRuns(pdf).map(({ text }) => text)).toContain(expected);
  });

  test('of as many renewals as a payment can have: a line each, every page numbered, and well formed', async (context) => {
    const months = [1, 2, 5, 12, 24, 60];
    const lines = Array.from({ length: RENEWALS_MOST_LINES }, (_, index) => ({
      item: {
        type: 'renewal' as const,
        renewalId: RenewalId.parse(`6f1c7d1e-7a53-4a0e-9a39-${String(index).padStart(12, '0')}`),
      },
      description: renewalDescription({
        civilId: index % 2 === 0 ? HOLDER : OTHER_HOLDER,
        months: months[index % months.length] ?? 12,
        newExpiry: addDays(kuwaitDate(BEGINNING_MS), 30 + index),
      }),
      amount: Fils.parse(20_000),
    }));
    const amount = Fils.parse(20_000 * lines.length);
    const payment = paymentOf(1);
    if (payment.capture === null) throw new Error('nothing was captured');
    const pdf = await documentOf(
      receiptOf({ ...payment, amount, lines, capture: { ...payment.capture, amount } }),
    );
    const texts = drawnRuns(pdf).map(({ text }) => text);
    const pages = pageCount(pdf);
    expect(pages).toBeGreaterThan(10);
    for (let page = 1; page <= pages; page += 1) expect(texts).toContain(`Page ${page} of ${pages}`);
    expect(texts.filter((text) => text === 'KD 20.000')).toHaveLength(RENEWALS_MOST_LINES);
    for (let place = 1; place <= RENEWALS_MOST_LINES; place += 1) expect(texts).toContain(`${place}.`);
    expect(texts).toContain('KD 10,000.000');
    const file = join(folder, 'renewals.pdf');
    writeFileSync(file, pdf);
    const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
    if (checked.error) context.skip('qpdf is not installed');
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  });

  test('of as many lines as a payment can have takes the pages it needs, and is well formed', async (context) => {
    const pdf = await documentOf(receiptOf(paymentOf(PAYMENT_MOST_LINES)));
    const texts = drawnRuns(pdf).map(({ text }) => text);
    for (let index = 0; index < PAYMENT_MOST_LINES; index += 1)
      expect(texts).toContain(`Traffic violation no. ${1_500_001 + index}`);
    expect(texts).toContain('KD 1,500.000');
    expect(pageCount(pdf)).toBeGreaterThan(1);
    const file = join(folder, 'receipt.pdf');
    writeFileSync(file, pdf);
    const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
    if (checked.error) context.skip('qpdf is not installed');
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  });
});
