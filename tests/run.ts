/** Runs every suite and ends with one line of counts: `node tests/run.ts [name part …]`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOrInstallBrowser } from '../simulators/stand/browser.ts';
import { SUITES, type Suite, type SuiteResult } from './suites.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'out', 'test-reports');
mkdirSync(reports, { recursive: true });

const wanted = process.argv.slice(2);
const suites = SUITES.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const browser = suites.some((suite) => suite.needsBrowser) ? findOrInstallBrowser() : null;

function run(suite: Suite): SuiteResult {
  if (suite.needsBrowser && browser && !browser.ok) {
    console.error(browser.fault);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = join(reports, `${suite.name.replace(/\W+/g, '-')}.json`);
  rmSync(report, { force: true });
  const [program, ...rest] = suite.command.map((word) => word.replace('{report}', report));
  const ended = spawnSync(program ?? '', rest, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(browser?.ok ? { RUKHSA_BROWSER: browser.value } : {}),
    },
  });
  const failedToRun = { passed: 0, failed: 1, skipped: 0 };
  if (!suite.count) return ended.status === 0 ? { passed: 1, failed: 0, skipped: 0 } : failedToRun;
  if (!existsSync(report)) return failedToRun;
  const counted = suite.count(JSON.parse(readFileSync(report, 'utf8')));
  // A suite that fails outside its tests (a file that does not load, a hook) must not pass as "0 failed".
  return ended.status === 0 ? counted : { ...counted, failed: Math.max(counted.failed, 1) };
}

const results = suites.map((suite) => {
  const started = performance.now();
  console.log(`\n── ${suite.name}`);
  const result = run(suite);
  return { name: suite.name, seconds: (performance.now() - started) / 1000, ...result };
});

console.log('\n');
for (const { name, passed, failed, skipped, seconds } of results)
  console.log(
    `${name.padEnd(28)} ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds.toFixed(0)} s)`,
  );
const sum = (key: keyof SuiteResult) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
