// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { OFFICER, ok, openPortal, problem, type ShownPortal } from '../../test-portal.tsx';

const SET_UP = 'POST /api/staff/set-up';
const CHANGE = 'PUT /api/staff/password';
const TOKEN = 'A'.repeat(43);
const PASSWORD = 'lantern-harbour-eight';

let portal: ShownPortal;
afterEach(() => portal.close());

const newPassword = async (again = PASSWORD) => {
  await portal.type('New password', PASSWORD);
  await portal.type('The password again', again);
  await portal.type('Verification code', '١٢٣ ٤٥٦');
};

describe('setting up by the link', () => {
  const open = async (answer: ReturnType<typeof ok>) => {
    portal = await openPortal({
      address: `/staff/set-up#${TOKEN}`,
      signedIn: null,
      answers: { [SET_UP]: answer },
    });
    await portal.says('Set up your staff account');
    expect(location.hash).toBe('');
  };

  it('sends password and code, then leads to the sign-in', async () => {
    await open(ok({}));
    await newPassword();
    await portal.press('Set up the account');
    await portal.says('Your account is set up');
    expect(portal.sent(SET_UP)).toEqual([{ token: TOKEN, password: PASSWORD, code: '123456' }]);
    expect(document.querySelector('main a[href="/staff"]')).not.toBeNull();
  });

  it('says of a wrong code what to do, at its field', async () => {
    await open(problem(422, 'codeWrong'));
    await newPassword();
    await portal.press('Set up the account');
    await portal.says('The code is not right. Wait for the next one and enter it.');
    expect(document.querySelector('[aria-invalid=true][inputmode=numeric]')).not.toBeNull();
  });

  it('says that a used link is none, and who has another', async () => {
    await open(problem(422, 'linkNotValid'));
    await newPassword();
    await portal.press('Set up the account');
    await portal.says('Ask your administrator for a new link.');
  });
});

describe('changing the own password', () => {
  const open = async (answer: ReturnType<typeof ok>) => {
    portal = await openPortal({
      address: '/staff/password',
      signedIn: OFFICER,
      answers: { [CHANGE]: answer },
    });
    await portal.says('Change my password');
  };

  it('sends the present password, the new one and the code', async () => {
    await open(ok({}));
    await portal.type('Present password', 'harbour-lantern-seven');
    await newPassword();
    await portal.press('Save the password');
    await portal.says('The password is changed');
    expect(portal.sent(CHANGE)).toEqual([
      { presentPassword: 'harbour-lantern-seven', password: PASSWORD, code: '123456' },
    ]);
  });

  it('sends nothing when the two differ, and does not tell which of the others was wrong', async () => {
    await open(problem(422, 'staffCredentialsWrong'));
    await portal.type('Present password', 'harbour-lantern-seven');
    await newPassword('another-lantern-nine');
    await portal.press('Save the password');
    await portal.says('The two passwords are not the same.');
    expect(portal.sent(CHANGE)).toEqual([]);
    await newPassword();
    await portal.press('Save the password');
    await portal.says('The present password or the code is not right.');
  });

  it('is for staff alone', async () => {
    portal = await openPortal({ address: '/staff/password', signedIn: null, answers: {} });
    await portal.says(/sign in/i);
    expect(portal.text()).not.toContain('Present password');
  });
});
