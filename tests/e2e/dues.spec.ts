import { Language } from '../../contracts/language.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';

/** Has three violations that are payable online and one that is not. */
const CARD = 'no-request';
const civilId = DEMO_PEOPLE.find(({ card }) => card === CARD)?.civilId ?? '';

for (const language of Language.options)
  test(`anybody may look dues up, ${language}: two groups, nothing personal, nothing in the address`, async ({
    stand,
    browser,
  }) => {
    const visitor = await Visitor.open(browser, stand, language);
    await visitor.go('/dues-inquiry');
    await visitor.fill('dues.inquiryNumber', civilId);
    await visitor.press('dues.inquire');
    const { page } = visitor;
    await expect(page.getByRole('heading', { name: visitor.text('dues.online'), exact: true })).toBeVisible();
    await expect(
      page.getByRole('heading', { name: visitor.text('dues.elsewhere'), exact: true }),
    ).toBeVisible();
    await expect(page.getByText(visitor.text('dues.notPayable.courtCase.reason'))).toBeVisible();
    expect(page.url()).not.toContain(civilId);
    const shown = await page.locator('main').textContent();
    for (const secret of ['12/4821', 'ABDULLAH', 'عبدالله']) expect(shown).not.toContain(secret);
  });

for (const language of Language.options)
  test(`dues, ${language}: several ticked; cancelled, not captured, timed out, closed after capture, captured`, async ({
    stand,
    browser,
  }) => {
    const { knet } = stand.neighbours();
    const payer = await Visitor.open(browser, stand, language);
    const { page } = payer;
    await payer.join(CARD);
    await payer.go('/dues');
    await expect(page.getByText(payer.text('dues.notPayable.courtCase.reason'))).toBeVisible();
    await payer.goToGatewayForDues(2);
    await payer.cancelAtGateway();
    await payer.toldThatPayment('cancelled');

    await payer.goToGatewayForDues(2);
    await payer.payAtGateway('declines');
    await payer.toldThatPayment('notCaptured');

    await knet.misbehave('hostTimeout');
    await payer.goToGatewayForDues(1);
    await payer.payAtGateway('captures');
    await payer.toldThatPayment('timedOut');

    await knet.misbehave('browserClosedAfterCapture');
    await payer.goToGatewayForDues(1);
    const before = await page.title();
    await payer.payAtGateway('captures');
    await expect(page).not.toHaveTitle(before);
    await payer.go('/payments');
    await page.locator('main tbody tr').first().getByRole('link').click();
    await payer.toldThatPayment('captured');

    await payer.goToGatewayForDues(2);
    await payer.payAtGateway('captures');
    await payer.toldThatPayment('captured');
    await payer.go('/dues');
    await expect(page.getByText(payer.text('dues.onlineNone'))).toBeVisible();
    await expect(page.locator('input[id^="tick-"]')).toHaveCount(0);
    const captured = (await knet.payments()).filter(({ state }) => state === 'captured');
    expect(captured.reduce((sum, { amount }) => sum + amount, 0)).toBe(120_000);
  });
