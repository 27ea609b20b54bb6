import { addDays, addMonths, kuwaitDate } from '../../contracts/calendar.ts';
import { civilIdLastFour } from '../../contracts/civil-id.ts';
import { Language } from '../../contracts/language.ts';
import { Fils, formatFils } from '../../contracts/money.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import type { DemoResident } from '../../simulators/demo/residents.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import type { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import {
  cancelGrant,
  chooseCompany,
  companyField,
  confirmAct,
  findWorker,
  importList,
  manage,
} from './organisation-renewals.ts';
import {
  type Company,
  DELEGATES,
  emailOf,
  expectStatus,
  grantedTo,
  WALK_TIMEOUT_MS,
  walkToDelegates,
} from './organisation-users.ts';
import { missingWords, receiptLines } from './pdf.ts';
import {
  beginRenewal,
  confirmNameAndTerms,
  goToBasket,
  payBasket,
  payCover,
  readReceipt,
  residentOf,
  rowOf,
  seeMet,
} from './renewer.ts';

/** Fils a year for article 18, under the tariff since 23 December 2025. */
const FEE_OF_A_YEAR = 20_000;

/** A worker of the first company with the length that is paid for. */
interface Renewed {
  readonly worker: DemoResident;
  readonly months: number;
}

/** One worker renewed on the page, two who come from the list, and one of the list whom something holds up. */
const BY_HAND: Renewed = { worker: residentOf('worker-not-insured'), months: 12 };
const FROM_LIST: readonly Renewed[] = [
  { worker: residentOf('worker-ready'), months: 12 },
  { worker: residentOf('worker-ready-two-years'), months: 24 },
];
const HELD_UP = residentOf('worker-name-differs');
const RENEWED = [BY_HAND, ...FROM_LIST];

const feeOf = ({ months }: Renewed) => Fils.parse((FEE_OF_A_YEAR * months) / 12);
const TOTAL = Fils.parse(RENEWED.reduce((sum, renewed) => sum + feeOf(renewed), 0));

/** Where a residency ends once it has been renewed, in words. */
const newExpiry = ({ worker, months }: Renewed, language: Language) =>
  formatDate(addMonths(addDays(kuwaitDate(Date.now()), worker.daysLeft), months), language);

function only<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
}
const FIRST_COMPANY = only(grantedTo('company', 0), 0);
const SECOND_COMPANY = only(grantedTo('company', 1), 0);
const SHARED_COMPANY = only(grantedTo('company', 1), 1);

/** What the main user can do with a delegate who works already. */
async function manageSecondDelegate(mainUser: Visitor, delegate: Visitor): Promise<void> {
  const [, person] = DELEGATES;
  const newEmail = `new.${emailOf(person)}`;
  await test.step('stage 2: the main user changes e-mail and mobile, and the delegate confirms the address', async () => {
    await manage(mainUser, person);
    await mainUser.press('organisation.changeDetails');
    await mainUser.fill('account.email', newEmail);
    await mainUser.fill('account.mobile', '50098765');
    await mainUser.press('form.save');
    await expect(
      mainUser.page.getByText(mainUser.text('organisation.awaiting', { email: newEmail })),
    ).toBeVisible();
    await delegate.confirmEmail(newEmail, 0);
    await manage(mainUser, person);
    await expect(mainUser.page.getByText(newEmail, { exact: true })).toBeVisible();
    await expect(
      mainUser.page.getByText(mainUser.text('organisation.awaiting', { email: newEmail })),
    ).toHaveCount(0);
    await expect(mainUser.page.locator('main')).toContainText('50098765');
  });
  await test.step('stage 2: suspended, the delegate is out at once; reactivated, in again', async () => {
    await confirmAct(mainUser, 'organisation.suspend');
    await expect(mainUser.page.getByText(mainUser.text('organisation.told.suspended'))).toBeVisible();
    await expectStatus(mainUser, person, 'suspended');
    await delegate.go('/residency');
    await delegate.see('account.signInTitle');
    await delegate.cannotSignInAsUser(person.civilId);
    await manage(mainUser, person);
    await confirmAct(mainUser, 'organisation.reactivate');
    await expect(mainUser.page.getByText(mainUser.text('organisation.told.reactivated'))).toBeVisible();
    await expectStatus(mainUser, person, 'active');
    await delegate.signInAsUser(person.civilId);
  });
}

/** Stage 3, steps 1 to 4 for one worker whose insurance has not been paid. */
async function renewByHand(delegate: Visitor): Promise<void> {
  const { worker } = BY_HAND;
  await test.step('stage 3: the company is chosen and the civil ID entered', async () => {
    await delegate.go('/residency');
    await delegate.see('residency.title');
    await chooseCompany(delegate, 'company', FIRST_COMPANY);
    await expect(rowOf(delegate, worker.civilId)).toBeVisible();
    await findWorker(delegate, worker.civilId);
    await beginRenewal(delegate, worker.civilId);
  });
  await test.step('stage 3: insurance at the Ministry of Health, length, Latin name and terms', async () => {
    await payCover(delegate, { civilId: worker.civilId, years: 1, group: 'standard' });
    await delegate.page.locator('input[type="radio"][value="12"]').check();
    await seeMet(delegate, 'length');
    await confirmNameAndTerms(delegate);
    await seeMet(delegate, 'dues');
    await goToBasket(delegate);
  });
}

/** A list from a file: what can be comes into the basket, and every other line is explained. */
async function bringInList(delegate: Visitor): Promise<void> {
  const tooEarly = residentOf('worker-too-early').civilId;
  const strangers = residentOf('sailor-ready').civilId;
  await test.step('stage 3: a list comes in, with bad lines explained', async () => {
    await chooseCompany(delegate, 'company', FIRST_COMPANY);
    await importList(delegate, [
      ...FROM_LIST.map(({ worker, months }) => `${worker.civilId},${months}`),
      `${HELD_UP.civilId},12`,
      '390020100100,12',
      `${strangers},12`,
      `${tooEarly},12`,
      `${HELD_UP.civilId},twelve`,
    ]);
    const { page } = delegate;
    await expect(page.getByText(delegate.text('import.added', { count: 3 }))).toBeVisible();
    const reasons = page.locator('main tbody tr');
    const explained = [
      ['390020100100', 'import.fault.civilId'],
      [strangers, 'import.fault.notYourWorker'],
      [tooEarly, 'import.fault.tooEarly'],
      ['twelve', 'import.fault.months'],
    ] as const;
    await expect(reasons).toHaveCount(explained.length);
    for (const [text, fault] of explained)
      await expect(reasons.filter({ hasText: text })).toContainText(delegate.text(fault));
    await delegate.follow('basket.open');
    await delegate.see('basket.title');
  });
  await test.step('stage 3: the Latin names of the list are compared, and the terms accepted', async () => {
    for (const { worker } of FROM_LIST) {
      await rowOf(delegate, worker.civilId)
        .getByRole('link', { name: delegate.text('basket.continue') })
        .click();
      await delegate.see('renewal.title');
      await confirmNameAndTerms(delegate);
      await goToBasket(delegate);
    }
  });
}

/** One payment, one receipt with a line each, and the new expiry at once. */
async function payTogether(delegate: Visitor, stand: Stand): Promise<void> {
  const { page, language } = delegate;
  await test.step('stage 3: one payment for three; who lacks something stays and holds up nobody', async () => {
    for (const renewed of RENEWED)
      await expect(rowOf(delegate, renewed.worker.civilId)).toContainText(newExpiry(renewed, language));
    await expect(page.locator('.basket-bar-total')).toContainText(formatFils(TOTAL, language));
    await payBasket(delegate);
    const books = await stand.neighbours().knet.payments();
    expect(books.map(({ amount, state }) => ({ amount, state }))).toEqual([
      { amount: TOTAL, state: 'captured' },
    ]);
  });
  await test.step('stage 3: the receipt has a line each, and names nobody', async () => {
    const link = page.getByRole('link', {
      name: delegate.text('payments.receiptOf', { amount: formatFils(TOTAL, language) }),
    });
    const { text } = await readReceipt(delegate, link);
    const lines = receiptLines(text);
    expect(lines).toHaveLength(RENEWED.length);
    for (const renewed of RENEWED) {
      const { worker, months } = renewed;
      const ending = civilIdLastFour(worker.civilId);
      const line = lines.find((each) => each.includes(ending)) ?? '';
      const words = [
        `Residency, ${months} months to ${newExpiry(renewed, 'en')}, civil ID ending ${ending}`,
        `تجديد إقامة ${months} شهرًا حتى ${newExpiry(renewed, 'ar')}، رقم مدني ينتهي بـ ${ending}`,
      ];
      expect(missingWords(line, words.join(' '))).toEqual([]);
      expect(line).toContain(formatFils(feeOf(renewed), 'en'));
      for (const personal of [worker.civilId, worker.nameLatin.family, worker.nameArabic.family])
        expect(text).not.toContain(personal);
    }
    expect(text).toContain(formatFils(TOTAL, 'en'));
    expect(text).not.toContain(civilIdLastFour(HELD_UP.civilId));
  });
  await test.step('stage 3: every new expiry shows at once; who was held up is still in the basket', async () => {
    await chooseCompany(delegate, 'company', FIRST_COMPANY);
    for (const renewed of RENEWED)
      await expect(await findWorker(delegate, renewed.worker.civilId)).toContainText(
        newExpiry(renewed, language),
      );
    await delegate.go(`/residency/basket?company=${FIRST_COMPANY.companyId}`);
    await expect(page.locator('main tbody tr')).toHaveCount(1);
    await expect(rowOf(delegate, HELD_UP.civilId)).toContainText(
      delegate.text('renewal.fault.nameNotConfirmed.title'),
    );
  });
}

/** Of what is not granted a delegate sees nothing, whatever address they type. */
async function seesOnlyOwn(delegate: Visitor, ofOther: string): Promise<void> {
  await test.step('stage 3: the second delegate sees the workers of the granted companies only', async () => {
    const { page, language } = delegate;
    await chooseCompany(delegate, 'company', SECOND_COMPANY);
    const own = ['sailor-ready', 'sailor-not-insured'].map(residentOf);
    await expect(page.locator('main tbody tr')).toHaveCount(own.length);
    for (const { civilId } of own) await expect(rowOf(delegate, civilId)).toBeVisible();
    const offered = await companyField(delegate, 'company')
      .locator('option:not([value=""])')
      .allTextContents();
    expect(offered).toEqual(grantedTo('company', 1).map(({ name }) => name[language]));
    for (const at of ['/residency', '/residency/basket', '/residency/import', '/residency/expiries']) {
      await delegate.go(`${at}?company=${FIRST_COMPANY.companyId}`);
      await expect(page.getByText(delegate.text('residency.revokedTitle.company'))).toBeVisible();
      await expect(page.locator('main tbody tr')).toHaveCount(0);
    }
    await delegate.go(ofOther);
    await expect(page.getByText(delegate.text('problem.notFound'))).toBeVisible();
    await delegate.go('/organisation');
    await delegate.see('page.notAllowedTitle');
  });
}

/** What the main user finds on the overview after the delegates have worked. */
async function seesOverview(mainUser: Visitor, companies: readonly Company[]): Promise<void> {
  await test.step("the main user's overview shows what there is to do, and what ends when", async () => {
    const { page, language } = mainUser;
    await mainUser.go('/overview');
    await mainUser.see('overview.title');
    const heading = (name: string) => page.getByRole('heading', { name, exact: true });
    await expect(heading(mainUser.text('overview.inBasket', { count: 1 }))).toBeVisible();
    await expect(heading(mainUser.text('overview.expired', { count: 1 }))).toBeVisible();
    for (const { name } of companies) await expect(heading(name[language])).toBeVisible();
    // A company's residencies are renewed by its delegates: the main user looks on.
    await chooseCompany(mainUser, 'company', FIRST_COMPANY);
    await expect(page.getByText(mainUser.text('residency.delegatesRenew'))).toBeVisible();
    await expect(page.getByRole('button', { name: mainUser.text('residency.renew') })).toHaveCount(0);
  });
}

/** The main user takes a company away while the delegate is about to pay for one of its workers. */
async function revokedMidBasket(mainUser: Visitor, delegate: Visitor, stand: Stand): Promise<void> {
  const sailor = residentOf('sailor-ready');
  const { page } = delegate;
  const basket = `/residency/basket?company=${SECOND_COMPANY.companyId}`;
  const seesThatItIsGone = async () => {
    await expect(page.getByText(delegate.text('residency.revokedTitle.company'))).toBeVisible();
    await expect(page.getByText(delegate.text('residency.revoked'))).toBeVisible();
    await expect(page.locator('.basket-bar')).toHaveCount(0);
    await expect(page.locator('main')).not.toContainText(sailor.civilId);
  };
  await test.step('a company cancelled mid-basket: the next request is refused, and nothing is charged', async () => {
    const before = await stand.neighbours().knet.payments();
    await chooseCompany(delegate, 'company', SECOND_COMPANY);
    await beginRenewal(delegate, sailor.civilId);
    await confirmNameAndTerms(delegate);
    await page.locator('input[type="radio"][value="12"]').check();
    await seeMet(delegate, 'length');
    await goToBasket(delegate);
    await expect(rowOf(delegate, sailor.civilId)).toBeVisible();

    await manage(mainUser, DELEGATES[1]);
    await cancelGrant(mainUser, 'company', SECOND_COMPANY);

    await page.locator('.basket-bar .button-primary').click();
    await seesThatItIsGone();
    await delegate.go(basket);
    await seesThatItIsGone();
    expect(await stand.neighbours().knet.payments()).toEqual(before);
    // What is still granted goes on.
    await companyField(delegate, 'company').selectOption({ label: SHARED_COMPANY.name[delegate.language] });
    await delegate.go(`/residency?company=${SHARED_COMPANY.companyId}`);
    await expect(rowOf(delegate, residentOf('host-ready').civilId)).toBeVisible();
  });
}

for (const language of Language.options)
  test(`company, ${language}: stages 1 to 3 with a main user and two delegates, one after the other`, async ({
    stand,
    browser,
  }) => {
    test.setTimeout(WALK_TIMEOUT_MS);
    const { mainUser, delegates } = await walkToDelegates(browser, stand, 'company', language);
    const [first, second] = delegates;
    await manageSecondDelegate(mainUser, second);
    await renewByHand(first);
    await bringInList(first);
    const heldUp = await rowOf(first, HELD_UP.civilId)
      .getByRole('link', { name: first.text('basket.continue') })
      .getAttribute('href');
    await payTogether(first, stand);
    await seesOnlyOwn(second, heldUp ?? '');
    await seesOverview(mainUser, [FIRST_COMPANY, SECOND_COMPANY, SHARED_COMPANY]);
    await revokedMidBasket(mainUser, second, stand);
  });
