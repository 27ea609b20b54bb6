// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';

const TOKEN = 'a'.repeat(43);
const CIVIL_ID = '390010110015';
const IN_ARABIC_DIGITS = [...CIVIL_ID].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join('');
const DASHBOARD = {
  'GET /api/requests': ok({ requests: [] }),
  'GET /api/cases': ok({ cases: [] }),
  'GET /api/licence': ok({ licence: null, services: [] }),
  'GET /api/dues': ok({ dues: [] }),
};

let portal: ShownPortal;
afterEach(() => portal.close());

describe('registration', () => {
  it('says field by field what was typed wrongly, without a call', async () => {
    portal = await openPortal({ address: '/register', signedIn: null, answers: {} });
    await portal.says('Create an account');
    await portal.type('Civil ID number', '123');
    await portal.press('Create an account');
    await portal.says('Enter the whole civil ID number');
    expect(portal.text()).toContain('Enter a valid e-mail address.');
    expect(portal.text()).toContain('Enter a mobile number in Kuwait');
    expect(portal.calls).toEqual([]);
  });

  it('takes any digits, sends the language along, and then says to look at the mail', async () => {
    portal = await openPortal({
      address: '/register',
      signedIn: null,
      answers: { 'POST /api/accounts': ok({}) },
    });
    await portal.says('Create an account');
    await portal.type('Civil ID number', IN_ARABIC_DIGITS);
    await portal.type('E-mail address', 'salem@example.com');
    await portal.type('Mobile number', '5551 2345');
    await portal.press('Create an account');
    await portal.says('Check your mail');
    expect(portal.sent('POST /api/accounts')).toEqual([
      {
        civilId: IN_ARABIC_DIGITS,
        email: 'salem@example.com',
        mobile: '5551 2345',
        language: 'en',
      },
    ]);
    expect(window.location.href).not.toMatch(/salem|5551/);
  });
});

describe('signing in', () => {
  it('stands in place of a page that needs it, and the page follows', async () => {
    portal = await openPortal({
      address: '/dashboard',
      signedIn: null,
      answers: { ...DASHBOARD, 'POST /api/sessions': problem(422, 'signInRefused') },
    });
    await portal.says('use your civil ID number');
    expect(portal.calls).toEqual([]);
    await portal.type('Civil ID number', IN_ARABIC_DIGITS);
    await portal.type('Password', 'wrong123');
    await portal.press('Sign in');
    await portal.says('You are not signed in.');
    portal.answers['POST /api/sessions'] = ok(PERSON);
    await portal.press('Sign in');
    await portal.says('No requests yet');
    expect(window.location.pathname).toBe('/dashboard');
  });

  it('of a user of a company or entity asks for the user code; a forgotten password keeps the kind of account', async () => {
    portal = await openPortal({
      address: '/sign-in',
      signedIn: null,
      answers: { 'POST /api/accounts/password-reset': ok({}) },
    });
    await portal.press('Companies and government entities');
    await portal.says('Ask for a user code on the services page');
    await portal.type('User code (civil ID number)', CIVIL_ID);
    await portal.press('Forgotten your password?');
    await portal.says('Forgotten password');
    await portal.type('User code (civil ID number)', CIVIL_ID);
    await portal.press('Send the link');
    await portal.says('Check your mail');
    expect(portal.sent('POST /api/accounts/password-reset')).toEqual([
      { realm: 'organisation', civilId: CIVIL_ID },
    ]);
  });

  it('is for the organisation at once where the page is for its users alone', async () => {
    portal = await openPortal({
      address: '/organisation',
      signedIn: null,
      answers: { 'POST /api/sessions': problem(422, 'signInRefused') },
    });
    await portal.says('User code (civil ID number)');
    await portal.type('User code (civil ID number)', CIVIL_ID);
    await portal.type('Password', 'wrong123');
    await portal.press('Sign in');
    await portal.says('You are not signed in.');
    expect(portal.sent('POST /api/sessions')).toEqual([
      { realm: 'organisation', civilId: CIVIL_ID, password: 'wrong123' },
    ]);
  });

  it('is asked for again when the session has ended meanwhile', async () => {
    portal = await openPortal({
      address: '/dashboard',
      signedIn: PERSON,
      answers: { ...DASHBOARD, 'GET /api/requests': problem(401, 'notSignedIn') },
    });
    await portal.says('use your civil ID number');
    expect(portal.text()).not.toContain('SALEM');
  });
});

describe('a mailed link', () => {
  it('sets the first password; its token leaves the address and reaches the portal in the body alone', async () => {
    portal = await openPortal({
      address: `/activate#${TOKEN}`,
      signedIn: null,
      answers: {
        'GET /api/accounts/password-policy': ok({ policy: 'guide-2020' }),
        'POST /api/accounts/activation': problem(422, 'passwordNotEight'),
      },
    });
    await portal.says('Exactly 8 letters and digits');
    expect(window.location.href).not.toContain(TOKEN);
    await portal.type('New password', 'abc12345');
    await portal.type('The password again', 'abc1234');
    await portal.press('Save the password');
    await portal.says('The two passwords are not the same.');
    expect(portal.sent('POST /api/accounts/activation')).toEqual([]);
    await portal.type('The password again', 'abc12345');
    await portal.press('Save the password');
    await portal.says('Choose a password of exactly 8');
    portal.answers['POST /api/accounts/activation'] = ok({});
    await portal.press('Save the password');
    await portal.says('The password is saved');
    expect(portal.sent('POST /api/accounts/activation')).toContainEqual({
      token: TOKEN,
      password: 'abc12345',
    });
  });

  it('that was used before leads to another', async () => {
    portal = await openPortal({
      address: `/reset-password#${TOKEN}`,
      signedIn: null,
      answers: {
        'GET /api/accounts/password-policy': ok({ policy: 'modern' }),
        'POST /api/accounts/password-reset/confirmation': problem(422, 'linkNotValid'),
      },
    });
    await portal.says('At least 12 characters');
    await portal.type('New password', 'a long password');
    await portal.type('The password again', 'a long password');
    await portal.press('Save the password');
    await portal.says('This link cannot be used');
    const link = [...document.querySelectorAll('main a')].find(
      (each) => each.textContent === 'Ask for a new link',
    );
    expect(link?.getAttribute('href')).toBe('/forgotten-password');
  });

  it.each([
    ['/unlock', 'POST /api/accounts/unlock', 'Open my account', 'Your account is open'],
    ['/confirm-email', 'POST /api/accounts/email-confirmation', 'Confirm my address', 'is confirmed'],
  ])('%s is used when its button is pressed, not before', async (page, route, button, outcome) => {
    portal = await openPortal({ address: `${page}#${TOKEN}`, signedIn: null, answers: { [route]: ok({}) } });
    await portal.says(button);
    expect(portal.calls).toEqual([]);
    await portal.press(button);
    await portal.says(outcome);
    expect(portal.sent(route)).toEqual([{ token: TOKEN }]);
  });

  it('without its token says that it cannot be used', async () => {
    portal = await openPortal({ address: '/unlock', signedIn: null, answers: {} });
    await portal.press('Open my account');
    await portal.says('This link cannot be used');
  });
});

describe('the account', () => {
  it('changes the e-mail address with the password only, and shows that it waits', async () => {
    const profile = {
      civilId: CIVIL_ID,
      nameArabic: { family: 'البحري', given: 'سالم' },
      nameLatin: { family: 'ALBAHRI', given: 'SALEM' },
      email: 'old@example.com',
      mobile: '+96555512345',
      emailAwaitingConfirmation: null,
    };
    portal = await openPortal({
      address: '/account',
      signedIn: PERSON,
      answers: { 'GET /api/account': ok(profile), 'PUT /api/account/email': problem(422, 'passwordWrong') },
    });
    await portal.press('Change: E-mail address');
    await portal.type('E-mail address', 'new@example.com');
    await portal.type('Password', 'wrong123');
    await portal.press('Save');
    await portal.says('The password is not right.');
    portal.answers['PUT /api/account/email'] = ok({});
    portal.answers['GET /api/account'] = ok({ ...profile, emailAwaitingConfirmation: 'new@example.com' });
    await portal.press('Save');
    await portal.says('We are waiting for new@example.com');
    expect(portal.text()).toContain('old@example.com');
  });
});
