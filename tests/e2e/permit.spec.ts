import { kuwaitDate } from '../../contracts/calendar.ts';
import { Language } from '../../contracts/language.ts';
import type { FaultInput } from '../../simulators/card-printer/control-schema.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import { decodeQr } from '../../simulators/stand/decode-qr.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import { translate } from '../../renderer/i18n/translate.ts';
import { expect, type Machine, test } from './machine.ts';
import { expectPortalSays, handInOldLicence, takeLicence } from './person.ts';
import { expectRefusal, leave } from './refusal.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Days that a permit is valid, from the portal's dated settings. */
const PERMIT_DAYS = 14;
const DAY_MS = 86_400_000;

type OldLicenceKind = 'renewal' | 'damaged';

/** Hands the old licence in and meets `fault`. */
async function meet(machine: Machine, card: string, kind: OldLicenceKind, fault: FaultInput): Promise<void> {
  await machine.stand.printer.arm(fault);
  await machine.stand.reader.insert(card);
  await machine.see('confirm');
  await machine.primary();
  await handInOldLicence(machine, kind);
}

/** The permit on the screen, in both languages; the address in its symbol, read from a picture of the screen as a telephone would. */
async function readPermit(machine: Machine): Promise<{ readonly number: string; readonly address: string }> {
  const { screen, stand } = machine;
  const { permit } = machine.view('apology');
  const number = permit?.number ?? '';
  const validUntil = kuwaitDate(Date.now() + PERMIT_DAYS * DAY_MS);
  const shown = screen.locator('.permit');
  for (const language of Language.options) {
    await machine.speak(language);
    await expect(shown.getByRole('heading')).toHaveText(translate(language, 'apology.permit'));
    await expect(shown).toContainText(translate(language, 'apology.permitMeaning'));
    await expect(shown.locator('.permit-until')).toHaveText(
      translate(language, 'apology.permitUntil', { date: formatDate(validUntil, language) }),
    );
    expect((await shown.locator('.permit-number bdi').textContent())?.replaceAll(' ', '')).toBe(number);
  }
  const address = await decodeQr(await shown.screenshot());
  expect(address).toBe(`${stand.portalUrl}/permits/${number}`);
  return { number, address };
}

/** The portal's page names what the permit stands for and nothing of its holder. */
async function expectAnonymousPage(address: string, card: string, number: string): Promise<void> {
  const page = await fetch(address).then((answer) => answer.text());
  expect(page).toContain(number);
  const person = DEMO_PEOPLE.find((one) => one.card === card);
  if (!person) throw new Error(`Nobody has the card ${card}`);
  const { civilId, nameArabic, nameLatin } = person;
  for (const datum of [civilId, nameArabic.family, nameLatin.family]) expect(page).not.toContain(datum);
}

test('a renewal that fails after the old licence was taken in: the permit is valid until the licence is collected', async ({
  machine,
}) => {
  const card = 'ready-renewal';
  await meet(machine, card, 'renewal', { fault: 'unknownError', command: 'Dbc' });
  await expectRefusal(machine, { reason: 'printFailed', cardLocation: 'rejectBin', permit: true });
  const { number, address } = await readPermit(machine);
  await expectPortalSays(address, 'valid');
  await expectAnonymousPage(address, card, number);
  await leave(machine);

  await machine.see('attract');
  await machine.stand.reader.insert(card);
  await machine.see('confirm');
  await expectPortalSays(address, 'valid');
  await machine.primary();
  await takeLicence(machine, 'lost');
  await expectPortalSays(address, 'collected');
});

test('a damaged licence whose new card is stuck: the permit is valid while the request waits for the attendant', async ({
  machine,
}) => {
  await meet(machine, 'ready-damaged', 'damaged', { fault: 'jam', command: 'Seb' });
  await expectRefusal(machine, { reason: 'printUncertain', cardLocation: 'transport', permit: true });
  const { address } = await readPermit(machine);
  await expectPortalSays(address, 'valid');
});

test('a number that nobody was given is no permit', async ({ machine }) => {
  for (const number of ['P-000000000000', 'P-ILOU', '..%2F..', '%00']) {
    const answer = await fetch(`${machine.stand.portalUrl}/permits/${number}`);
    expect(answer.status, number).toBe(404);
    expect(await answer.text(), number).toContain('data-status="unknown"');
  }
});
