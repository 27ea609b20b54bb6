import { Language } from '../../contracts/language.ts';
import { expect, test } from './machine.ts';
import { walkToDelegates } from './organisation-users.ts';

test.use({ neighbours: true });

for (const language of Language.options)
  test(`government, ${language}: application, officer, main user activated, two delegates authorised and signed in`, async ({
    machine,
    browser,
  }) => {
    const { mainUser, delegates } = await walkToDelegates(browser, machine.stand, 'government', language);
    // A delegate manages no users.
    for (const delegate of delegates) {
      await delegate.go('/organisation');
      await delegate.see('page.notAllowedTitle');
    }
    await expect(mainUser.page.getByText(mainUser.text('organisation.delegates')).first()).toBeVisible();
  });
