import type { Locator } from '@playwright/test';
import type { SupplyCount } from '../../contracts/kiosk-view.ts';
import { Language } from '../../contracts/language.ts';
import { type MessageKey, translate } from '../../renderer/i18n/translate.ts';
import { BRANCH_TECHNICIAN } from '../../simulators/demo/people.ts';
import { expect, type Machine, test } from './machine.ts';
import { collect, expectPortalSays, goodbye, handInOldLicence, scanReceipt } from './person.ts';
import { expectOutOfService, expectRefusal, leave } from './refusal.ts';

/** The language a technician works in here. */
const LANGUAGE: Language = 'en';
const say = (key: MessageKey, values = {}) => translate(LANGUAGE, key, values);

/** Opens the maintenance screen with the technician's card. */
async function openMaintenance(machine: Machine): Promise<void> {
  await machine.stand.reader.insert(BRANCH_TECHNICIAN.card);
  await machine.see('maintenance');
  await expect(machine.screen.locator('.status').first()).toBeVisible();
}

/** What stands beside a name in the panel of a device. */
function status({ screen }: Machine, panel: string, name: string): Locator {
  const group = screen.locator('.status-group').filter({ has: screen.getByRole('heading', { name: panel }) });
  return group
    .locator('.status')
    .filter({ has: screen.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd');
}

/** The row of one storage unit. */
function supply({ screen }: Machine, unit: SupplyCount['unit']): Locator {
  return screen.locator('.supply').filter({ hasText: say(`maintenance.unit.${unit}`) });
}

test('a technician sees what every device says, in both languages', async ({ machine }) => {
  const { stand } = machine;
  await openMaintenance(machine);
  for (const language of Language.options) {
    await machine.speak(language);
    const word = (key: MessageKey) => translate(language, key);
    const expectStatus = (panel: MessageKey, name: MessageKey, value: string) =>
      expect(status(machine, word(panel), word(name))).toHaveText(value);
    await expectStatus('maintenance.printer', 'maintenance.device', word('deviceState.online'));
    await expectStatus('maintenance.printer', 'maintenance.cover', word('coverState.closed'));
    await expectStatus('maintenance.printer', 'maintenance.cards', word('supplyState.full'));
    await expectStatus('maintenance.printer', 'maintenance.ribbonRemaining', '200');
    await expectStatus('maintenance.reader', 'maintenance.device', word('deviceState.online'));
    await expectStatus('maintenance.reader', 'maintenance.media', word('mediaState.present'));
    await expectStatus('maintenance.kiosk', 'maintenance.portal', word('maintenance.reachable'));
    await expectStatus('maintenance.kiosk', 'maintenance.outbox', '0');
    await expectStatus('maintenance.kiosk', 'maintenance.journal', word('maintenance.journalIntact'));
    await expect(machine.screen.locator('.parked-none')).toHaveText(word('maintenance.noneParked'));
  }
  const cover = status(machine, say('maintenance.printer'), say('maintenance.cover'));
  await stand.printer.hand({ hand: 'openCover' });
  await expect(cover).toHaveText(say('coverState.open'));
  await stand.printer.hand({ hand: 'closeCover' });
  await expect(cover).toHaveText(say('coverState.closed'));

  await stand.reader.remove();
  await machine.see('attract');
});

test('a technician fills, empties and counts, and resets the printer', async ({ machine }) => {
  const { screen, stand } = machine;
  await collect(machine, 'ready-renewal', 'renewal');
  await goodbye(machine);
  await openMaintenance(machine);
  await machine.speak(LANGUAGE);

  const counted = (count: number, capacity: number) => say('maintenance.counted', { count, capacity });
  const change = async (unit: SupplyCount['unit'], press: string, count: number) => {
    const row = supply(machine, unit);
    await row.getByText(press, { exact: true }).click();
    await expect(row.locator('.supply-value')).toHaveText(String(count));
    await row.getByText(say('maintenance.save'), { exact: true }).click();
    await expect(row.locator('.supply-answer')).toHaveText(say('maintenance.saved'));
  };
  const retained = supply(machine, 'retainBin').locator('.supply-name');
  await expect(retained).toContainText(counted(1, 50));
  await change('retainBin', say('maintenance.emptied'), 0);
  await expect(retained).toContainText(counted(0, 50));
  await change('cards', say('maintenance.filled'), 100);
  await change('cards', '−10', 90);
  await change('cards', '+1', 91);
  await expect(supply(machine, 'cards').locator('.supply-name')).toContainText(counted(91, 100));

  const resets = async () =>
    (await stand.printer.wire()).filter(({ type, text }) => type === 'command' && text === 'Srs').length;
  const before = await resets();
  await screen.getByRole('button', { name: say('maintenance.resetPrinter') }).click();
  await expect.poll(resets).toBe(before + 1);
  await expect(status(machine, say('maintenance.printer'), say('maintenance.device'))).toHaveText(
    say('deviceState.online'),
  );
  await screen.getByRole('button', { name: say('maintenance.leave') }).click();
  await machine.see('attract');
  await stand.reader.remove();

  await stand.kiosk().stop();
  await stand.startKiosk();
  // The new address differs in its token alone, behind the hash: by itself that would load nothing.
  await screen.goto('about:blank');
  await screen.goto(stand.kioskUrl());
  await machine.see('attract');
  await openMaintenance(machine);
  expect(machine.view('maintenance').supplies).toMatchObject([
    { unit: 'cards', count: 91 },
    { unit: 'ribbon', count: 199 },
    { unit: 'retainBin', count: 0 },
    { unit: 'rejectBin', count: 0 },
  ]);
});

/** Decides the one pickup that waits, whose reference is `reference`. */
async function decide(machine: Machine, reference: string, finding: 'handedOver' | 'noCard'): Promise<void> {
  const { screen } = machine;
  await machine.speak(LANGUAGE);
  await expect(screen.locator('.evidence')).toContainText(reference);
  await screen.getByRole('button', { name: say(`maintenance.${finding}`) }).click();
  await expect(screen.getByRole('alert')).toHaveText(
    say(finding === 'noCard' ? 'maintenance.confirmNoCard' : 'maintenance.confirmHandedOver'),
  );
  await screen.getByRole('button', { name: say('maintenance.confirm'), exact: true }).click();
  await expect(screen.locator('.parked-none')).toBeVisible();
  await expect(status(machine, say('maintenance.kiosk'), say('maintenance.outbox'))).toHaveText('0');
}

test('no usable card was found: the person is first in line again', async ({ machine }) => {
  const { screen, stand } = machine;
  await stand.printer.arm({ fault: 'jam', command: 'Seb' });
  await stand.reader.insert('ready-damaged');
  await machine.see('confirm');
  await machine.primary();
  await handInOldLicence(machine, 'damaged');
  const { reference } = await expectRefusal(machine, {
    reason: 'printUncertain',
    cardLocation: 'transport',
    permit: true,
  });
  await leave(machine);
  await expectOutOfService(machine, 'printerJam');

  await openMaintenance(machine);
  await machine.speak(LANGUAGE);
  await expect(screen.locator('.evidence')).toContainText(say('cause.mediaJammed'));
  await expect(screen.locator('.evidence')).toContainText(say('evidenceLocation.transport'));
  await stand.printer.hand({ hand: 'clearJam' });
  await decide(machine, reference, 'noCard');
  await stand.reader.remove();
  await machine.see('attract');

  await collect(machine, 'ready-damaged', 'lost');
  await expectPortalSays(await scanReceipt(machine), 'issued');
});

test.describe('a licence that was drawn back', () => {
  test.use({ settings: { timeouts: { takeCard: 1_000 } } });

  test('was handed over by the attendant: the request is closed', async ({ machine }) => {
    const { stand } = machine;
    await stand.reader.insert('ready-lost');
    await machine.see('confirm');
    await machine.primary();
    const { reference } = await expectRefusal(machine, { reason: 'notTaken', cardLocation: 'rejectBin' });
    await leave(machine);
    await machine.see('attract');

    await openMaintenance(machine);
    await decide(machine, reference, 'handedOver');
    await stand.reader.remove();
    await machine.see('attract');

    await stand.reader.insert('ready-lost');
    await expectRefusal(machine, { reason: 'noRequest' });
  });
});
