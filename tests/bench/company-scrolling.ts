import type { Browser, Page } from '@playwright/test';
import type { PortalStage } from '../support/portal-stage.ts';
import type { StagedAccount } from '../support/staged-account.ts';
import { type Finding, finding, quantile } from './measurement.ts';

/** No frame may take longer than this while somebody scrolls, in milliseconds. */
const FRAME_MS = 100;
const WINDOW = { width: 1280, height: 900 } as const;
/** Turns of the wheel, and how far each goes, in CSS pixels: some thousand workers down, and half of the way back. */
const DOWN = { turns: 400, pixels: 400 };
const UP = { turns: 200, pixels: -400 };
/** The wheel ends at least so far down the list. */
const LEAST_ROWS = 500;
const ROWS = 'tbody tr[aria-rowindex]';

/** When each frame of the page was begun, while it is recorded. */
interface RecordedPage {
  frames: number[];
}

/** Records from now on when each frame of the page begins. */
async function recordFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorded = globalThis as unknown as RecordedPage;
    recorded.frames = [];
    const note = (at: number) => {
      recorded.frames.push(at);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

const framesOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as RecordedPage).frames);

/** Turns the wheel, one turn in every frame. */
async function scroll(page: Page, { turns, pixels }: typeof DOWN): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, pixels);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** How long each frame took while the wheel was turned down and back, in milliseconds. */
async function framesWhileScrolling(page: Page): Promise<number[]> {
  await page.mouse.move(WINDOW.width / 2, WINDOW.height / 2);
  await recordFrames(page);
  for (const turns of [DOWN, UP]) await scroll(page, turns);
  const frames = await framesOf(page);
  return frames.slice(1).map((at, index) => at - (frames[index] ?? at));
}

/** The place in the list of the first row that is drawn. */
async function firstRow(page: Page): Promise<number> {
  return Number(await page.locator(ROWS).first().getAttribute('aria-rowindex'));
}

/**
 * `company.scrolling`: the longest frame while the list of a company's workers is scrolled with the wheel, page after page of it
 * fetched on the way.
 */
export async function measureScrolling(
  browser: Browser,
  stage: PortalStage,
  { cookie }: StagedAccount,
): Promise<Finding> {
  const context = await browser.newContext({ viewport: WINDOW });
  try {
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: stage.url }]);
    const page = await context.newPage();
    await page.goto(`${stage.url}/residency`);
    await page.locator(ROWS).first().waitFor();
    const frames = await framesWhileScrolling(page);
    const reached = await firstRow(page);
    if (reached < LEAST_ROWS) throw new Error(`the list followed the wheel to row ${reached} only`);
    await page.setContent(`<div style="block-size: ${DOWN.turns * DOWN.pixels}px"></div>`);
    const bare = await framesWhileScrolling(page);
    return finding(
      { id: 'company.scrolling', value: Math.max(...frames), unit: 'ms', limit: FRAME_MS },
      `longest of ${frames.length} frames (p99 ${quantile(frames, 0.99).toFixed(1)} ms); of an empty page ${Math.max(...bare).toFixed(1)} ms`,
      ({ value: longest, limit }) => (longest <= limit ? null : `a frame took over ${limit} ms`),
    );
  } finally {
    await context.close();
  }
}
