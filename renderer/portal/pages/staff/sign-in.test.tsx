// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { OFFICER, ok, openPortal, problem, type ShownPortal } from '../../test-portal.tsx';

const SIGN_IN = 'POST /api/staff-sessions';
let portal: ShownPortal;
afterEach(() => portal.close());

const fillIn = async (answers: ShownPortal['answers'], code: string) => {
  portal = await openPortal({ address: '/staff', signedIn: null, answers });
  await portal.says('Staff sign-in');
  await portal.type('User name', 'officer.one');
  await portal.type('Password', 'harbour-lantern-seven');
  await portal.type('Verification code', code);
  await portal.press('Sign in');
};

it('leads to the review desk; the code may be typed in Arabic digits', async () => {
  await fillIn({ [SIGN_IN]: ok(OFFICER), 'GET /api/review/cases': ok({ cases: [], waiting: 0 }) }, '١٢٣ ٤٥٦');
  await portal.says('Nothing is waiting');
  expect(portal.sent(SIGN_IN)).toEqual([
    { userName: 'officer.one', password: 'harbour-lantern-seven', code: '123456' },
  ]);
});

it('does not tell which of the three was wrong', async () => {
  await fillIn({ [SIGN_IN]: problem(422, 'signInRefused') }, '123456');
  await portal.says('Check the user name, password and code');
  expect(location.pathname).toBe('/staff');
});

it('asks for what is missing before anything is sent', async () => {
  portal = await openPortal({ address: '/staff', signedIn: null, answers: {} });
  await portal.says('Staff sign-in');
  await portal.press('Sign in');
  await portal.says('Enter your user name.');
  expect(portal.text()).toContain('Enter the code of 6 digits.');
});
