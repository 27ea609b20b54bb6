import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page, type TestInfo } from '@playwright/test';
import { BridgeDownFrame } from '../../contracts/bridge.ts';
import type { KioskScreen, KioskView, ViewOf } from '../../contracts/kiosk-view.ts';
import type { Language } from '../../contracts/language.ts';
import { makeStandData } from '../../simulators/stand/demo-data.ts';
import { type Stand, startStand } from '../../simulators/stand/stand.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A whole machine with nobody at it: simulators without delays, portal, and the kiosk's screen in the browser. */
export interface Machine {
  readonly stand: Stand;
  /** The kiosk's screen. */
  readonly screen: Page;
  /** Every view the kiosk has sent to the screen, oldest first; it grows as they come. */
  readonly views: readonly KioskView[];
  /** The newest view, which must be of `screen`. */
  view<Screen extends KioskScreen>(screen: Screen): ViewOf<Screen>;
  /** Waits until the kiosk has painted `screen`. */
  see(screen: KioskScreen): Promise<void>;
  /** Presses the one primary button of the screen. */
  primary(): Promise<void>;
  /** Presses the way out. */
  cancel(): Promise<void>;
  speak(language: Language): Promise<void>;
}

/** What a test may change of its machine before it starts: `test.use({ settings: {…} })`. */
interface MachineOptions {
  /** Changes to the kiosk's configuration. */
  settings: Readonly<Record<string, unknown>>;
  /** Whether KNET, police and mailbox run beside the portal. */
  neighbours: boolean;
  /** Speed of the printer: unpaced unless a test needs time to act within a panel. */
  pace: { readonly baud: number; readonly panelMs: number; readonly moveMs: number };
}

let template: string | null = null;

/** Keys, cards and photographs, made once a worker and copied for each test. */
function templateFolder(): string {
  if (template) return template;
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-template-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const neighbourPorts = { knet: 1, police: 1, smtp: 1, healthInsurance: 1 };
  makeStandData({ root, folder, portalPort: 0, kioskPort: 0, neighbourPorts, baud: 0, settings: {} });
  template = folder;
  return folder;
}

type StandSettings = Omit<Parameters<typeof startStand>[0], 'root' | 'folder'>;

/** A stand for one test, gone after it; of a test that failed the logs are kept. */
async function withStand(
  settings: StandSettings,
  testInfo: TestInfo,
  use: (stand: Stand) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-e2e-'));
  cpSync(templateFolder(), folder, { recursive: true });
  const stand = await startStand({ root, folder, ...settings });
  try {
    await use(stand);
  } finally {
    await stand.stop();
    if (testInfo.status !== testInfo.expectedStatus)
      cpSync(stand.places.logs, testInfo.outputPath('logs'), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

const UNPACED = { baud: 0, panelMs: 0, moveMs: 0 } as const;

interface Fixtures {
  /** A machine with its screen, and the portal behind it. */
  machine: Machine;
  /** Portal and its neighbours, for tests in which nobody stands at the machine. */
  stand: Stand;
}

export const test = base.extend<MachineOptions & Fixtures>({
  settings: [{}, { option: true }],
  neighbours: [false, { option: true }],
  pace: [UNPACED, { option: true }],

  machine: ({ page, settings, neighbours, pace }, use, testInfo) =>
    withStand(
      { ...pace, settings, kiosk: true, ...(neighbours ? { neighbours } : {}) },
      testInfo,
      async (stand) => {
        const machine = machineOf(stand, page);
        await page.goto(stand.kioskUrl());
        await machine.see('attract');
        await use(machine);
      },
    ),

  stand: ({ settings }, use, testInfo) =>
    withStand({ ...UNPACED, settings, kiosk: false, neighbours: true }, testInfo, use),
});

/** Collects what the kiosk sends over its WebSocket bridge. */
function recordViews(screen: Page): readonly KioskView[] {
  const views: KioskView[] = [];
  screen.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const frame = BridgeDownFrame.parse(JSON.parse(String(payload)));
      if (frame.type === 'view') views.push(frame.view);
    }),
  );
  return views;
}

function isOf<Screen extends KioskScreen>(
  view: KioskView | undefined,
  screen: Screen,
): view is ViewOf<Screen> & KioskView {
  return view?.screen === screen;
}

/** The machine that `stand` is, seen in `screen`. */
function machineOf(stand: Stand, screen: Page): Machine {
  const views = recordViews(screen);
  return {
    stand,
    screen,
    views,
    view: (name) => {
      const last = views.at(-1);
      if (!isOf(last, name)) throw new Error(`The kiosk shows ${last?.screen}, not ${name}`);
      return last;
    },
    see: (name) => expect(screen.locator('html')).toHaveAttribute('data-screen', name),
    primary: () => screen.locator('.action-primary button').click(),
    cancel: () => screen.locator('.action-cancel button').click(),
    speak: async (language) => {
      await screen.locator(`.switch-group [lang="${language}"]`).click();
      await expect(screen.locator('html')).toHaveAttribute('lang', language);
    },
  };
}

export { expect };
