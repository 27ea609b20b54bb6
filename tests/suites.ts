import { z } from 'zod';

/** How one suite ended. Checks that only pass or fail count as one. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A suite: a command of the project's own packages, and how its output is counted. */
export interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Reads the counts from the report that the command wrote; without it the exit code is the one count. */
  readonly count?: (report: unknown) => SuiteResult;
  /** Needs a Chromium. */
  readonly needsBrowser?: true;
}

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** Counts of vitest's JSON reporter. */
export function countVitest(report: unknown): SuiteResult {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = VitestReport.parse(report);
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** Counts of Playwright's JSON reporter; a flaky test is a failed one. */
export function countPlaywright(report: unknown): SuiteResult {
  const { stats } = PlaywrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** Every suite of `npm test`, cheap ones first. `{report}` in a command is the file its report is read from. */
export const SUITES: readonly Suite[] = [
  { name: 'formatting', command: ['biome', 'format', '.'] },
  { name: 'lint', command: ['biome', 'lint', '--error-on-warnings', '.'] },
  { name: 'types', command: ['node', 'node_modules/@typescript/native/bin/tsc', '--noEmit'] },
  { name: 'boundaries', command: ['node', 'tests/boundaries/check.ts'] },
  { name: 'unused code', command: ['knip', '--no-progress'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'unit, integration, devices',
    command: [
      'vitest',
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--exclude=tests/recovery/**',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json={report}',
    ],
    count: countVitest,
    needsBrowser: true,
  },
  {
    name: 'processes killed, power cut',
    // Real processes that mostly wait for each other: more at a time than there are cores.
    command: [
      'vitest',
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--maxWorkers=3',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json={report}',
      'tests/recovery',
    ],
    count: countVitest,
  },
  {
    name: 'browser, end to end',
    command: ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'],
    count: countPlaywright,
    needsBrowser: true,
  },
];
