import { Language } from '../../contracts/language.ts';
import { expect, test } from './machine.ts';
import { PortalState } from './portal-state.ts';

/** Has three violations that are payable online. */
const CARD = 'no-request';

for (const language of Language.options)
  test(`payments, ${language}: one left open at the gateway goes on from the list in another browser, and is paid once`, async ({
    stand,
    browser,
  }) => {
    const portal = new PortalState(browser, stand, language);
    const payer = await portal.individual(CARD);
    await payer.goToGatewayForDues(2);
    await expect(payer.page).toHaveURL(/\/kpg\//);
    await payer.page.close();

    const again = await portal.again(CARD);
    const { page } = again;
    await again.go('/payments');
    const row = page.locator('main tbody tr');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(again.text('payments.state.open'));
    await row.getByText(again.text('payments.resume'), { exact: true }).click();
    await again.payAtGateway('captures');
    await again.toldThatPayment('captured');

    await again.go('/payments');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(again.text('payments.state.captured'));
    const captured = (await stand.neighbours().knet.payments()).filter(({ state }) => state === 'captured');
    expect(captured).toHaveLength(1);
    await again.go('/dues');
    await expect(page.locator('input[id^="tick-"]')).toHaveCount(1);
  });
