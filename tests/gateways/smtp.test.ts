import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { IsoInstant } from '../../contracts/calendar.ts';
import { createSmtpMailer, SMTP_TIMEOUTS } from '../../portal/gateways/smtp/smtp-mailer.ts';
import type { Mail, Mailer } from '../../portal/ports/mailer.ts';
import { linkMail } from '../../portal/texts/mails/account-mails.ts';
import { MailboxControl } from '../../simulators/mailbox/control.ts';
import { freePort } from '../../simulators/stand/free-port.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

const FROM = 'no-reply@portal.example';
/** A server that says nothing is given up at once. */
const IMPATIENT = { ...SMTP_TIMEOUTS, greetingMs: 200, silenceMs: 200 };
const LINK = 'https://portal.example/activate#0123456789';

const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
let service: Service;
let control: MailboxControl;
let counter = 0;

const start = async () => {
  service = await startService({
    name: 'mailbox',
    script: 'simulators/mailbox/main.ts',
    arguments: ['--port', '0', '--smtp', '0', '--data', join(folder, 'data')],
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logFile: join(folder, 'mailbox.log'),
  });
  control = new MailboxControl(service.listening);
};
const smtpPort = () => Number(new URL(String(service.ready['smtp'])).port);

function mailer(port = smtpPort(), timeouts = SMTP_TIMEOUTS): Mailer {
  return createSmtpMailer({ host: '127.0.0.1', port, secure: false, from: FROM }, timeouts);
}

/** A mail to somebody whom no other test writes to. */
function mail(changes: Partial<Mail> = {}): Mail {
  counter += 1;
  return {
    messageId: `mail-${counter}`,
    to: `person-${counter}@example.com`,
    ...linkMail('activation', { url: LINK, expiresAt: IsoInstant.parse('2090-01-01T09:00:00.000Z') }),
    ...changes,
  };
}

beforeAll(start);
afterEach(() => control.setFault(null));
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a mail arrives as it was written, Arabic and all', async () => {
  const sent = mail();
  const [arrived, outcome] = await Promise.all([
    control.waitForMail({ to: sent.to.toUpperCase() }),
    mailer().send(sent),
  ]);
  expect(outcome).toEqual({ ok: true, value: undefined });
  expect(arrived).toMatchObject({
    messageId: `<${sent.messageId}@portal.example>`,
    to: [sent.to],
    subject: sent.subject,
    links: [LINK],
  });
  expect(arrived.subject).toContain('فعّل حسابك');
  expect(arrived.from).toContain('وزارة الداخلية');
  expect(arrived.from).toContain(FROM);
  expect(arrived.text.trim()).toBe(sent.text.trim());
  expect(arrived.html?.trim()).toBe(sent.html.trim());
});

test('a text with a line break or a comma brings in no header and no second recipient', async () => {
  const subject = mail({ subject: 'one\r\nBcc: other@example.com' });
  expect((await mailer().send(subject)).ok).toBe(true);
  const arrived = await control.waitForMail({ to: subject.to });
  expect(arrived.to).toEqual([subject.to]);
  expect(arrived.subject).not.toContain('\n');
  const before = (await control.state()).newest;
  const two = mail({ to: 'first@example.com, second@example.com' });
  expect(await mailer().send(two)).toEqual({ ok: false, fault: 'refused' });
  expect((await control.state()).newest).toBe(before);
});

describe('what the server does', () => {
  test.each([
    ['refuses for good', 'refuses', 'refused'],
    ['defers this recipient', 'refusesForNow', 'deferred'],
    ['is closing', 'closing', 'unreachable'],
  ] as const)('%s, and the next try succeeds', async (_case, fault, expected) => {
    const sent = mail();
    await control.setFault(fault, 1);
    expect(await mailer().send(sent)).toEqual({ ok: false, fault: expected });
    expect(await mailer().send(sent)).toEqual({ ok: true, value: undefined });
    expect(await control.waitForMail({ to: sent.to })).toMatchObject({ subject: sent.subject });
  });

  test('says nothing', async () => {
    await control.setFault('silence');
    expect(await mailer(smtpPort(), IMPATIENT).send(mail())).toEqual({ ok: false, fault: 'unreachable' });
  });

  test('keeps a mail without saying so: sent again, it comes twice under one Message-ID', async () => {
    const sent = mail();
    await control.setFault('noAcknowledgement', 1);
    expect(await mailer(smtpPort(), IMPATIENT).send(sent)).toEqual({ ok: false, fault: 'unreachable' });
    expect(await mailer().send(sent)).toEqual({ ok: true, value: undefined });
    const first = await control.waitForMail({ to: sent.to });
    const second = await control.waitForMail({ to: sent.to, after: first.n });
    expect(second.messageId).toBe(first.messageId);
  });

  test('is not there', async () => {
    expect(await mailer(await freePort()).send(mail())).toEqual({ ok: false, fault: 'unreachable' });
  });

  test('cannot protect a password that the configuration gives: it is not sent', async () => {
    const config = { host: '127.0.0.1', port: smtpPort(), secure: false, from: FROM };
    const withAccount = createSmtpMailer({ ...config, account: { user: 'portal', password: 'secret' } });
    expect(await withAccount.send(mail())).toEqual({ ok: false, fault: 'unreachable' });
  });
});

describe('the mailbox', () => {
  test('outlives a kill', async () => {
    const sent = mail();
    await mailer().send(sent);
    const { n } = await control.waitForMail({ to: sent.to });
    await service.kill();
    await start();
    expect(await control.waitForMail({ to: sent.to })).toMatchObject({ n, subject: sent.subject });
  });

  test('counts on when it was cleared', async () => {
    await mailer().send(mail());
    const { newest } = await control.state();
    await control.clear();
    expect(await control.mails()).toEqual([]);
    await mailer().send(mail());
    expect((await control.mails()).map(({ n }) => n)).toEqual([newest + 1]);
  });

  test('shows mail as text and links, and its markup where it can do nothing', async () => {
    const hostile = '<script>alert(1)</script>';
    const sent = mail({ subject: hostile, text: `${hostile}\n${LINK}`, html: hostile });
    await mailer().send(sent);
    const { n } = await control.waitForMail({ to: sent.to });
    const list = await (await fetch(service.listening)).text();
    const shown = await fetch(`${service.listening}/read/${n}`);
    const page = await shown.text();
    for (const document of [list, page]) {
      expect(document).toContain('&lt;script&gt;alert(1)');
      expect(document).not.toContain(hostile);
    }
    expect(page).toContain(`<a href="${LINK}"`);
    expect(page).toContain(`<iframe sandbox title="HTML" src="/read/${n}/markup">`);
    expect(shown.headers.get('content-security-policy')).toContain("script-src 'self'");
    const markup = await fetch(`${service.listening}/read/${n}/markup`);
    expect((await markup.text()).trim()).toBe(hostile);
    expect(markup.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect((await fetch(`${service.listening}/read/999999`)).status).toBe(404);
  });
});
