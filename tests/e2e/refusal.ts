import type { Locator } from '@playwright/test';
import type { CardLocation } from '../../contracts/device-status.ts';
import type { ViewOf } from '../../contracts/kiosk-view.ts';
import { Language } from '../../contracts/language.ts';
import type { MachineRefusalReason, RefusalReason } from '../../contracts/refusal.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import { type MessageKey, translate } from '../../renderer/i18n/translate.ts';
import { decodeQr } from '../../simulators/stand/decode-qr.ts';
import { expect, type Machine } from './machine.ts';

/** Smallest type in which a reference counts as large: legible from a wheelchair's distance, CSS pixels. */
const LARGE_TYPE_PX = 40;

/** What an apology must say besides its reason. */
export interface ExpectedRefusal {
  readonly reason: RefusalReason;
  readonly cardLocation?: CardLocation;
  readonly permit?: boolean;
}

/** The one next step, with its date where the refusal has one. */
function nextStep({ refusal }: ViewOf<'apology'>, language: Language): string {
  const { reason, readyOn } = refusal;
  return reason === 'notReadyYet' && readyOn !== null
    ? translate(language, 'refusal.notReadyYet.nextOn', { date: formatDate(readyOn, language) })
    : translate(language, `refusal.${reason}.next`);
}

async function fontSize(text: Locator): Promise<number> {
  return text.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
}

/**
 * Waits for the apology and holds it against the catalogues in both languages: what happened, what it means, the next step,
 * where the card is, the civil ID that must not be left behind, the reference (large, in the frame, and in the symbol beside it) and the way to help.
 */
export async function expectRefusal(machine: Machine, expected: ExpectedRefusal): Promise<ViewOf<'apology'>> {
  const { screen } = machine;
  await machine.see('apology');
  const view = machine.view('apology');
  const { reason, cardLocation = 'none', permit = false } = expected;
  expect(view).toMatchObject({ refusal: { reason }, cardLocation, frame: { reference: view.reference } });
  expect(view.permit !== null, 'a permit').toBe(permit);

  for (const language of Language.options) {
    await machine.speak(language);
    const say = (key: MessageKey) => translate(language, key);
    await expect(screen.getByRole('heading', { level: 1 })).toHaveText(say(`refusal.${reason}.title`));
    await expect(screen.locator('.screen-lead')).toHaveText(say(`refusal.${reason}.meaning`));
    await expect(screen.locator('.next-step h2')).toHaveText(say('apology.next'));
    await expect(screen.locator('.next-step p')).toHaveText(nextStep(view, language));
    await expect(screen.locator('.reference h2')).toHaveText(say('apology.reference'));
    await expect(screen.locator('.reference-help')).toHaveText(
      `${say('apology.helpLine')} ${view.frame.helpLine}`,
    );
    await expect(screen.locator('.apology-advice > .note')).toHaveText(
      cardLocation === 'none' ? [] : [say(`cardLocation.${cardLocation}`)],
    );
    await expect(screen.locator('.reminder')).toHaveText(
      view.frame.civilIdInserted ? [say('civilIdReminder')] : [],
    );
  }
  const reference = screen.locator('.reference-number');
  await expect(reference).toHaveText(view.reference);
  await expect(screen.locator('.facts')).toContainText(view.reference);
  expect(await fontSize(reference), 'type size of the reference').toBeGreaterThanOrEqual(LARGE_TYPE_PX);
  expect(await decodeQr(await screen.locator('.reference .qr').screenshot())).toBe(view.reference);
  return view;
}

/** Waits for the paused screen and holds it against the catalogues, whose languages it shows side by side. */
export async function expectOutOfService(
  machine: Machine,
  reason: MachineRefusalReason,
): Promise<ViewOf<'outOfService'>> {
  const { screen } = machine;
  const lead = screen.locator('.screen-lead');
  await expect(lead).toContainText(translate('ar', `refusal.${reason}.title`));
  await machine.see('outOfService');
  const view = machine.view('outOfService');
  expect(view.reason).toBe(reason);
  for (const language of Language.options) {
    const spoken = (part: Locator, key: MessageKey) =>
      expect(part.locator(`[lang="${language}"]`)).toHaveText(translate(language, key));
    await spoken(screen.getByRole('heading', { level: 1 }), 'outOfService.title');
    await spoken(lead, `refusal.${reason}.title`);
    await spoken(screen.locator('.paused-next'), 'outOfService.next');
    await spoken(screen.locator('.paused-safe'), 'outOfService.safe');
  }
  await expect(screen.locator('.paused-facts')).toContainText(view.reference);
  await expect(screen.locator('.paused-facts')).toContainText(view.frame.helpLine);
  return view;
}

/** Presses "finish" and takes the civil ID away. */
export async function leave(machine: Machine): Promise<void> {
  await machine.primary();
  await expect(machine.screen.locator('html')).not.toHaveAttribute('data-screen', 'apology');
  await machine.stand.reader.remove();
}
