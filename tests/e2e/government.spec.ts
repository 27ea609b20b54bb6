import { addDays, addMonths, kuwaitDate } from '../../contracts/calendar.ts';
import { civilIdLastFour } from '../../contracts/civil-id.ts';
import { Language } from '../../contracts/language.ts';
import { Fils, formatFils } from '../../contracts/money.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import type { DemoResident } from '../../simulators/demo/residents.ts';
import type { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { cancelGrant, chooseCompany, companyField, findWorker, manage } from './organisation-renewals.ts';
import {
  DELEGATES,
  grantedTo,
  organisationOf,
  WALK_TIMEOUT_MS,
  walkToDelegates,
} from './organisation-users.ts';
import { missingWords, receiptLines } from './pdf.ts';
import {
  beginRenewal,
  chooseLength,
  confirmNameAndTerms,
  goToBasket,
  payBasket,
  payCover,
  readReceipt,
  residentOf,
  rowOf,
  seeMet,
} from './renewer.ts';

/** Of a year for article 17, under the tariff since 23 December 2025. */
const FEE = Fils.parse(20_000);
const MONTHS = 12;

/** Where the residency of a worker ends once it has been renewed for a year, in words. */
const newExpiry = ({ daysLeft }: DemoResident, language: Language) =>
  formatDate(addMonths(addDays(kuwaitDate(Date.now()), daysLeft), MONTHS), language);

/** Steps 4 to 6 of the guide: the Latin name is compared, the fee paid, the receipt printed; the list is open again afterwards. */
async function payAndPrint(renewer: Visitor, worker: DemoResident): Promise<void> {
  const { page, language } = renewer;
  const ending = civilIdLastFour(worker.civilId);
  await test.step('step 4: the Latin name is compared with the passport, and the terms accepted', async () => {
    await chooseLength(renewer, MONTHS);
    await confirmNameAndTerms(renewer);
    await seeMet(renewer, 'dues');
  });
  await test.step('step 5: the fee is paid', async () => {
    await goToBasket(renewer);
    await expect(rowOf(renewer, worker.civilId)).toContainText(newExpiry(worker, language));
    await payBasket(renewer);
  });
  await test.step('step 6: the receipt is printed', async () => {
    const name = renewer.text('payments.receiptOf', { amount: formatFils(FEE, language) });
    const { text } = await readReceipt(renewer, page.getByRole('link', { name }));
    const [line = '', ...others] = receiptLines(text);
    expect(others).toEqual([]);
    const words = `Residency, ${MONTHS} months to ${newExpiry(worker, 'en')}, civil ID ending ${ending}`;
    expect(missingWords(line, words)).toEqual([]);
    expect(text).toContain(formatFils(FEE, 'en'));
    expect(text).not.toContain(worker.civilId);
  });
}

/** The guide's stage 2 of government renewals: the main user renews (دخول حساب المستخدم الرئيسي لتجديد إقامة العاملين في الحكومة). */
async function mainUserRenews(mainUser: Visitor): Promise<void> {
  const worker = residentOf('keeper-not-insured');
  const [coasts] = organisationOf('government').organisation.companies;
  if (!coasts) throw new Error('the demonstration has no entity');
  await test.step('steps 1 to 3: the main user chooses the entity and the worker, and pays the insurance', async () => {
    await chooseCompany(mainUser, 'government', coasts);
    await expect(rowOf(mainUser, worker.civilId)).toBeVisible();
    await findWorker(mainUser, worker.civilId);
    await beginRenewal(mainUser, worker.civilId);
    await payCover(mainUser, { civilId: worker.civilId, years: 1, group: 'standard' });
  });
  await payAndPrint(mainUser, worker);
  await test.step('the new expiry shows at once', async () => {
    await chooseCompany(mainUser, 'government', coasts);
    await expect(await findWorker(mainUser, worker.civilId)).toContainText(
      newExpiry(worker, mainUser.language),
    );
    await mainUser.go('/overview');
    await mainUser.see('overview.title');
    await expect(mainUser.page.getByRole('heading', { name: coasts.name[mainUser.language] })).toBeVisible();
  });
}

/** A delegate of one entity renews there, and sees nobody of the other. */
async function delegateRenews(delegate: Visitor): Promise<void> {
  const worker = residentOf('engineer-ready');
  const stranger = residentOf('keeper-ready');
  await test.step('the delegate of one entity sees its workers only, and renews', async () => {
    await delegate.go('/residency');
    await delegate.see('residency.title');
    // One entity is granted: there is nothing to choose.
    await expect(rowOf(delegate, worker.civilId)).toBeVisible();
    await expect(companyField(delegate, 'government')).toHaveCount(0);
    await expect(rowOf(delegate, stranger.civilId)).toHaveCount(0);
    await beginRenewal(delegate, worker.civilId);
  });
  await payAndPrint(delegate, worker);
}

/** Cancelled (إلغاء الجهة), the entity is gone with the delegate's next request. */
async function revoked(mainUser: Visitor, delegate: Visitor): Promise<void> {
  const [islands] = grantedTo('government', 1);
  if (!islands) throw new Error('the second delegate has no entity');
  await test.step('the entity is cancelled: the delegate sees nobody any more, and is told so', async () => {
    await manage(mainUser, DELEGATES[1]);
    await cancelGrant(mainUser, 'government', islands);
    await expect(mainUser.page.getByText(mainUser.text('organisation.noCompanies.government'))).toBeVisible();
    await delegate.go('/residency');
    await expect(delegate.page.getByText(delegate.text('residency.noCompanyTitle'))).toBeVisible();
    await delegate.go(`/residency/basket?company=${islands.companyId}`);
    await expect(delegate.page.getByText(delegate.text('residency.revokedTitle.government'))).toBeVisible();
    await delegate.go('/organisation');
    await delegate.see('page.notAllowedTitle');
  });
}

for (const language of Language.options)
  test(`government, ${language}: official letter, main user and delegates, who each renew up to the receipt`, async ({
    stand,
    browser,
  }) => {
    test.setTimeout(WALK_TIMEOUT_MS);
    const { mainUser, delegates } = await walkToDelegates(browser, stand, 'government', language);
    await mainUserRenews(mainUser);
    await delegateRenews(delegates[1]);
    await revoked(mainUser, delegates[1]);
    const books = await stand.neighbours().knet.payments();
    expect(books.map(({ amount, state }) => ({ amount, state }))).toEqual([
      { amount: FEE, state: 'captured' },
      { amount: FEE, state: 'captured' },
    ]);
  });
