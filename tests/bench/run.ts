/**
 * Measures what has to be fast: `npm run bench [-- [--people <number>] <part> …]`, where a part is the first word of an id
 * (`wire`, `journal`) and the number is that of the people in the portal's database, a million unless given.
 * Prints a table, writes `out/bench.json`, and ends with 1 when a target of the project is missed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { BROWSER_FLAGS, findOrInstallBrowser } from '../../simulators/stand/browser.ts';
import { buildPages } from '../../simulators/stand/build-pages.ts';
import { startStand } from '../../simulators/stand/stand.ts';
import { measureCardFace } from './card-face.ts';
import { measureCardToConfirm } from './card-to-confirm.ts';
import { measureColdStart } from './cold-start.ts';
import { measureCompany } from './company.ts';
import { measureJournal } from './journal.ts';
import { standardArtwork } from './licence.ts';
import type { Finding } from './measurement.ts';
import { measurePortal, WHOLE_POPULATION } from './portal.ts';
import { measureJob, measureTransfer } from './wire.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Measures with a browser, over the screens as they are now. */
async function withBrowser<Measured>(measure: (browser: Browser) => Promise<Measured>): Promise<Measured> {
  const found = findOrInstallBrowser();
  if (!found.ok) throw new Error(found.fault);
  buildPages(root);
  const browser = await chromium.launch({ executablePath: found.value, args: [...BROWSER_FLAGS] });
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

/** What needs the whole machine: the pickups, then the starts of their kiosk. */
async function measureMachine(browser: Browser): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-bench-'));
  const stand = await startStand({ root, folder, baud: 0, panelMs: 0, moveMs: 0, kiosk: true });
  try {
    const pickups = await measureCardToConfirm(stand, browser);
    return [...pickups, ...(await measureColdStart(root, stand))];
  } finally {
    await stand.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { positionals: chosen, values: options } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string', default: String(WHOLE_POPULATION) } },
});
const people = Number(options.people);

/** The parts in their order: what hardly loads the machine first. */
const PARTS: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
  journal: measureJournal,
  cardFace: measureCardFace,
  job: async () => measureJob(root, await standardArtwork()),
  cardToConfirm: () => withBrowser(measureMachine),
  wire: async () => measureTransfer(root, await standardArtwork()),
  company: () => withBrowser(measureCompany),
  portal: () => measurePortal(people),
};

function print(findings: readonly Finding[]): void {
  const rows = findings.map(({ measurement: { id, value, unit, limit, ratio }, remark, missed }) => [
    id,
    `${unit === 'bytes' ? value : value.toFixed(2)} ${unit}`,
    unit === 'bytes' ? String(limit) : limit.toFixed(2),
    ratio.toFixed(3),
    missed === null ? remark : `MISSED: ${missed}. ${remark}`,
  ]);
  const table = [['id', 'value', 'limit', 'ratio', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table)
    console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

const unknown = chosen.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: unknown; the parts are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const findings: Finding[] = [];
for (const [part, measure] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(part)) continue;
  findings.push(...(await measure()));
}
print(findings);
console.log(`\nload of this machine over the last minute: ${loadavg()[0]?.toFixed(1)}`);
// A run of parts, or of another size, leaves the file of the last whole run alone.
if (chosen.length === 0 && people === WHOLE_POPULATION) {
  const measurements = findings.map(({ measurement }) => measurement);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out', 'bench.json'), `${JSON.stringify(measurements, null, 2)}\n`);
}
process.exitCode = findings.some(({ missed }) => missed !== null) ? 1 : 0;
