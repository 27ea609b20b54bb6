import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { EXIT } from './unexpected.ts';

const module = fileURLToPath(new URL('./unexpected.ts', import.meta.url));

/** A process of its own that fails in the way of `failure`. */
function fail(failure: string) {
  const script = `
    import { endOnUnexpected } from ${JSON.stringify(module)};
    const say = (fields, message) => console.log(JSON.stringify({ ...fields, message }));
    endOnUnexpected({ info: say, warn: say, error: say }, (code) => process.exit(code));
    function holderOf() { throw new TypeError('SALEM NASER 390010100028'); }
    ${failure}
    setTimeout(() => undefined, 60_000);`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
}

it.each([
  ['an exception', 'setTimeout(holderOf, 0);'],
  ['a rejection', 'Promise.resolve().then(holderOf);'],
])('ends the process on %s, and logs where without what', (_, failure) => {
  const { status, stdout, stderr } = fail(failure);
  expect(status).toBe(EXIT.unexpected);
  expect(JSON.parse(stdout)).toMatchObject({ name: 'TypeError', message: 'unexpected failure' });
  expect(stdout).toContain('holderOf');
  expect(stdout + stderr).not.toMatch(/SALEM|390010100028/);
});
