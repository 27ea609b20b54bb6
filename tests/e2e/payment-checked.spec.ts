import { Language } from '../../contracts/language.ts';
import { PAYMENT_UNCONFIRMED_TEXTS } from '../../portal/texts/payment-texts.ts';
import { Visitor } from './applicant.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './machine.ts';

/** Has three violations that are payable online. */
const CARD = 'no-request';

for (const language of Language.options)
  test(`a response that arrives damaged, ${language}: told that it is checked and the money is safe, then that it is paid`, async ({
    stand,
    browser,
  }) => {
    const { knet } = stand.neighbours();
    const payer = await Visitor.open(browser, stand, language);
    const { page } = payer;
    await payer.join(CARD);
    await payer.goToGatewayForDues(1);
    await knet.misbehave('tampered');
    // KNET cannot say yet what became of it, so that it stays open for as long as it is looked at.
    await knet.setPipeFault('inquirySuspected');
    await payer.payAtGateway('captures');

    const { heading, text, link } = PAYMENT_UNCONFIRMED_TEXTS;
    await expect(page.locator('main')).toHaveAttribute('data-status', 'unconfirmed');
    for (const shown of [heading, text]) await expect(page.getByText(shown[language])).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('link', { name: link[language] }).click();

    await payer.see('payments.title');
    await payer.speak();
    await page.locator('main tbody tr').first().getByRole('link').click();
    await payer.toldThatPayment('open');
    for (const key of ['payments.outcome.open.meaning', 'payments.outcome.open.next'] as const)
      await expect(page.getByText(payer.text(key))).toBeVisible();
    await payer.go('/dues');
    await expect(page.getByText(payer.text('dues.locked')).first()).toBeVisible();

    await payer.go('/payments');
    await page.locator('main tbody tr').first().getByRole('link').click();
    await payer.toldThatPayment('open');
    await knet.setPipeFault(null);
    // The page asks by itself; nobody has to do anything.
    await payer.toldThatPayment('captured');
    const [payment, ...more] = await knet.payments();
    expect(more).toEqual([]);
    expect(payment).toMatchObject({ state: 'captured', refunds: [] });
    await payer.go('/dues');
    await expect(page.locator('input[id^="tick-"]')).toHaveCount(2);
    await expect(page.locator('input[id^="tick-"]:disabled')).toHaveCount(0);
  });
