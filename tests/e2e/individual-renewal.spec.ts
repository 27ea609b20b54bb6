import { addDays, addMonths, IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Language } from '../../contracts/language.ts';
import { Fils, formatFils } from '../../contracts/money.ts';
import { groupedCode } from '../../portal/services/receipts/receipt-rows.ts';
import { renewalDescription } from '../../portal/texts/renewal-texts.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { missingWords, receiptLines } from './pdf.ts';
import {
  beginRenewal,
  chooseLength,
  confirmNameAndTerms,
  goToBasket,
  goToGatewayFromBasket,
  offeredLengths,
  payBasket,
  payCover,
  readReceipt,
  residentOf,
  rowOf,
  seeMet,
  stepOf,
} from './renewer.ts';

/** Sponsors everybody of {@link HOUSEHOLD}, and is a citizen. */
const SPONSOR = 'apply-renewal';
const MAID = residentOf('maid-ready');
const DRIVER = residentOf('driver-not-insured');
const COOK = residentOf('cook-dues');
const NANNY = residentOf('nanny-no-passport');
const GUARD = residentOf('guard-passport-expired');
const GARDENER = residentOf('gardener-name-differs');
const CLEANER = residentOf('cleaner-too-early');
const QUALIFYING = [MAID, DRIVER, COOK, NANNY, GUARD, GARDENER];

/** A year under article 20 of a Kuwaiti sponsor, and what a year and some months cost: a year begun is paid whole. */
const YEAR_FEE = Fils.parse(10_000);
const LONGER_FEE = Fils.parse(20_000);
const TOTAL = Fils.parse(YEAR_FEE + LONGER_FEE);
/** Longest that the cook's passport, of {@link COOK}, lets the renewal be: whole months up to its end. */
const LONGEST_OF_COOK = 15;

/** The days that a row of the list shows: the end of the residency, and what else it tells. */
async function datesOf(renewer: Visitor, civilId: CivilId): Promise<IsoDate[]> {
  const times = rowOf(renewer, civilId).locator('time');
  await expect(times.first()).toBeVisible();
  const days = await times.evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
  return days.map((day) => IsoDate.parse(day));
}

/** دخول حساب المستخدم الرئيسي لتجديد إقامة الأفراد: an account, its mailed link, the sign-in, and the list of those one sponsors. */
async function signIn(sponsor: Visitor): Promise<void> {
  const title = sponsor.text('services.individualRenewal.title');
  await sponsor.page.getByRole('link', { name: sponsor.text('services.openOf', { title }) }).click();
  await sponsor.see('services.individualRenewal.title');
  await expect(
    sponsor.page.getByRole('link', { name: sponsor.text('service.signInAndStart') }),
  ).toBeVisible();
  await sponsor.join(SPONSOR);
  await sponsor.go('/services/individualRenewal');
  await sponsor.follow('service.start');
  await sponsor.see('residency.title');
}

/** Step 3: less than two months left can be chosen, everybody else is greyed with the day from which they can. */
async function seeWhoQualifies(sponsor: Visitor): Promise<void> {
  const { page, language } = sponsor;
  for (const { civilId } of QUALIFYING) {
    await expect(rowOf(sponsor, civilId).getByRole('checkbox')).toBeEnabled();
    await expect(rowOf(sponsor, civilId).getByRole('button')).toHaveText(sponsor.text('residency.renew'));
  }
  const greyed = rowOf(sponsor, CLEANER.civilId);
  const [end, from] = await datesOf(sponsor, CLEANER.civilId);
  if (end === undefined || from === undefined) throw new Error('the row does not tell two days');
  expect(from).toBe(addDays(addMonths(end, -2), 1));
  await expect(greyed).toHaveClass(/resident-greyed/);
  await expect(greyed).toContainText(
    sponsor.text('residency.standing.tooEarly', { from: formatDate(from, language) }),
  );
  await expect(greyed.locator('input, button')).toHaveCount(0);
  await expect(page.locator('main tbody tr')).toHaveCount(QUALIFYING.length + 1);
}

/** A step tells why it is not met, and what to do. */
async function seeUnmet(
  sponsor: Visitor,
  step: 'insurance' | 'passport' | 'dues',
  fault: 'notInsured' | 'duesUnpaid' | 'noPassport' | 'passportExpired',
): Promise<void> {
  const shown = stepOf(sponsor, step);
  await expect(shown.getByText(sponsor.text(`renewal.fault.${fault}.title`))).toBeVisible();
  await expect(shown.getByText(sponsor.text(`renewal.fault.${fault}.next`))).toBeVisible();
  await expect(sponsor.page.getByText(sponsor.text('renewal.cannotBePaid'))).toBeVisible();
}

/** The driver lacks nothing but insurance: paid at the Ministry of Health's page, it sets the length. */
async function renewDriver(sponsor: Visitor): Promise<void> {
  await beginRenewal(sponsor, DRIVER.civilId);
  await seeUnmet(sponsor, 'insurance', 'notInsured');
  await expect(stepOf(sponsor, 'length').getByText(sponsor.text('renewal.noLength'))).toBeVisible();
  await payCover(sponsor, { civilId: DRIVER.civilId, years: 1, group: 'domestic' });
  expect(await offeredLengths(sponsor)).toEqual([12]);
  const { given, family } = DRIVER.nameLatin;
  await expect(sponsor.page.locator('.names dd')).toHaveText([`${given} ${family}`, `${given} ${family}`]);
  await confirmNameAndTerms(sponsor);
  await chooseLength(sponsor, 12);
  await seeMet(sponsor, 'dues');
  await expect(sponsor.page.getByText(sponsor.text('renewal.canBePaid'))).toBeVisible();
}

/** The cook owes a fine, and the passport ends before the insurance. */
async function renewCook(sponsor: Visitor): Promise<void> {
  const renewal = await beginRenewal(sponsor, COOK.civilId);
  await seeUnmet(sponsor, 'dues', 'duesUnpaid');
  expect(await offeredLengths(sponsor)).toEqual([12, LONGEST_OF_COOK]);
  await expect(stepOf(sponsor, 'length').getByText(sponsor.text('renewal.cappedBy.passport'))).toBeVisible();
  await confirmNameAndTerms(sponsor);
  await chooseLength(sponsor, LONGEST_OF_COOK);
  await stepOf(sponsor, 'dues')
    .getByRole('link', { name: sponsor.text('payments.toDues') })
    .click();
  await sponsor.see('dues.title');
  await sponsor.goToGatewayForDues(1);
  await sponsor.payAtGateway('captures');
  await sponsor.toldThatPayment('captured');
  // What was chosen before is as it was; the dues hold by themselves.
  await sponsor.go(renewal);
  await seeMet(sponsor, 'dues');
  await expect(sponsor.page.getByText(sponsor.text('renewal.canBePaid'))).toBeVisible();
}

for (const language of Language.options)
  test(`an individual renews residencies by the guide, ${language}: insured, told what is missing, cancelled, paid, receipt`, async ({
    stand,
    browser,
  }) => {
    const sponsor = await Visitor.open(browser, stand, language);
    const { page } = sponsor;
    await signIn(sponsor);
    await seeWhoQualifies(sponsor);
    const [endOfDriver] = await datesOf(sponsor, DRIVER.civilId);
    const [endOfCook] = await datesOf(sponsor, COOK.civilId);
    if (endOfDriver === undefined || endOfCook === undefined) throw new Error('the list tells no ends');

    for (const [resident, fault] of [
      [NANNY, 'noPassport'],
      [GUARD, 'passportExpired'],
    ] as const) {
      await beginRenewal(sponsor, resident.civilId);
      await seeUnmet(sponsor, 'passport', fault);
      await expect(
        stepOf(sponsor, 'passport')
          .getByRole('button', { name: sponsor.text('renewal.beginTransfer') })
          .first(),
      ).toBeVisible();
      await sponsor.go('/residency');
    }
    await renewDriver(sponsor);
    await sponsor.go('/residency');
    await renewCook(sponsor);

    await goToBasket(sponsor);
    const pay = page.locator('.basket-bar');
    const total = formatFils(TOTAL, language);
    await expect(pay).toContainText(total);
    for (const [{ civilId }, fault] of [
      [NANNY, 'noPassport'],
      [GUARD, 'passportExpired'],
    ] as const)
      await expect(rowOf(sponsor, civilId)).toContainText(sponsor.text(`renewal.fault.${fault}.title`));

    await goToGatewayFromBasket(sponsor);
    await sponsor.cancelAtGateway();
    await sponsor.toldThatPayment('cancelled');
    await sponsor.follow('payments.tryAgain');
    await sponsor.see('basket.title');
    await expect(pay).toContainText(total);
    for (const { civilId } of [DRIVER, COOK])
      await expect(rowOf(sponsor, civilId).getByRole('checkbox')).toBeChecked();
    await payBasket(sponsor);

    const receipt = await readReceipt(
      sponsor,
      page.getByRole('link', { name: sponsor.text('payments.receiptOf', { amount: total }), exact: true }),
    );
    expect(receipt.text).toContain(groupedCode(receipt.number));
    const lines = receiptLines(receipt.text);
    expect(lines).toHaveLength(2);
    for (const [index, renewed] of [
      { civilId: DRIVER.civilId, months: 12, newExpiry: addMonths(endOfDriver, 12), fee: YEAR_FEE },
      {
        civilId: COOK.civilId,
        months: LONGEST_OF_COOK,
        newExpiry: addMonths(endOfCook, LONGEST_OF_COOK),
        fee: LONGER_FEE,
      },
    ].entries()) {
      const line = lines[index] ?? '';
      const { ar, en } = renewalDescription(renewed);
      expect(missingWords(line, `${ar} ${en}`)).toEqual([]);
      expect(line).toContain(formatFils(renewed.fee, 'en'));
    }
    expect(receipt.text).toContain(formatFils(TOTAL, 'en'));

    await sponsor.go('/residency');
    expect((await datesOf(sponsor, DRIVER.civilId))[0]).toBe(addMonths(endOfDriver, 12));
    expect((await datesOf(sponsor, COOK.civilId))[0]).toBe(addMonths(endOfCook, LONGEST_OF_COOK));
    await expect(rowOf(sponsor, DRIVER.civilId)).toHaveClass(/resident-greyed/);

    // Printed again at any time.
    await sponsor.go('/payments');
    const again = await readReceipt(
      sponsor,
      page.getByRole('link', { name: sponsor.text('payments.receiptOf', { amount: total }), exact: true }),
    );
    expect(again).toEqual(receipt);
  });
