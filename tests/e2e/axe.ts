import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe (every rule it has, best practices too) finds on the page: one line for each element. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Pages here have no frames: without the search for them axe needs no second page for each look.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
