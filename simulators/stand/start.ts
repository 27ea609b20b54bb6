/**
 * `npm start`: portal, simulated devices, dock and kiosk on one machine.
 *
 *   npm start                          opens the kiosk where there is a display; the dock is at the printed address
 *   npm start -- --no-window           opens nothing
 *   npm start -- --data <folder>       keeps keys, databases and logs elsewhere than in data/
 *   npm start -- --walk-through        does one complete collection by itself and leaves what it saw in out/walk-through/
 *   npm start -- --walk-through --lang en
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Language } from '../../contracts/language.ts';
import { findOrInstallBrowser } from './browser.ts';
import { buildPages } from './build-pages.ts';
import { startStand } from './stand.ts';
import { walkThrough } from './walk-through.ts';
import { chooseWindow, openBrowserWindow } from './window.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Addresses worth remembering; free ones are taken where these are in use. */
const PORTS = { portal: 4100, dock: 4200, kiosk: 4300, mailbox: 4400, knet: 4500, healthInsurance: 4600 };
/** As on a real machine with a fast line. */
const PACE = { baud: 921_600, panelMs: 3000, moveMs: 1200 };

const { values } = parseArgs({
  options: {
    'walk-through': { type: 'boolean', default: false },
    lang: { type: 'string', default: 'ar' },
    data: { type: 'string', default: 'data' },
    window: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

async function walk(): Promise<void> {
  const language = Language.parse(values.lang);
  const browser = findOrInstallBrowser();
  if (!browser.ok) {
    console.error(browser.fault);
    process.exitCode = 1;
    return;
  }
  const output = join(root, 'out', 'walk-through');
  console.log('One renewal is being collected; this takes about a minute …');
  const mistakes = await walkThrough({ root, output, browser: browser.value, language });
  for (const mistake of mistakes) console.error(mistake);
  console.log(
    mistakes.length === 0
      ? `The card was taken and the portal says issued. Look into ${output}`
      : 'The walk-through failed.',
  );
  process.exitCode = mistakes.length === 0 ? 0 : 1;
}

async function serve(): Promise<void> {
  const folder = resolve(root, values.data);
  const window = values.window ? chooseWindow(root, folder) : ({ kind: 'none' } as const);
  const stand = await startStand({
    root,
    folder,
    ...PACE,
    ports: PORTS,
    neighbours: true,
    kiosk: window.kind !== 'electron',
  });
  console.log(`\nDock    ${stand.dockUrl}    insert a card, take the licence, cause a fault`);
  if (window.kind !== 'electron') console.log(`Kiosk   ${stand.kioskUrl()}`);
  console.log(
    `Portal  ${stand.portalUrl}    register, apply, pay\nMailbox ${stand.neighbours().mailboxUrl}    what the portal mails\nHealth  ${stand.neighbours().healthInsuranceUrl}    pay a resident's health insurance\nData    ${folder}\n\nCtrl+C ends everything.`,
  );

  if (window.kind === 'browser') openBrowserWindow(window.path, stand.kioskUrl(), folder);
  if (window.kind === 'electron')
    spawn(window.path, [root, '--config', stand.places.kioskConfig], { stdio: 'inherit' }).on('exit', () =>
      process.kill(process.pid, 'SIGTERM'),
    );

  const end = () => void stand.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  process.once('disconnect', end);
}

buildPages(root);
await (values['walk-through'] ? walk() : serve());
