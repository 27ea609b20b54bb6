import { TOTP } from 'otpauth';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT_PAGES } from '../../contracts/portal-api/accounts.ts';
import {
  ASKED_MAILS_MOST,
  ASKED_MAILS_WINDOW_MS,
  LINK_LIFETIME_MS,
} from '../services/accounts/account-mail.ts';
import { SESSION_LIFETIME_S } from '../services/accounts/sign-in.ts';
import {
  FAILURES_UNTIL_LOCK,
  STAFF_FAILURES_UNTIL_LOCK,
  STAFF_LOCK_MS,
} from '../services/accounts/sign-in-rules.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import type { Store } from '../store/store.ts';
import { AccountsUnderTest, OFFICER, TOTP_SECRET } from '../test-support/accounts-under-test.ts';
import { HOLDER, OTHER_HOLDER } from '../test-support/fixtures.ts';

const EMAIL = 'holder@example.test';
const NEW_EMAIL = 'holder.anew@example.test';
const PASSWORD = 'abcd1234';
const NEW_PASSWORD = 'efgh5678';
/** A right number of nobody on the register. */
const STRANGER = '390010100335';
const CREDENTIALS = { realm: 'individual', civilId: HOLDER, password: PASSWORD };
const WRONG = { realm: 'individual', civilId: HOLDER, password: 'wrong123' };
const REGISTRATION = { civilId: HOLDER, email: EMAIL, mobile: '50000001', language: 'ar' };
const REFUSED = { status: 422, body: { error: 'signInRefused' } };
const LINK_NOT_VALID = { status: 422, body: { error: 'linkNotValid' } };
const DONE = { status: 200, body: {} };

/** Accounts (S4) through HTTP, on whichever engine `openTestStore` opens an empty store. */
export function accountsSuite(openTestStore: () => Promise<Store>): void {
  let accounts: AccountsUnderTest;
  beforeEach(async () => {
    accounts = await AccountsUnderTest.start(await openTestStore());
  });
  afterEach(() => accounts.close());

  const activate = () => accounts.activated(HOLDER, PASSWORD, EMAIL);
  /** A browser signed in with an activated account. */
  const signedIn = async () => {
    await activate();
    const browser = accounts.browser();
    expect(await browser.ask('signIn', CREDENTIALS)).toMatchObject({ status: 200 });
    return browser;
  };
  const lock = async () => {
    for (let failures = 0; failures < FAILURES_UNTIL_LOCK; failures += 1) await accounts.ask('signIn', WRONG);
  };
  /** The same for whoever asks: status, body and headers. */
  const allAlike = (answers: readonly unknown[]) => {
    expect(answers.length).toBeGreaterThan(1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  };

  describe('registration', () => {
    test('register, activate by the mailed link, sign in, see the profile, sign out', async () => {
      expect(await accounts.ask('register', REGISTRATION)).toMatchObject(DONE);
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject(REFUSED);
      const token = await accounts.takeToken('activation');
      expect(await accounts.ask('activate', { token, password: PASSWORD })).toMatchObject(DONE);
      const browser = accounts.browser();
      const who = {
        role: 'individual',
        nameArabic: 'سالم أحمد المثال',
        nameLatin: 'SALEM AHMAD ALMITHAL',
        language: 'ar',
      };
      expect(await browser.ask('signIn', CREDENTIALS)).toMatchObject({ status: 200, body: who });
      expect(await browser.ask('session')).toMatchObject({ status: 200, body: { signedIn: who } });
      expect(await browser.ask('profile')).toMatchObject({
        status: 200,
        body: { civilId: HOLDER, email: EMAIL, mobile: '+96550000001', emailAwaitingConfirmation: null },
      });
      const { cookie } = browser;
      expect(await browser.ask('signOut')).toMatchObject(DONE);
      expect(browser.cookie).toBe('');
      expect(cookie).not.toBe('');
      expect(await browser.ask('session')).toMatchObject({ body: { signedIn: null } });
      expect(await accounts.store.reader.selectFrom('sessions').selectAll().execute()).toEqual([]);
    });

    test('of whoever is not on the register makes nothing', async () => {
      expect(await accounts.ask('register', { ...REGISTRATION, civilId: STRANGER })).toMatchObject(DONE);
      expect(await accounts.takeMails()).toEqual([]);
      expect(await accounts.store.reader.selectFrom('accounts').selectAll().execute()).toEqual([]);
    });

    test('again before activation: the last address holds, and only its link', async () => {
      await accounts.ask('register', { ...REGISTRATION, email: 'mistyped@example.test' });
      const first = await accounts.takeToken('activation');
      await accounts.ask('register', REGISTRATION);
      const [mail, ...others] = await accounts.takeMails();
      expect(others).toEqual([]);
      expect(mail).toMatchObject({ to: EMAIL, page: ACCOUNT_PAGES.activation });
      expect(await accounts.ask('activate', { token: first, password: PASSWORD })).toMatchObject(
        LINK_NOT_VALID,
      );
      expect(await accounts.ask('activate', { token: mail?.token, password: PASSWORD })).toMatchObject(DONE);
    });

    test('with an account changes nothing: its holder is told at their own address', async () => {
      await activate();
      await accounts.ask('register', { ...REGISTRATION, email: 'thief@example.test', mobile: '66666666' });
      expect(await accounts.takeMails()).toMatchObject([{ to: EMAIL, token: null }]);
      const browser = accounts.browser();
      await browser.ask('signIn', CREDENTIALS);
      expect(await browser.ask('profile')).toMatchObject({ body: { email: EMAIL, mobile: '+96550000001' } });
    });

    test('twice at the same moment makes one account', async () => {
      await Promise.all([accounts.ask('register', REGISTRATION), accounts.ask('register', REGISTRATION)]);
      expect(await accounts.store.reader.selectFrom('accounts').select('civil_id').execute()).toHaveLength(1);
      const tokens = (await accounts.takeMails()).map(({ token }) => token);
      const answers = await Promise.all(
        tokens.map((token) => accounts.ask('activate', { token, password: PASSWORD })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });
  });

  describe('no answer tells whether an account exists', () => {
    test('registration: with an account, awaiting activation, new, not on the register', async () => {
      await activate();
      const ask = (civilId: string) => accounts.ask('register', { ...REGISTRATION, civilId });
      allAlike([
        await ask(HOLDER),
        await ask(OTHER_HOLDER), // new
        await ask(OTHER_HOLDER), // awaits activation
        await ask(STRANGER),
      ]);
    });

    test('password reset: with an account, awaiting activation, none, asked too often', async () => {
      await activate();
      await accounts.ask('register', { ...REGISTRATION, civilId: OTHER_HOLDER });
      const ask = (civilId: string) => accounts.ask('requestPasswordReset', { realm: 'individual', civilId });
      const often = [];
      for (let asked = 0; asked <= ASKED_MAILS_MOST; asked += 1) often.push(await ask(HOLDER));
      allAlike([...often, await ask(OTHER_HOLDER), await ask(STRANGER)]);
    });

    test('sign-in: unknown, awaiting activation, wrong, locked with the right password', async () => {
      await activate();
      await accounts.ask('register', { ...REGISTRATION, civilId: OTHER_HOLDER });
      const ask = (civilId: string, password = PASSWORD) =>
        accounts.ask('signIn', { realm: 'individual', civilId, password });
      const wrong = await accounts.ask('signIn', WRONG);
      await lock();
      const before = accounts.comparisons;
      allAlike([wrong, await ask(STRANGER), await ask(OTHER_HOLDER), await ask(HOLDER)]);
      // One comparison each: time tells nothing either.
      expect(accounts.comparisons - before).toBe(3);
      expect(wrong).toMatchObject(REFUSED);
    });

    test('staff sign-in: unknown, wrong password, wrong code', async () => {
      const ask = (changes: object) =>
        accounts.ask('signInStaff', { ...OFFICER, code: staffCode(), ...changes });
      const wrongCode = staffCode() === '000000' ? '000001' : '000000';
      const before = accounts.comparisons;
      allAlike([
        await ask({ userName: 'nobody' }),
        await ask({ password: 'wrong' }),
        await ask({ code: wrongCode }),
      ]);
      expect(accounts.comparisons - before).toBe(3);
    });
  });

  describe('links', () => {
    test('work once, also when used many times at once', async () => {
      await accounts.ask('register', REGISTRATION);
      const token = await accounts.takeToken('activation');
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => accounts.ask('activate', { token, password: PASSWORD })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
      expect(await accounts.ask('activate', { token, password: NEW_PASSWORD })).toMatchObject(LINK_NOT_VALID);
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject({ status: 200 });
    });

    test('end at their time', async () => {
      await accounts.ask('register', REGISTRATION);
      const token = await accounts.takeToken('activation');
      accounts.clock.advance(LINK_LIFETIME_MS.activation);
      expect(await accounts.ask('activate', { token, password: PASSWORD })).toMatchObject(LINK_NOT_VALID);
    });

    test('open nothing but what they are for', async () => {
      await activate();
      await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
      const token = await accounts.takeToken('passwordReset');
      for (const route of ['unlock', 'confirmEmail'] as const)
        expect(await accounts.ask(route, { token })).toMatchObject(LINK_NOT_VALID);
      expect(await accounts.ask('activate', { token, password: PASSWORD })).toMatchObject(LINK_NOT_VALID);
      expect(await accounts.ask('resetPassword', { token, password: NEW_PASSWORD })).toMatchObject(DONE);
    });

    test('are not spent by a password that the policy refuses', async () => {
      await accounts.ask('register', REGISTRATION);
      const token = await accounts.takeToken('activation');
      for (const [password, error] of [
        ['abc123', 'passwordNotEight'],
        ['abcdefgh', 'passwordNeedsLetterAndDigit'],
      ])
        expect(await accounts.ask('activate', { token, password })).toMatchObject({
          status: 422,
          body: { error },
        });
      expect(await accounts.ask('activate', { token, password: PASSWORD })).toMatchObject(DONE);
    });

    test('cannot be made up', async () => {
      await activate();
      await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
      const made = fc.string({
        unit: fc.constantFrom(...'ABCDEFabcdef0123456789-_'),
        minLength: 43,
        maxLength: 43,
      });
      await fc.assert(
        fc.asyncProperty(made, async (token) => {
          expect(await accounts.ask('resetPassword', { token, password: NEW_PASSWORD })).toMatchObject(
            LINK_NOT_VALID,
          );
        }),
        { numRuns: 25 },
      );
    });
  });

  describe('lockout', () => {
    test('too many wrong passwords lock; the mailed link opens', async () => {
      await activate();
      await lock();
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject(REFUSED);
      const token = await accounts.takeToken('unlock');
      expect(await accounts.ask('unlock', { token })).toMatchObject(DONE);
      expect(await accounts.ask('unlock', { token })).toMatchObject(LINK_NOT_VALID);
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject({ status: 200 });
    });

    test('a sign-in that succeeds begins the count anew', async () => {
      await activate();
      for (let round = 0; round < 3; round += 1) {
        for (let failures = 1; failures < FAILURES_UNTIL_LOCK; failures += 1)
          await accounts.ask('signIn', WRONG);
        expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject({ status: 200 });
      }
      expect(await accounts.takeMails()).toEqual([]);
    });

    test('tries made at once are all counted, and lock once', async () => {
      await activate();
      await Promise.all(Array.from({ length: 2 * FAILURES_UNTIL_LOCK }, () => accounts.ask('signIn', WRONG)));
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject(REFUSED);
      expect(await accounts.takeMails()).toMatchObject([{ to: EMAIL, page: ACCOUNT_PAGES.unlock }]);
    });

    test('of an account that awaits activation never begins', async () => {
      await accounts.ask('register', REGISTRATION);
      const token = await accounts.takeToken('activation');
      await lock();
      expect(await accounts.takeMails()).toEqual([]);
      expect(await accounts.ask('activate', { token, password: PASSWORD })).toMatchObject(DONE);
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject({ status: 200 });
    });
  });

  describe('password reset', () => {
    test('sets the password, ends every session and tells the holder', async () => {
      const browser = await signedIn();
      const other = accounts.browser();
      await other.ask('signIn', CREDENTIALS);
      await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
      const token = await accounts.takeToken('passwordReset');
      expect(await browser.ask('profile')).toMatchObject({ status: 200 });
      expect(await accounts.ask('resetPassword', { token, password: NEW_PASSWORD })).toMatchObject(DONE);
      for (const one of [browser, other])
        expect(await one.ask('profile')).toMatchObject({ status: 401, body: { error: 'notSignedIn' } });
      expect(await accounts.takeMails()).toMatchObject([{ to: EMAIL, token: null }]);
      expect(await accounts.ask('signIn', CREDENTIALS)).toMatchObject(REFUSED);
      expect(await accounts.ask('signIn', { ...CREDENTIALS, password: NEW_PASSWORD })).toMatchObject({
        status: 200,
      });
    });

    test('opens a locked account and ends an address that was not confirmed', async () => {
      const browser = await signedIn();
      await browser.ask('changeEmail', { email: NEW_EMAIL, password: PASSWORD });
      const confirmation = await accounts.takeToken('emailConfirmation');
      await lock();
      const unlockToken = await accounts.takeToken('unlock');
      await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
      const token = await accounts.takeToken('passwordReset');
      await accounts.ask('resetPassword', { token, password: NEW_PASSWORD });
      expect(await accounts.ask('confirmEmail', { token: confirmation })).toMatchObject(LINK_NOT_VALID);
      expect(await accounts.ask('unlock', { token: unlockToken })).toMatchObject(LINK_NOT_VALID);
      expect(await browser.ask('signIn', { ...CREDENTIALS, password: NEW_PASSWORD })).toMatchObject({
        status: 200,
      });
      expect(await browser.ask('profile')).toMatchObject({
        body: { email: EMAIL, emailAwaitingConfirmation: null },
      });
    });

    test('of an account that awaits activation mails its activation link', async () => {
      await accounts.ask('register', REGISTRATION);
      await accounts.takeMails();
      await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
      expect(await accounts.takeMails()).toMatchObject([{ to: EMAIL, page: ACCOUNT_PAGES.activation }]);
    });

    test('nobody is flooded: so many mails within the window, and then again', async () => {
      await activate();
      accounts.clock.advance(ASKED_MAILS_WINDOW_MS);
      const ask = async () => {
        await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
        await accounts.ask('register', REGISTRATION);
      };
      for (let round = 0; round < ASKED_MAILS_MOST; round += 1) await ask();
      expect(await accounts.takeMails()).toHaveLength(ASKED_MAILS_MOST);
      accounts.clock.advance(ASKED_MAILS_WINDOW_MS);
      await ask();
      expect(await accounts.takeMails()).toHaveLength(2);
    });
  });

  describe('changes by the holder', () => {
    test('e-mail: asks the password, holds once confirmed, and tells the old address', async () => {
      const browser = await signedIn();
      expect(await browser.ask('changeEmail', { email: NEW_EMAIL, password: 'wrong123' })).toMatchObject({
        status: 422,
        body: { error: 'passwordWrong' },
      });
      expect(await browser.ask('changeEmail', { email: NEW_EMAIL, password: PASSWORD })).toMatchObject(DONE);
      const [mail] = await accounts.takeMails();
      expect(mail).toMatchObject({ to: NEW_EMAIL, page: ACCOUNT_PAGES.emailConfirmation });
      expect(await browser.ask('profile')).toMatchObject({
        body: { email: EMAIL, emailAwaitingConfirmation: NEW_EMAIL },
      });
      expect(await accounts.ask('confirmEmail', { token: mail?.token })).toMatchObject(DONE);
      expect(await accounts.takeMails()).toMatchObject([{ to: EMAIL, token: null }]);
      expect(await browser.ask('profile')).toMatchObject({
        body: { email: NEW_EMAIL, emailAwaitingConfirmation: null },
      });
      expect(await accounts.ask('confirmEmail', { token: mail?.token })).toMatchObject(LINK_NOT_VALID);
    });

    test('e-mail: the link of an address given before confirms nothing', async () => {
      const browser = await signedIn();
      await browser.ask('changeEmail', { email: 'first@example.test', password: PASSWORD });
      const first = await accounts.takeToken('emailConfirmation');
      await browser.ask('changeEmail', { email: NEW_EMAIL, password: PASSWORD });
      expect(await accounts.ask('confirmEmail', { token: first })).toMatchObject(LINK_NOT_VALID);
      const token = await accounts.takeToken('emailConfirmation');
      await accounts.ask('confirmEmail', { token });
      expect(await browser.ask('profile')).toMatchObject({ body: { email: NEW_EMAIL } });
    });

    test('e-mail: no more mails than anybody may ask for', async () => {
      const browser = await signedIn();
      accounts.clock.advance(ASKED_MAILS_WINDOW_MS);
      const change = () => browser.ask('changeEmail', { email: NEW_EMAIL, password: PASSWORD });
      for (let asked = 0; asked < ASKED_MAILS_MOST; asked += 1) expect(await change()).toMatchObject(DONE);
      expect(await change()).toMatchObject({ status: 429, body: { error: 'tooManyRequests' } });
      expect(await accounts.takeMails()).toHaveLength(ASKED_MAILS_MOST);
    });

    test('mobile: asks the password, and tells the holder', async () => {
      const browser = await signedIn();
      expect(await browser.ask('changeMobile', { mobile: '٦٦٦٦٦٦٦٦', password: 'wrong123' })).toMatchObject({
        body: { error: 'passwordWrong' },
      });
      expect(await browser.ask('changeMobile', { mobile: '٦٦٦٦٦٦٦٦', password: PASSWORD })).toMatchObject(
        DONE,
      );
      expect(await accounts.takeMails()).toMatchObject([{ to: EMAIL, token: null }]);
      expect(await browser.ask('profile')).toMatchObject({ body: { mobile: '+96566666666' } });
    });

    test('wrong passwords given while signed in lock as well', async () => {
      const browser = await signedIn();
      for (let failures = 0; failures < FAILURES_UNTIL_LOCK; failures += 1)
        await browser.ask('changeMobile', { mobile: '66666666', password: 'wrong123' });
      expect(await browser.ask('changeMobile', { mobile: '66666666', password: PASSWORD })).toMatchObject({
        body: { error: 'passwordWrong' },
      });
      expect(await accounts.takeMails()).toMatchObject([{ page: ACCOUNT_PAGES.unlock }]);
    });

    test('language', async () => {
      const browser = await signedIn();
      expect(await browser.ask('changeLanguage', { language: 'ar' })).toMatchObject(DONE);
      expect(await browser.ask('session')).toMatchObject({ body: { signedIn: { language: 'ar' } } });
    });
  });

  describe('sessions', () => {
    test('end at their time, whatever happens in them', async () => {
      const browser = await signedIn();
      accounts.clock.advance(SESSION_LIFETIME_S.account * 1_000 - 1);
      expect(await browser.ask('profile')).toMatchObject({ status: 200 });
      accounts.clock.advance(1);
      expect(await browser.ask('profile')).toMatchObject({ status: 401 });
    });

    test('a new sign-in takes the place of the session that the browser had', async () => {
      const browser = await signedIn();
      const { cookie } = browser;
      await browser.ask('signIn', CREDENTIALS);
      expect(browser.cookie).not.toBe(cookie);
      expect(await accounts.store.reader.selectFrom('sessions').select('token_hash').execute()).toHaveLength(
        1,
      );
    });

    test('are HttpOnly, SameSite=Strict and for the whole host', async () => {
      await activate();
      const { headers } = await accounts.ask('signIn', CREDENTIALS);
      expect(headers['set-cookie']).toBe(
        `session=; Max-Age=${SESSION_LIFETIME_S.account}; Path=/; HttpOnly; SameSite=Strict`,
      );
    });
  });

  /** The officer's code `steps` from now. */
  const staffCode = (steps = 0) =>
    new TOTP({ secret: TOTP_SECRET }).generate({ timestamp: accounts.clock.now() + steps * 30_000 });
  const signInStaff = (changes: object = {}) =>
    accounts.ask('signInStaff', { ...OFFICER, code: staffCode(), ...changes });

  describe('staff', () => {
    test('sign in with password and code, and see nothing of individuals', async () => {
      const browser = accounts.browser();
      const who = { role: 'trafficOfficer', nameArabic: 'الضابط', nameLatin: 'Officer', language: 'ar' };
      expect(await browser.ask('signInStaff', { ...OFFICER, code: staffCode() })).toMatchObject({
        status: 200,
        body: who,
      });
      expect(await browser.ask('session')).toMatchObject({ body: { signedIn: who } });
      expect(await browser.ask('profile')).toMatchObject({ status: 403, body: { error: 'notAllowed' } });
      expect(await browser.ask('changeLanguage', { language: 'en' })).toMatchObject(DONE);
      expect(await browser.ask('session')).toMatchObject({ body: { signedIn: { language: 'en' } } });
      accounts.clock.advance(SESSION_LIFETIME_S.staff * 1_000);
      expect(await browser.ask('session')).toMatchObject({ body: { signedIn: null } });
    });

    test('a user name with what cannot be typed is none', async () => {
      for (const userName of ['officer\0', '\0', 'one\u001Fofficer'])
        expect(await signInStaff({ userName })).toMatchObject({
          status: 400,
          body: { error: 'invalidBody' },
        });
    });

    test('no code is taken twice, nor one before the last that was', async () => {
      expect(await signInStaff()).toMatchObject({ status: 200 });
      expect(await signInStaff()).toMatchObject(REFUSED);
      expect(await signInStaff({ code: staffCode(-1) })).toMatchObject(REFUSED);
      expect(await signInStaff({ code: staffCode(1) })).toMatchObject({ status: 200 });
    });

    test('the same code at the same moment signs in once', async () => {
      const answers = await Promise.all([signInStaff(), signInStaff(), signInStaff()]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    test('failures lock for a time', async () => {
      for (let failures = 0; failures < STAFF_FAILURES_UNTIL_LOCK; failures += 1)
        await signInStaff({ password: 'wrong' });
      expect(await signInStaff()).toMatchObject(REFUSED);
      accounts.clock.advance(STAFF_LOCK_MS - 1);
      expect(await signInStaff()).toMatchObject(REFUSED);
      accounts.clock.advance(1);
      expect(await signInStaff()).toMatchObject({ status: 200 });
    });
  });

  test('the trail is whole and names no address, number or secret; tables hold no token', async () => {
    const browser = await signedIn();
    await browser.ask('changeMobile', { mobile: '66666666', password: PASSWORD });
    await accounts.ask('requestPasswordReset', { realm: 'individual', civilId: HOLDER });
    const token = await accounts.takeToken('passwordReset');
    await accounts.ask('signIn', WRONG);
    await accounts.ask('signIn', { ...WRONG, civilId: STRANGER });
    await signInStaff();
    expect(await verifyAudit(accounts.store)).toMatchObject({ intact: true });

    const { reader } = accounts.store;
    const trail = await reader.selectFrom('audit').selectAll().orderBy('seq').execute();
    expect(trail.map(({ action }) => action)).toEqual([
      'accountRegistered',
      'accountActivated',
      'signedIn',
      'mobileChanged',
      'passwordResetAsked',
      'signInRefused',
      'signInRefused',
      'staffSignedIn',
    ]);
    const cookie = browser.cookie.split('=')[1] ?? '';
    const secrets = [EMAIL, HOLDER, STRANGER, '66666666', token, PASSWORD, cookie, TOTP_SECRET];
    const kept = [
      ...trail,
      ...(await reader.selectFrom('sessions').selectAll().execute()),
      ...(await reader.selectFrom('account_links').selectAll().execute()),
    ];
    for (const secret of secrets) expect(JSON.stringify(kept)).not.toContain(secret);
    const { password_hash } = await reader
      .selectFrom('accounts')
      .select('password_hash')
      .executeTakeFirstOrThrow();
    expect(password_hash).toMatch(/^\$argon2id\$/);
  });
}
