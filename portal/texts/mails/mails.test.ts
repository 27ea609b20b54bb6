// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { IsoDate, IsoInstant } from '../../../contracts/calendar.ts';
import type { Language } from '../../../contracts/language.ts';
import { Fils } from '../../../contracts/money.ts';
import { CaseId, CaseType } from '../../../contracts/case.ts';
import { RequestId } from '../../../contracts/pickup.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { accountChangedMail, alreadyRegisteredMail, linkMail, userActivationMail } from './account-mails.ts';
import {
  applicationApprovedMail,
  applicationRejectedMail,
  applicationReturnedMail,
  collectionReminderMail,
  licenceReadyMail,
  requestExpiredMail,
} from './application-mails.ts';
import { caseApprovedMail, caseRejectedMail, caseReturnedMail, caseSubmittedMail } from './case-mails.ts';
import { paymentReceiptMail, refundMail } from './payment-mails.ts';

/** Facts that would do harm in markup. */
const HOSTILE = `<img src=x onerror="a">'&`;
const ESCAPED = '&lt;img src=x onerror=&quot;a&quot;&gt;&#39;&amp;';
const hostileUrl = (path: string) => `https://portal.example/${path}?${HOSTILE}`;

const use = { url: hostileUrl('use'), expiresAt: IsoInstant.parse('2026-11-22T11:05:00.000Z') };
const about = {
  requestId: RequestId.parse('R-2026-000123'),
  kind: 'renewal',
  url: hostileUrl('request'),
} as const;
const organisation = { ar: `شركة المرسى ${HOSTILE}`, en: `Al-Marsa ${HOSTILE}` };
const aboutCase = {
  caseId: CaseId.parse('C-2026-00000123'),
  type: 'companyAccount',
  about: organisation,
  url: hostileUrl('case'),
} as const;
const reason = `الصورة غير واضحة ${HOSTILE}\nThe photo is not sharp`;
const collection = {
  machine: {
    machine: `K-7${HOSTILE}`,
    place: { ar: `برج التحرير ${HOSTILE}`, en: `Liberation Tower ${HOSTILE}` },
    hours: { ar: `كل يوم ${HOSTILE}`, en: `Every day ${HOSTILE}` },
  },
  collectBy: IsoDate.parse('2026-12-22'),
};
const payment = { amount: Fils.parse(12_500), paymentReference: `6326${HOSTILE}` };
const receipt = { ...payment, paidAt: use.expiresAt, receiptUrl: hostileUrl('receipt') };
const passwordResetUrl = hostileUrl('reset');

type Write = (language?: Language) => MailContent;
const MAILS: readonly [name: string, write: Write, links: readonly string[]][] = [
  ...(['activation', 'unlock', 'passwordReset', 'emailConfirmation'] as const).map(
    (purpose): [string, Write, string[]] => [
      `link of ${purpose}`,
      (language) => linkMail(purpose, use, language),
      [use.url],
    ],
  ),
  ...(['email', 'mobile', 'password'] as const).map((change): [string, Write, string[]] => [
    `${change} changed`,
    (language) => accountChangedMail({ change, changedAt: use.expiresAt, passwordResetUrl }, language),
    [passwordResetUrl],
  ]),
  [
    'already registered',
    (language) => alreadyRegisteredMail({ signInUrl: hostileUrl('sign-in'), passwordResetUrl }, language),
    [hostileUrl('sign-in'), passwordResetUrl],
  ],
  ['returned', (language) => applicationReturnedMail({ ...about, reason }, language), [about.url]],
  ['rejected', (language) => applicationRejectedMail({ ...about, reason }, language), [about.url]],
  [
    'approved',
    (language) => applicationApprovedMail({ ...about, fee: payment.amount }, language),
    [about.url],
  ],
  ['ready', (language) => licenceReadyMail({ ...about, ...collection }, language), [about.url]],
  ['reminder', (language) => collectionReminderMail({ ...about, ...collection }, language), [about.url]],
  ...(
    [
      ['returned', 'unpaid'],
      ['awaitingPayment', 'unpaid'],
      ['ready', 'refunded'],
      ['ready', 'forfeited'],
    ] as const
  ).map(([expiredFrom, fee]): [string, Write, string[]] => [
    `expired from ${expiredFrom}, fee ${fee}`,
    (language) => requestExpiredMail({ ...about, expiredFrom, fee }, language),
    [about.url],
  ]),
  ...(['mainUser', 'delegate'] as const).map((role): [string, Write, string[]] => [
    `activation of a ${role}`,
    (language) => userActivationMail({ ...use, role, organisation }, language),
    [use.url],
  ]),
  [
    'case submitted',
    (language) => caseSubmittedMail({ ...aboutCase, about: null }, language),
    [aboutCase.url],
  ],
  ...CaseType.options.map((type): [string, Write, string[]] => [
    `${type} approved`,
    (language) => caseApprovedMail({ ...aboutCase, type }, language),
    [aboutCase.url],
  ]),
  ['case returned', (language) => caseReturnedMail({ ...aboutCase, reason }, language), [aboutCase.url]],
  ['case rejected', (language) => caseRejectedMail({ ...aboutCase, reason }, language), [aboutCase.url]],
  ['receipt', (language) => paymentReceiptMail(receipt, language), [receipt.receiptUrl]],
  ...(['cancelled', 'rejected', 'uncollected', 'notAvailable'] as const).map(
    (cause): [string, Write, string[]] => [
      `refund, ${cause}`,
      (language) => refundMail({ ...payment, refundReference: `R${HOSTILE}`, cause }, language),
      [],
    ],
  ),
];

/** Text of a document, as a reader of the markup sees it. */
const shown = (markup: string) =>
  new DOMParser().parseFromString(markup, 'text/html').body.textContent.replace(/\s+/g, ' ');

describe.each(MAILS)('%s', (_name, write, links) => {
  test('holds both languages, the chosen one first, Arabic unless told', () => {
    for (const [first, second, directions] of [
      ['ar', 'en', ['rtl', 'ltr']],
      ['en', 'ar', ['ltr', 'rtl']],
    ] as const) {
      const { subject, text, html } = write(first);
      const document = new DOMParser().parseFromString(html, 'text/html');
      const parts = [...document.querySelectorAll<HTMLElement>('body > div')];
      expect(document.documentElement.dir).toBe(directions[0]);
      expect(parts.map(({ lang, dir }) => [lang, dir])).toEqual([
        [first, directions[0]],
        [second, directions[1]],
      ]);
      const headings = parts.map((part) => part.querySelector('h1')?.textContent ?? '');
      expect(subject).toBe(headings.join(' · '));
      const isArabic = headings.map((heading) => /^[\u0600-\u06ff]/.test(heading));
      expect(isArabic).toEqual([first === 'ar', second === 'ar']);
      expect(headings.map((heading) => text.indexOf(heading))).toEqual([0, text.indexOf(headings[1] ?? '-')]);
      expect(text.indexOf(headings[1] ?? '-')).toBeGreaterThan(0);
    }
    expect(write()).toEqual(write('ar'));
  });

  test('no fact is markup', () => {
    const { html } = write();
    expect(html).not.toContain('<img');
    expect(html).not.toContain(HOSTILE);
    const document = new DOMParser().parseFromString(html, 'text/html');
    expect(document.querySelectorAll('img, script, style, table, [style], [onerror]')).toHaveLength(0);
  });

  test('links stand on lines of their own, once in each language', () => {
    const { text, html } = write();
    const lines = text.split('\n').filter((line) => line.includes('https://'));
    expect(lines).toEqual([...links, ...links]);
    const anchors = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a')];
    expect(anchors.map((anchor) => anchor.getAttribute('href'))).toEqual([...links, ...links]);
    expect(anchors.map((anchor) => anchor.textContent)).toEqual([...links, ...links]);
  });

  test('the plain text says what the markup says', () => {
    const { text, html } = write();
    const said = text.replace(/[\u2066\u2069]|^> |^-{10}$/gm, '').replace(/\s+/g, '');
    expect(said).toBe(shown(html).replace(/\s+/g, ''));
  });

  test('no undefined, no civil ID', () => {
    const { subject, text } = write();
    expect(subject + text).not.toMatch(/undefined|null|\[object|\d{12}/);
  });
});

test("the officer's reason stands in both parts, line by line", () => {
  const { text, html } = applicationReturnedMail({ ...about, reason });
  expect(text.match(/^> The photo is not sharp$/gm)).toHaveLength(2);
  expect(html).toContain(
    `<p dir="auto">الصورة غير واضحة ${ESCAPED}</p><p dir="auto">The photo is not sharp</p>`,
  );
});

test('what to bring follows the service', () => {
  const bring = (kind: 'renewal' | 'damaged' | 'lost') =>
    licenceReadyMail({ ...about, ...collection, kind }, 'en').text;
  expect(bring('renewal')).toContain('your civil ID and your old licence');
  expect(bring('damaged')).toContain('smart civil ID and the damaged licence');
  expect(bring('lost')).toContain('Bring your civil ID.');
});

test('amounts, dates and references as the portal writes them', () => {
  const { text } = paymentReceiptMail({ ...receipt, paymentReference: '632612345678' });
  expect(text).toContain('12.500 د.ك');
  expect(text).toContain('KD 12.500');
  expect(text).toContain('22 نوفمبر 2026، 14:05');
  expect(text).toContain('22 November 2026, 14:05');
  expect(text).toContain('\u2066632612345678\u2069');
});
