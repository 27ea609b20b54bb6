import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../contracts/clock.ts';
import { RELOAD_BACKOFF_MS, surviveCrashes, UNRESPONSIVE_GRACE_MS, WELL_AGAIN_MS } from './crash.ts';

/** The part of a window's page that survives crashes. */
class Page extends EventEmitter {
  readonly reload = vi.fn();
  readonly forcefullyCrashRenderer = vi.fn();
  destroyed = false;

  isDestroyed(): boolean {
    return this.destroyed;
  }

  crash(reason = 'crashed'): void {
    this.emit('render-process-gone', {}, { reason, exitCode: 139 });
  }
}

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let page: Page;
let giveUp: ReturnType<typeof vi.fn<() => void>>;

beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  giveUp = vi.fn<() => void>();
  surviveCrashes(page as unknown as WebContents, systemClock, log, giveUp);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('surviveCrashes', () => {
  it('loads the page again, ever more slowly, and then gives up', () => {
    RELOAD_BACKOFF_MS.forEach((wait, crash) => {
      page.crash();
      vi.advanceTimersByTime(Math.max(0, wait - 1));
      expect(page.reload).toHaveBeenCalledTimes(wait === 0 ? crash + 1 : crash);
      vi.advanceTimersByTime(1);
      expect(page.reload).toHaveBeenCalledTimes(crash + 1);
    });
    expect(giveUp).not.toHaveBeenCalled();
    page.crash();
    vi.advanceTimersByTime(WELL_AGAIN_MS);
    expect(page.reload).toHaveBeenCalledTimes(RELOAD_BACKOFF_MS.length);
    expect(giveUp).toHaveBeenCalledOnce();
  });

  it('forgets crashes once the page has held', () => {
    for (const wait of RELOAD_BACKOFF_MS) {
      page.crash();
      vi.advanceTimersByTime(wait);
    }
    vi.advanceTimersByTime(WELL_AGAIN_MS);
    page.crash();
    vi.advanceTimersByTime(0);
    expect(giveUp).not.toHaveBeenCalled();
    expect(page.reload).toHaveBeenCalledTimes(RELOAD_BACKOFF_MS.length + 1);
  });

  it('does not mistake an orderly end for a crash', () => {
    page.crash('clean-exit');
    vi.advanceTimersByTime(WELL_AGAIN_MS);
    expect(page.reload).not.toHaveBeenCalled();
  });

  it('leaves a window alone that has been closed meanwhile', () => {
    page.crash();
    page.destroyed = true;
    vi.advanceTimersByTime(WELL_AGAIN_MS);
    expect(page.reload).not.toHaveBeenCalled();
  });

  it('ends a page that hangs, but not one that recovers', () => {
    page.emit('unresponsive');
    vi.advanceTimersByTime(UNRESPONSIVE_GRACE_MS - 1);
    page.emit('responsive');
    vi.advanceTimersByTime(UNRESPONSIVE_GRACE_MS);
    expect(page.forcefullyCrashRenderer).not.toHaveBeenCalled();
    page.emit('unresponsive');
    vi.advanceTimersByTime(UNRESPONSIVE_GRACE_MS);
    expect(page.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  });
});
