import type { Locator } from '@playwright/test';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { RenewalStep } from '../../renderer/portal/pages/residency/renewal-steps.ts';
import { DEMO_RESIDENTS, type DemoResident } from '../../simulators/demo/residents.ts';
import { INSURANCE_FEES, type InsuredGroup } from '../../simulators/health-insurance/fees.ts';
import { PAGE_TEXTS } from '../../simulators/health-insurance/page-texts.ts';
import type { Visitor } from './applicant.ts';
import { expect } from './machine.ts';
import { readPdf } from './pdf.ts';

/** Steps of residency renewals (S5–S7) in the guide's order, for whoever renews: each goes on from the page that the one before ends on. */

/** The link of a receipt's page that downloads its document; the page stands in both languages, whoever reads it. */
const DOWNLOAD_RECEIPT = /receipt\.pdf$/;

/** Somebody of the demonstration by their key (`simulators/demo/residents.ts`). */
export function residentOf(key: string): DemoResident {
  const resident = DEMO_RESIDENTS.find((each) => each.key === key);
  if (!resident) throw new Error(`the demonstration has no resident ${key}`);
  return resident;
}

/** The row of a person in the list of residencies or in the basket, whichever is shown. */
export function rowOf({ page }: Visitor, civilId: CivilId): Locator {
  return page.locator('main tbody tr').filter({ hasText: civilId });
}

/** Presses "renew" for one person of the list that is shown, and waits for the page of the renewal. Returns its address. */
export async function beginRenewal(renewer: Visitor, civilId: CivilId): Promise<string> {
  await rowOf(renewer, civilId).getByRole('button').click();
  await renewer.see('renewal.title');
  await expect(stepOf(renewer, 'insurance')).toBeVisible();
  return new URL(renewer.page.url()).pathname;
}

/** One of the guide's steps on the page of a renewal. */
export function stepOf(renewer: Visitor, step: RenewalStep): Locator {
  return renewer.page.locator('.renewal-step').filter({
    has: renewer.page.getByRole('heading', { name: renewer.text(`renewal.stepTitle.${step}`) }),
  });
}

/** Waits until a step of the renewal says that nothing is missing. */
export function seeMet(renewer: Visitor, step: RenewalStep): Promise<void> {
  return expect(stepOf(renewer, step).getByText(renewer.text('renewal.met'), { exact: true })).toBeVisible();
}

/**
 * Step 1 (الدخول لموقع وزارة الصحة ودفع رسوم الضمان الصحي): follows the renewal's link to the Ministry of Health's page, pays so many years
 * there, comes back, and has the portal check again. Returns once the step is met.
 */
export async function payCover(
  renewer: Visitor,
  order: { readonly civilId: CivilId; readonly years: number; readonly group: InsuredGroup },
): Promise<void> {
  const step = stepOf(renewer, 'insurance');
  const words = PAGE_TEXTS[renewer.language];
  const opened = renewer.page.waitForEvent('popup');
  await step.getByRole('link', { name: renewer.text('renewal.toInsurance') }).click();
  const site = await opened;
  await expect(site.locator('html')).toHaveAttribute('lang', /^(ar|en)$/);
  if ((await site.locator('html').getAttribute('lang')) !== renewer.language)
    await site.locator(`header a[hreflang="${renewer.language}"]`).click();
  await site.getByLabel(words.civilId, { exact: true }).fill(order.civilId);
  await site.getByLabel(words.years, { exact: true }).selectOption(String(order.years));
  await site.locator(`input[name="group"][value="${order.group}"]`).check();
  await site.getByRole('button', { name: words.next, exact: true }).click();
  await expect(site.getByRole('heading', { name: words.confirmTitle })).toBeVisible();
  if (INSURANCE_FEES[order.group].perYear > 0) {
    await site.getByLabel(words.month, { exact: true }).selectOption('09');
    await site.getByLabel(words.year, { exact: true }).selectOption('2021');
    await site.getByLabel(words.pin, { exact: true }).fill('1234');
    await site.getByRole('button', { name: words.pay, exact: true }).click();
  } else {
    await site.getByRole('button', { name: words.confirm, exact: true }).click();
  }
  await expect(site.getByText(words.paid)).toBeVisible();
  await site.close();
  await step.getByRole('button', { name: renewer.text('renewal.checkAgain'), exact: true }).click();
  await seeMet(renewer, 'insurance');
}

/** Step 4 (التدقيق على الاسم اللاتيني ومطابقته بجواز المكفول): ticks that the name matches the passport's, and accepts the terms. */
export async function confirmNameAndTerms(renewer: Visitor): Promise<void> {
  await renewer.page.getByLabel(renewer.text('renewal.nameMatches'), { exact: true }).check();
  await renewer.page.getByLabel(renewer.text('renewal.acceptTerms'), { exact: true }).check();
  await seeMet(renewer, 'passport');
  await seeMet(renewer, 'terms');
}

/** Step 3: the lengths in months that can be chosen, in the order in which they are offered. */
export async function offeredLengths(renewer: Visitor): Promise<number[]> {
  const radios = stepOf(renewer, 'length').getByRole('radio');
  await expect(radios.first()).toBeVisible();
  return radios.evaluateAll((all) => all.map((radio) => Number((radio as HTMLInputElement).value)));
}

/** Step 3 (مدة الإقامة مرتبطة بالضمان الصحي): chooses one of the lengths that are offered. */
export async function chooseLength(renewer: Visitor, months: number): Promise<void> {
  await stepOf(renewer, 'length').locator(`input[type="radio"][value="${months}"]`).check();
  await seeMet(renewer, 'length');
}

/** Goes from a renewal that lacks nothing to the basket. */
export async function goToBasket(renewer: Visitor): Promise<void> {
  await renewer.follow('renewal.toPay');
  await renewer.see('basket.title');
}

/** Step 5 (دفع رسوم الإقامة): from the basket to KNET's page, for every line that is ticked. */
export async function goToGatewayFromBasket({ page }: Visitor): Promise<void> {
  await page.locator('.basket-bar .button-primary').click();
  await expect(page).toHaveURL(/\/kpg\//);
}

/** Step 5: pays what the basket can pay, and waits until the portal says that the money was received. */
export async function payBasket(renewer: Visitor): Promise<void> {
  await goToGatewayFromBasket(renewer);
  await renewer.payAtGateway('captures');
  await renewer.toldThatPayment('captured');
}

/** A receipt as its holder has it: its public page, and the text of its document. */
export interface ReadReceipt {
  readonly url: string;
  /** 32 hexadecimal digits. */
  readonly number: string;
  /** The document's text, Arabic and English, with the number in groups of four. */
  readonly text: string;
}

/** Step 6 (طباعة الإيصال): opens a receipt by its link, downloads its document and reads it; qpdf must find nothing wrong. */
export async function readReceipt({ page }: Visitor, link: Locator): Promise<ReadReceipt> {
  await link.click();
  await expect(page.locator('main')).toHaveAttribute('data-status', 'captured');
  const url = page.url();
  const [number = ''] = /[0-9a-f]{32}$/.exec(url) ?? [];
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('a.action').first().click(),
  ]);
  expect(download.url()).toMatch(DOWNLOAD_RECEIPT);
  const file = await download.path();
  return { url, number, text: readPdf(file) };
}
