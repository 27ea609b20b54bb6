import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOTP, URI } from 'otpauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOLDER } from './test-support/fixtures.ts';
import {
  makeInstallation,
  type PortalProcess,
  runCommand,
  startPortal,
} from './test-support/portal-process.ts';

let folder: string;
let configFile: string;
let portal: PortalProcess | null = null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
  configFile = await makeInstallation(folder);
});
afterEach(async () => {
  await portal?.end('SIGKILL');
  portal = null;
  rmSync(folder, { recursive: true, force: true });
});

const USER = ['--user-name', 'Officer.New'];
const PERSON = [
  '--role',
  'trafficOfficer',
  '--civil-id',
  HOLDER,
  '--name-ar',
  'الضابط الجديد',
  '--name-en',
  'New officer',
];
const PASSWORD = 'lantern-harbour-eight';
const staff = (...args: readonly string[]) => runCommand('staff.ts', ...args, '--config', configFile);
const printed = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await staff(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).value;
};
const codeOf = (authenticator: string, steps = 0) => {
  const totp = URI.parse(authenticator);
  if (!(totp instanceof TOTP)) throw new Error('no TOTP');
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
};
const post = async (path: string, body: object) => {
  const reply = await fetch(`${portal?.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://portal.test' },
    body: JSON.stringify(body),
  });
  return reply.status;
};

test('an administrator enrols a member, who sets themselves up and signs in; then replaces the factor, and suspends them', async () => {
  const { setUpUrl, authenticator } = await printed('enrol', ...USER, ...PERSON);
  portal = await startPortal(configFile);
  const token = new URL(setUpUrl).hash.slice(1);
  const setUp = { token, password: PASSWORD, code: codeOf(authenticator) };
  expect(await post('/api/staff/set-up', setUp)).toBe(200);
  const signIn = (code: string) =>
    post('/api/staff-sessions', { userName: 'officer.new', password: PASSWORD, code });
  // The step after: the present one's code was used for setting up.
  expect(await signIn(codeOf(authenticator, 1))).toBe(200);

  const { authenticator: another } = await printed('second-factor', ...USER);
  expect(await signIn(codeOf(another))).toBe(200);
  expect(await printed('suspend', ...USER)).toEqual({});
  expect(await signIn(codeOf(another, 1))).toBe(422);
  expect(await printed('reinstate', ...USER)).toEqual({});
  expect(await signIn(codeOf(another, 1))).toBe(200);
  expect((await printed('link', ...USER)).setUpUrl).toMatch(
    /^http:\/\/portal\.test\/staff\/set-up#[\w-]{43}$/,
  );
});

test('says why nothing was done, and ends with 1', async () => {
  await printed('enrol', ...USER, ...PERSON);
  const taken = await staff('enrol', ...USER, ...PERSON);
  expect([taken.code, JSON.parse(taken.stdout)]).toEqual([1, { ok: false, fault: 'userNameTaken' }]);
  const unknown = await staff('suspend', '--user-name', 'nobody');
  expect([unknown.code, JSON.parse(unknown.stdout)]).toEqual([1, { ok: false, fault: 'unknownUserName' }]);
});

test.each<[string, readonly string[]]>([
  ['no act', USER],
  ['an act there is none of', ['promote', ...USER]],
  ['two acts', ['suspend', 'reinstate', ...USER]],
  ['nobody named', ['suspend']],
  ['a user name that cannot be typed', ['suspend', '--user-name', 'a\u0007b']],
  ['a civil ID number that is none', ['enrol', ...USER, ...PERSON.with(3, '123')]],
  ['a role there is none of', ['enrol', ...USER, ...PERSON.with(1, 'individual')]],
  ['an option there is none of', ['suspend', ...USER, '--password', 'secret']],
])('%s: says how it is used, and ends with 2', async (_name, args) => {
  const { code, stdout, stderr } = await staff(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('usage: node portal/staff.ts');
});
