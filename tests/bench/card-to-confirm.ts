import type { Browser, Page } from '@playwright/test';
import type { Stand } from '../../simulators/stand/stand.ts';
import { compareClocks, nowMs } from './clocks.ts';
import { measureFloor } from './floor.ts';
import { type Finding, finding, median, quantile } from './measurement.ts';

/** The longest that 95 of 100 people wait from the card in the slot to the screen that asks them, ms. */
const TARGET_MS = 80;
const PICKUPS = 200;
const WARM_UP = 10;
/** One ready request each: nothing is reserved before confirm, so a card can be read again and again. */
const CARDS = ['ready-renewal', 'ready-damaged', 'ready-lost'] as const;
/** The cabinet's screen, pixels. */
const SCREEN_SIZE = { width: 1080, height: 1920 };
const SCREEN_TIMEOUT_MS = 20_000;

/** When one card's screen came to be, ms since the Unix epoch by the page's clock. */
interface Seen {
  /** The view came over the bridge. */
  readonly receivedMs: number;
  readonly paintedMs: number;
}

/** Notes in the page when the view of the confirm screen arrives; the page's own code is untouched. */
function noteArrivals(): void {
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.addEventListener('message', ({ data }: MessageEvent) => {
        if (!String(data).startsWith('{"type":"view","view":{"screen":"confirm"')) return;
        if (performance.getEntriesByName('received:confirm').length === 0)
          performance.mark('received:confirm');
      });
    }
  };
}

async function waitForScreen(page: Page, screen: string): Promise<void> {
  await page.waitForSelector(`html[data-screen="${screen}"]`, {
    state: 'attached',
    timeout: SCREEN_TIMEOUT_MS,
  });
}

/** Reads the marks of the pickup and takes them away for the next one. */
async function readMarks(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const at = (name: string) => {
      const start = performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
      performance.clearMarks(name);
      return performance.timeOrigin + start;
    };
    return { receivedMs: at('received:confirm'), paintedMs: at('painted:confirm') };
  });
}

/** One person who puts the card in, sees the question, and takes the card out again. */
async function onePickup(stand: Stand, page: Page, card: string): Promise<Seen & { insertedMs: number }> {
  const insertedMs = nowMs();
  const inserted = stand.reader.insert(card);
  await waitForScreen(page, 'confirm');
  await inserted;
  const seen = await readMarks(page);
  // The photograph is read behind the screen; a hand is slower than that.
  await page.waitForSelector('img.portrait', { timeout: SCREEN_TIMEOUT_MS });
  await stand.reader.remove();
  await waitForScreen(page, 'apology');
  await page.evaluate(() => document.querySelector<HTMLButtonElement>('.action-primary button')?.click());
  await waitForScreen(page, 'attract');
  return { ...seen, insertedMs };
}

/** Exchanges with the reader that one card takes up to the question, from the reader's own log. */
async function countExchanges(stand: Stand, page: Page): Promise<number> {
  const last = (await stand.reader.wire()).at(-1)?.n ?? 0;
  await stand.reader.insert(CARDS[0]);
  await waitForScreen(page, 'confirm');
  await page.waitForSelector('img.portrait', { timeout: SCREEN_TIMEOUT_MS });
  const wire = await stand.reader.wire(last);
  const portrait = wire.findIndex(({ name }) => /internal authenticate/i.test(name));
  await stand.reader.remove();
  await waitForScreen(page, 'apology');
  await page.evaluate(() => document.querySelector<HTMLButtonElement>('.action-primary button')?.click());
  await waitForScreen(page, 'attract');
  return wire.slice(0, portrait + 1).filter(({ direction }) => direction === 'toReader').length;
}

/** `cardToConfirm.p95` and its parts, over {@link PICKUPS} pickups on the browser host. */
export async function measureCardToConfirm(stand: Stand, browser: Browser): Promise<readonly Finding[]> {
  const page = await browser.newPage({ viewport: SCREEN_SIZE });
  await page.addInitScript(noteArrivals);
  await page.goto(stand.kioskUrl());
  await waitForScreen(page, 'attract');
  const exchanges = await countExchanges(stand, page);
  const total: number[] = [];
  const kiosk: number[] = [];
  const screen: number[] = [];
  for (let pickup = 0; pickup < WARM_UP; pickup += 1)
    await onePickup(stand, page, CARDS[pickup % CARDS.length] ?? CARDS[0]);
  const before = await compareClocks(page);
  for (let pickup = 0; pickup < PICKUPS; pickup += 1) {
    const card = CARDS[pickup % CARDS.length] ?? CARDS[0];
    const { insertedMs, receivedMs, paintedMs } = await onePickup(stand, page, card);
    total.push(paintedMs - before.aheadMs - insertedMs);
    kiosk.push(receivedMs - before.aheadMs - insertedMs);
    screen.push(paintedMs - receivedMs);
  }
  const after = await compareClocks(page);
  await page.close();
  const drift = Math.abs(after.aheadMs - before.aheadMs);
  const errorMs = Math.max(before.errorMs, after.errorMs) + drift;
  const floor = await measureFloor(stand, browser, { exchanges, rounds: PICKUPS, screenSize: SCREEN_SIZE });
  return [
    finding(
      {
        id: 'cardToConfirm.p95',
        value: quantile(total, 0.95),
        unit: 'ms',
        limit: quantile(floor.total, 0.95),
      },
      `p50 ${median(total).toFixed(1)} ms, target ${TARGET_MS} ms, clocks ±${errorMs.toFixed(1)} ms; against ` +
        `${exchanges} reports there and back, one signed request and one frame painted`,
      ({ value }) => (value <= TARGET_MS ? null : `at most ${TARGET_MS} ms`),
    ),
    finding(
      { id: 'cardToConfirm.kiosk', value: median(kiosk), unit: 'ms', limit: median(floor.kiosk) },
      `card inserted to the view at the page (median; p95 ${quantile(kiosk, 0.95).toFixed(1)}), against those reports and that request`,
    ),
    finding(
      { id: 'cardToConfirm.screen', value: median(screen), unit: 'ms', limit: median(floor.screen) },
      `view at the page to painted (median; p95 ${quantile(screen, 0.95).toFixed(1)}), against one frame painted`,
    ),
  ];
}
