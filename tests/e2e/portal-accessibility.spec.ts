import { Language } from '../../contracts/language.ts';
import { Visitor } from './applicant.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './machine.ts';

test.use({ neighbours: true });

/** A telephone and a desk, pixels. */
const WIDTHS = [360, 1280] as const;

const PUBLIC_PAGES = [
  '/',
  '/services/renewal',
  '/services/damaged',
  '/services/lost',
  '/register',
  '/activate',
  '/reset-password',
  '/unlock',
  '/confirm-email',
  '/sign-in',
  '/forgotten-password',
  '/dues-inquiry',
  '/staff',
  '/no-such-page',
] as const;
const OWN_PAGES = ['/dashboard', '/account', '/dues', '/payments', '/services/damaged/begin'] as const;
const TOPICS = ['category', 'documents', 'machine', 'check'] as const;

/** Looks at a page with axe at both widths, and sees that it needs no scrolling sideways. */
async function look(visitor: Visitor, path: string): Promise<void> {
  const { page } = visitor;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await visitor.go(path);
    await expect(page.locator('main h1')).toBeVisible();
    await expect(page.locator('main .skeleton')).toHaveCount(0);
    expect(await axeFindings(page), `${path} at ${width} px`).toEqual([]);
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(needed, `width of ${path}`).toBeLessThanOrEqual(width);
  }
}

for (const language of Language.options) {
  test(`everybody's pages of the portal, ${language}`, async ({ machine, browser }) => {
    const visitor = await Visitor.open(browser, machine.stand, language);
    for (const path of PUBLIC_PAGES) await look(visitor, path);
  });

  test(`an applicant's and an officer's pages of the portal, ${language}`, async ({ machine, browser }) => {
    const applicant = await Visitor.open(browser, machine.stand, language);
    await applicant.join('apply-renewal');
    for (const path of OWN_PAGES) await look(applicant, path);
    const requestId = await applicant.begin('renewal');
    for (const topic of TOPICS) await look(applicant, `/requests/${requestId}/apply/${topic}`);
    await look(applicant, `/requests/${requestId}`);
    await applicant.complete('renewal', requestId);
    await look(applicant, `/requests/${requestId}/submitted`);

    const officer = await Visitor.open(browser, machine.stand, language);
    await officer.signInAsOfficer();
    for (const path of ['/review', `/review/${requestId}`]) await look(officer, path);
    await officer.approve(requestId);
    await look(applicant, `/requests/${requestId}/pay`);
  });
}
