import { performance } from 'node:perf_hooks';
import type { Page } from '@playwright/test';

/** How far the clock of a page is ahead of this process's, ms, and by how much that may be wrong either way. */
export interface ClockOffset {
  readonly aheadMs: number;
  readonly errorMs: number;
}

/** Milliseconds since the Unix epoch by a clock that nobody sets. */
export const nowMs = () => performance.timeOrigin + performance.now();

const QUESTIONS = 100;

/**
 * Asks the page for its time again and again. The page's answer was given between question and reply, so half of the
 * shortest exchange bounds the error.
 */
export async function compareClocks(page: Page): Promise<ClockOffset> {
  let best: ClockOffset = { aheadMs: 0, errorMs: Number.POSITIVE_INFINITY };
  for (let question = 0; question < QUESTIONS; question += 1) {
    const asked = nowMs();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const errorMs = (nowMs() - asked) / 2;
    if (errorMs < best.errorMs) best = { aheadMs: there - asked - errorMs, errorMs };
  }
  return best;
}
