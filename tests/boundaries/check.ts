/** Checks which folder may import which: `node tests/boundaries/check.ts`. Fails on a violation and when it read no modules. */
import { fileURLToPath } from 'node:url';
import { checkBoundaries } from './cruise.ts';

const FOLDERS = ['contracts', 'electron', 'native-adapters', 'portal', 'renderer', 'simulators', 'tests'];
const root = fileURLToPath(new URL('../..', import.meta.url));
const report = await checkBoundaries(root, FOLDERS);
for (const violation of report.violations) console.error(violation);
const empty = Object.entries(report.modules).filter(([, count]) => count === 0);
for (const [folder] of empty)
  console.error(`no modules were read in ${folder}/: the check would pass whatever it holds`);
const total = Object.values(report.modules).reduce((sum, count) => sum + count, 0);
console.log(`boundaries: ${total} modules read, ${report.violations.length} violations`);
process.exitCode = report.violations.length > 0 || empty.length > 0 ? 1 : 0;
