import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { KioskScreen } from '../../contracts/kiosk-view.ts';
import type { Language } from '../../contracts/language.ts';
import type { ReaderControl } from '../hid-reader/control.ts';
import { BROWSER_FLAGS } from './browser.ts';
import { decodeQr } from './decode-qr.ts';
import { type Stand, startStand } from './stand.ts';

/** The person who walks through: a renewal that is ready. */
const CARD = 'ready-renewal';
/** How long any one screen may take to appear: the longest is the print. */
const SCREEN_TIMEOUT_MS = 120_000;
/** The cabinet's screen, pixels. */
const KIOSK_SIZE = { width: 1080, height: 1920 };

/** Added to each report while the card is read, ms, so that the screen can be seen as on a real machine. */
const READING_LATENCY_MS = 20;

/** Pace of the walk: as on a real machine, but quick enough to watch. */
const PACE = { baud: 921_600, panelMs: 700, moveMs: 300 };

/** A picture of a screen, and when it was seen, ms from the start of the walk. */
interface Shot {
  readonly screen: KioskScreen;
  readonly file: string;
  readonly atMs: number;
}

/**
 * One complete collection of a renewal, by clicking the real screens and the dock, with everything that was seen, printed and
 * exchanged left in `output`. Returns the mistakes; none means: the card lies taken and the portal says issued.
 */
export async function walkThrough(options: {
  readonly root: string;
  readonly output: string;
  readonly browser: string;
  readonly language: Language;
}): Promise<readonly string[]> {
  const { root, output, language } = options;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const stand = await startStand({
    root,
    folder: join(output, 'data'),
    ...PACE,
    record: join(output, 'record'),
    kiosk: true,
  });
  const browser = await chromium.launch({ executablePath: options.browser, args: [...BROWSER_FLAGS] });
  try {
    const kiosk = await browser.newPage({ viewport: KIOSK_SIZE });
    const dock = await browser.newPage({ viewport: { width: 1500, height: 1300 } });
    const shots: Shot[] = [];
    const began = performance.now();
    const see = async (screen: KioskScreen) => {
      await kiosk.waitForSelector(`html[data-screen="${screen}"]`, { timeout: SCREEN_TIMEOUT_MS });
      const file = `${String(shots.length + 1).padStart(2, '0')}-${screen}.png`;
      shots.push({ screen, file, atMs: Math.round(performance.now() - began) });
      await kiosk.screenshot({ path: join(output, file) });
    };
    await kiosk.goto(stand.kioskUrl());
    await dock.goto(stand.dockUrl);
    await collect({ kiosk, dock, see, language, reader: stand.reader });
    await dock.screenshot({ path: join(output, 'dock.png'), fullPage: true });
    const receipt = await decodeQr(await kiosk.screenshot());
    await dock.close();
    await keep(stand, output, receipt);
    writeJson(join(output, 'timeline.json'), { language, pictures: shots, screens: recordedScreens(output) });
    return await findMistakes(stand, output, receipt);
  } finally {
    await browser.close();
    await stand.stop();
    rmSync(join(output, 'data'), { recursive: true, force: true });
    rmSync(join(output, 'record'), { recursive: true, force: true });
  }
}

/** What the person does, hand by hand. */
async function collect(walk: {
  readonly kiosk: Page;
  readonly dock: Page;
  readonly see: (screen: KioskScreen) => Promise<void>;
  readonly language: Language;
  readonly reader: ReaderControl;
}): Promise<void> {
  const { kiosk, dock, see, language, reader } = walk;
  const hand = (testId: string) => dock.getByTestId(testId).click();
  const primary = () => kiosk.locator('.action-primary button').click();
  await kiosk.waitForSelector('html[data-screen="attract"]');
  await kiosk.locator(`.switch-group [lang="${language}"]`).click();
  await see('attract');
  await reader.setLatency(READING_LATENCY_MS);
  await hand(`insert-${CARD}`);
  await see('readingCard');
  await kiosk.waitForSelector('html[data-screen="confirm"]', { timeout: SCREEN_TIMEOUT_MS });
  await reader.setLatency(0);
  await kiosk.waitForSelector('img.portrait');
  await see('confirm');
  await primary();
  await see('oldLicence');
  await hand('hand-pushOldLicence');
  await see('printing');
  for (const panel of [3, 5]) {
    await kiosk.waitForSelector(`.layer:nth-child(${panel}):is(.layer-now, .layer-done)`, {
      timeout: SCREEN_TIMEOUT_MS,
    });
    await see('printing');
  }
  await see('takeCard');
  await hand('hand-takeCard');
  await see('done');
}

function writeJson(path: string, content: unknown): void {
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** When the kiosk changed its screen, as it recorded itself. */
function recordedScreens(output: string): unknown[] {
  const lines = readFileSync(join(output, 'record', 'screens.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** What the kiosk recorded. */
const RECORDED = ['face-front.png', 'face-back.png', 'printer-wire.bin', 'reader-wire.jsonl'] as const;

/** Everything a walk leaves, besides the pictures of the screens. */
const LEFT = [
  ...RECORDED,
  'card-front.png',
  'card-back.png',
  'receipt.pdf',
  'jwks.json',
  'timeline.json',
] as const;

/** Copies what kiosk, printer and portal made into `output`. */
async function keep(stand: Stand, output: string, receiptUrl: string): Promise<void> {
  for (const file of RECORDED) copyFileSync(join(output, 'record', file), join(output, file));
  const { physical } = await stand.printer.state();
  const card = physical.taken.findLast(({ kind }) => kind === 'printed');
  if (card) {
    writeFileSync(join(output, 'card-front.png'), await stand.printer.cardFile(card.number, 'front.png'));
    writeFileSync(join(output, 'card-back.png'), await stand.printer.cardFile(card.number, 'back.png'));
  }
  const download = async (url: string, file: string) => {
    const answer = await fetch(url);
    writeFileSync(join(output, file), Buffer.from(await answer.arrayBuffer()));
  };
  await download(`${receiptUrl}/receipt.pdf`, 'receipt.pdf');
  // With this key anybody can verify what the codes on the back of the card say.
  await download(`${stand.portalUrl}/.well-known/jwks.json`, 'jwks.json');
}

/** What is not as it must be at the end: the card taken, the portal's receipt saying issued, every file there. */
async function findMistakes(stand: Stand, output: string, receiptUrl: string): Promise<string[]> {
  const mistakes: string[] = [];
  const { physical } = await stand.printer.state();
  const printed = physical.taken.filter(({ kind }) => kind === 'printed');
  if (printed.length !== 1) mistakes.push(`${printed.length} cards were taken instead of one`);
  if (physical.retainBin.cards.length !== 1) mistakes.push('the old licence does not lie in the retain bin');
  const page = await fetch(receiptUrl).then((answer) => answer.text());
  if (!page.includes('data-status="issued"')) mistakes.push("the portal's receipt does not say issued");
  for (const file of LEFT) {
    const size = statSync(join(output, file), { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0) mistakes.push(`${file} is missing or empty`);
  }
  return mistakes;
}
