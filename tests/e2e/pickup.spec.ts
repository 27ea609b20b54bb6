import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Language } from '../../contracts/language.ts';
import { LicenceCredential } from '../../contracts/licence.ts';
import { RequestKind } from '../../contracts/request.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import { type MessageKey, translate } from '../../renderer/i18n/translate.ts';
import { DEMO_PEOPLE, DEMO_PIN, type DemoPerson } from '../../simulators/demo/people.ts';
import { decodeQr } from '../../simulators/stand/decode-qr.ts';
import { expect, type Machine, test } from './machine.ts';
import {
  collect,
  expectPortalSays,
  goodbye,
  OLD_CARD,
  scanReceipt,
  screensOf,
  takeLicence,
} from './person.ts';
import { expectRefusal, leave } from './refusal.ts';

/** Who collects each kind of request: one in Arabic, the next in English, at the same machine. */
const COLLECTORS: Readonly<Record<RequestKind, Readonly<Record<Language, string>>>> = {
  renewal: { ar: 'ready-renewal', en: 'spare-renewal-1' },
  damaged: { ar: 'ready-damaged', en: 'spare-damaged-1' },
  lost: { ar: 'ready-lost', en: 'spare-lost-1' },
};

function personOf(card: string) {
  const person = DEMO_PEOPLE.find((one) => one.card === card);
  if (!person) throw new Error(`Nobody has the card ${card}`);
  return person;
}

/** A Latin name as the machine-readable zone tells it: without hyphens (ICAO 9303-3 §4.6). */
function zoneName({ nameLatin }: DemoPerson): string {
  return `${nameLatin.given} ${nameLatin.family}`.replaceAll('-', ' ');
}

const heading = ({ screen }: Machine) => screen.getByRole('heading', { level: 1 });

/** The last licence that was taken, as its own code on the back says whose it is. */
async function readTakenLicence({ stand }: Machine): Promise<LicenceCredential> {
  const { physical } = await stand.printer.state();
  const number = physical.taken.at(-1)?.number ?? 0;
  const token = await decodeQr(await stand.printer.cardFile(number, 'back.png'));
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return LicenceCredential.parse(JSON.parse(payload));
}

/** The portal says issued, and its receipt is a sound PDF: checked by qpdf where that is installed. */
async function expectReceipt(url: string, file: string): Promise<void> {
  await expectPortalSays(url, 'issued');
  const receipt = await fetch(`${url}/receipt.pdf`);
  expect(receipt.headers.get('content-type')).toBe('application/pdf');
  writeFileSync(file, Buffer.from(await receipt.arrayBuffer()));
  const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
  if (checked.error && 'code' in checked.error && checked.error.code === 'ENOENT') {
    test.info().annotations.push({ type: 'not checked', description: 'receipt.pdf: qpdf is not installed' });
    return;
  }
  expect(checked.status, checked.stdout + checked.stderr).toBe(0);
}

for (const kind of RequestKind.options) {
  test(`a ${kind} licence is collected in Arabic and in English`, async ({ machine }, testInfo) => {
    const { screen, stand } = machine;
    for (const [earlier, language] of Language.options.entries()) {
      const say = (key: MessageKey, values = {}) => translate(language, key, values);
      const card = COLLECTORS[kind][language];
      const person = personOf(card);
      await machine.speak(language);
      const before = machine.views.length;

      await stand.reader.insert(card);
      await machine.see('confirm');
      await expect(heading(machine)).toHaveText(say('confirm.title'));
      await expect(screen.locator('.holder')).toContainText(
        `${person.nameArabic.given} ${person.nameArabic.family}`,
      );
      await expect(screen.locator('.holder')).toContainText(zoneName(person));
      await expect(screen.locator('.holder')).toContainText(`•••• •••• ${person.civilId.slice(-4)}`);
      await expect(screen.getByAltText(say('confirm.portrait'))).toBeVisible();
      expect(await screen.content()).not.toContain(person.civilId);
      await machine.primary();
      if (kind !== 'lost') {
        await machine.see('oldLicence');
        await expect(heading(machine)).toHaveText(
          say(kind === 'damaged' ? 'oldLicence.insertDamaged' : 'oldLicence.insertRenewal'),
        );
      }
      await takeLicence(machine, kind);

      await expect(heading(machine)).toHaveText(say('done.title'));
      const { expiryDate } = machine.view('done');
      await expect(screen.locator('.screen-lead')).toHaveText(
        say('done.validUntil', { date: formatDate(expiryDate, language) }),
      );
      await expect(screen.locator('.reminder')).toHaveText(say('civilIdReminder'));
      expect(screensOf(machine.views.slice(before))).toEqual([
        'readingCard',
        'confirm',
        ...(kind === 'lost' ? [] : ['oldLicence']),
        'printing',
        'takeCard',
        'done',
      ]);

      const { physical } = await stand.printer.state();
      expect(physical.taken.map((taken) => taken.kind)).toEqual(Array(earlier + 1).fill('printed'));
      expect(physical.retainBin.cards.map((kept) => kept.kind)).toEqual(
        kind === 'lost' ? [] : Array(earlier + 1).fill(OLD_CARD[kind]),
      );
      expect(physical).toMatchObject({ transport: null, bezel: null, rejectBin: { cards: [] } });
      expect(await readTakenLicence(machine)).toMatchObject({
        family_name: person.nameLatin.family,
        given_name: person.nameLatin.given,
        expiry_date: expiryDate,
      });
      await expectReceipt(await scanReceipt(machine), testInfo.outputPath(`receipt-${language}.pdf`));
      await goodbye(machine);
    }
  });
}

test('of two ready requests the person chooses one, and finds the other next time', async ({ machine }) => {
  const { screen, stand } = machine;
  await stand.reader.insert('two-ready');
  await machine.see('choose');
  const { requests } = machine.view('choose');
  expect(requests.map(({ kind }) => kind).sort()).toEqual(['lost', 'renewal']);
  await expect(screen.locator('.request')).toHaveCount(2);
  await screen
    .locator('.request')
    .filter({ hasText: translate('ar', 'kind.lost') })
    .click();
  await machine.see('confirm');
  expect(machine.view('confirm').request.kind).toBe('lost');
  await machine.primary();
  await takeLicence(machine, 'lost');
  await expectPortalSays(await scanReceipt(machine), 'issued');
  await goodbye(machine);

  await stand.reader.insert('two-ready');
  await machine.see('confirm');
  expect(machine.view('confirm').request.kind).toBe('renewal');
  await machine.primary();
  await takeLicence(machine, 'renewal');
  await expectPortalSays(await scanReceipt(machine), 'issued');
  await goodbye(machine);

  await stand.reader.insert('two-ready');
  await expectRefusal(machine, { reason: 'noRequest' });
  await leave(machine);
  await machine.see('attract');
});

test('what a person sets for themselves ends with their session', async ({ machine }) => {
  const { screen } = machine;
  const root = screen.locator('html');
  await machine.speak('en');
  await screen.getByRole('button', { name: translate('en', 'frame.largeText') }).click();
  await screen.getByRole('button', { name: translate('en', 'frame.highContrast') }).click();
  await expect(root).toHaveAttribute('data-text-size', 'large');
  await expect(root).toHaveAttribute('data-contrast', 'high');
  await collect(machine, 'ready-lost', 'lost');
  await expect(root).toHaveAttribute('lang', 'en');
  await expect(root).toHaveAttribute('data-text-size', 'large');
  await goodbye(machine);
  await expect(root).toHaveAttribute('lang', 'ar');
  await expect(root).toHaveAttribute('data-text-size', 'normal');
  await expect(root).toHaveAttribute('data-contrast', 'normal');
});

test.describe('a machine that asks for the PIN', () => {
  test.use({ settings: { askPin: true } });

  const WRONG_PIN = '1111';
  const type = async ({ screen }: Machine, pin: string) => {
    for (const digit of pin) await screen.locator('.keypad').getByText(digit, { exact: true }).click();
  };
  const enter = async (machine: Machine, pin: string) => {
    await type(machine, pin);
    await machine.primary();
  };

  test('lets the right PIN pass, also after a wrong one, and shows no digit', async ({ machine }) => {
    const { screen, stand } = machine;
    const attempts = screen.locator('.pin-attempts');
    await stand.reader.insert('ready-lost');
    await machine.see('pin');
    await expect(attempts).toHaveCount(0);
    await expect(screen.locator('.action-primary button')).toBeDisabled();
    await type(machine, WRONG_PIN);
    await expect(screen.locator('.pin-dot-filled')).toHaveCount(WRONG_PIN.length);
    expect(await screen.locator('.pin-entry').textContent()).not.toMatch(/\d/);
    await machine.primary();
    for (const language of Language.options) {
      await machine.speak(language);
      await expect(attempts).toHaveText(translate(language, 'pin.attempts', { count: 2 }));
      await expect(screen.locator('.pin-wrong')).toHaveText(translate(language, 'pin.wrong'));
    }
    await expect(screen.locator('.pin-dot-filled')).toHaveCount(0);
    await enter(machine, DEMO_PIN);
    await machine.see('confirm');
    await machine.primary();
    await takeLicence(machine, 'lost');
    await expectPortalSays(await scanReceipt(machine), 'issued');
    await goodbye(machine);
  });

  test('says when the PIN is blocked, at the last wrong one and at a card that came blocked', async ({
    machine,
  }) => {
    const { stand } = machine;
    await stand.reader.insert('ready-renewal');
    await machine.see('pin');
    for (const triesLeft of [2, 1]) {
      await enter(machine, WRONG_PIN);
      await expect(machine.screen.locator('.pin-attempts')).toHaveText(
        translate('ar', 'pin.attempts', { count: triesLeft }),
      );
    }
    await enter(machine, WRONG_PIN);
    await expectRefusal(machine, { reason: 'pinBlocked' });
    await leave(machine);
    await machine.see('attract');

    await stand.reader.insert('pin-blocked');
    await machine.see('pin');
    await enter(machine, DEMO_PIN);
    await expectRefusal(machine, { reason: 'pinBlocked' });
    await leave(machine);
    await machine.see('attract');
    expect((await stand.printer.state()).physical.lastCardNumber).toBe(0);
  });
});
