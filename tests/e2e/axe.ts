import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;

/** Only what is wrong is reported, so that nothing else has to be described. */
const OPTIONS = { resultTypes: ['violations'] } as const;

/** Loads axe into the page. Pages here have no frames: without the search for them no second page is needed. */
function load(page: Page): Promise<AxeResults> {
  return new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: [...OPTIONS.resultTypes] })
    .analyze();
}

/** Runs the axe that an earlier look has left in the page; `null` when there is none. */
function runAgain(page: Page): Promise<AxeResults | null> {
  return page.evaluate((options) => {
    const { axe } = window as unknown as { axe?: { run(options: object): Promise<AxeResults> } };
    return axe ? axe.run(options) : null;
  }, OPTIONS);
}

/** What axe (every rule it has, best practices too) finds on the page: one line for each element. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = (await runAgain(page)) ?? (await load(page));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
