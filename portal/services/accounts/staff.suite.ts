import { TOTP, URI } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../store/store.ts';
import { AccountsUnderTest, OFFICER, TOTP_SECRET } from '../../test-support/accounts-under-test.ts';
import { HOLDER } from '../../test-support/fixtures.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import {
  enrolStaff,
  reinstateStaff,
  renewStaffLink,
  resetSecondFactor,
  STAFF_LINK_LASTS_MS,
  suspendStaff,
} from './administer-staff.ts';
import { STAFF_FAILURES_UNTIL_LOCK, STAFF_LOCK_MS } from './sign-in-rules.ts';

const NEW_PASSWORD = 'lantern-harbour-eight';
const USER_NAME = 'officer.new';
const NEW_MEMBER = {
  userName: USER_NAME,
  name: { ar: 'الضابط الجديد', en: 'New officer' },
  role: 'trafficOfficer',
  civilId: HOLDER,
} as const;
const DONE = { status: 200, body: {} };
const SIGN_IN_REFUSED = { status: 422, body: { error: 'signInRefused' } };
const LINK_NOT_VALID = { status: 422, body: { error: 'linkNotValid' } };
const refused = (error: string) => ({ status: 422, body: { error } });
const UNKNOWN = { ok: false, fault: 'unknownUserName' };

/** Staff who are enrolled, set themselves up and change their password, on whichever engine `openTestStore` opens an empty store. */
export function staffSuite(openTestStore: () => Promise<Store>): void {
  let accounts: AccountsUnderTest;
  beforeEach(async () => {
    accounts = await AccountsUnderTest.start(await openTestStore());
  });
  afterEach(async () => {
    expect(await verifyAudit(accounts.store)).toMatchObject({ intact: true });
    await accounts.close();
  });

  /** The code of a secret in base32 or of an `otpauth://` address, `steps` from now. */
  const codeOf = (secret: string, steps = 0) => {
    const authenticator = secret.startsWith('otpauth:') ? URI.parse(secret) : new TOTP({ secret });
    if (!(authenticator instanceof TOTP)) throw new Error('no TOTP');
    return authenticator.generate({ timestamp: accounts.clock.now() + steps * 30_000 });
  };
  const officerCode = (steps = 0) => codeOf(TOTP_SECRET, steps);
  /** A right-looking code that is none. */
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
  /** Lets the codes of before count no more. */
  const nextCode = () => accounts.clock.advance(60_000);
  const tokenOf = ({ setUpUrl }: { readonly setUpUrl: string }) => {
    const { pathname, hash } = new URL(setUpUrl);
    expect(pathname).toBe('/staff/set-up');
    return hash.slice(1);
  };
  const value = <Value>(
    result: { readonly ok: true; readonly value: Value } | { readonly ok: false },
  ): Value => {
    if (!result.ok) throw new Error('refused');
    return result.value;
  };
  const enrolled = async () => value(await enrolStaff(accounts.context, NEW_MEMBER));
  const signIn = (userName: string, password: string, code: string, browser = accounts.browser()) =>
    browser.ask('signInStaff', { userName, password, code });
  const officer = async () => {
    const browser = accounts.browser();
    expect((await signIn(OFFICER.userName, OFFICER.password, officerCode(), browser)).status).toBe(200);
    nextCode();
    return browser;
  };
  const signedIn = async (browser: Awaited<ReturnType<typeof officer>>) =>
    (await browser.ask('session')).body as { signedIn: object | null };
  const trail = async () => {
    const entries = await accounts.store.reader
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('action', 'like', 'staff%')
      .orderBy('seq')
      .execute();
    return entries.map(({ actor, action }) => `${actor} ${action}`);
  };

  describe('an enrolled member', () => {
    test('sets a password and shows a code by the link, once, and signs in', async () => {
      const { authenticator, ...link } = await enrolled();
      const token = tokenOf(link);
      const setUp = { token, password: NEW_PASSWORD, code: codeOf(authenticator) };
      expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(DONE);
      expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(LINK_NOT_VALID);
      // The code that was shown there is used up.
      expect(await signIn(USER_NAME, NEW_PASSWORD, setUp.code)).toMatchObject(SIGN_IN_REFUSED);
      nextCode();
      expect(await signIn(USER_NAME, NEW_PASSWORD, codeOf(authenticator))).toMatchObject({
        status: 200,
        body: { role: 'trafficOfficer', nameArabic: 'الضابط الجديد' },
      });
      expect((await trail()).slice(0, 2)).toEqual(['command:staff staffEnrolled', 'public staffSetUp']);
    });

    test('used by three at once, the link sets one password', async () => {
      const { authenticator, ...link } = await enrolled();
      const token = tokenOf(link);
      const code = codeOf(authenticator);
      const answers = await Promise.all(
        [1, 2, 3].map((n) => accounts.ask('setUpStaff', { token, password: `${NEW_PASSWORD}-${n}`, code })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    test.each<[string, { password?: string; code?: 'wrong' }, string]>([
      ['a password of the guide’s eight', { password: 'abcd1234' }, 'passwordTooShort'],
      ['a common password', { password: 'password1234' }, 'passwordCommon'],
      ['a wrong code', { code: 'wrong' }, 'codeWrong'],
    ])('%s is refused, and the link can be used still', async (_name, changes, fault) => {
      const { authenticator, ...link } = await enrolled();
      const code = codeOf(authenticator);
      const setUp = { token: tokenOf(link), password: NEW_PASSWORD, code };
      const tried = { ...setUp, ...changes, code: changes.code === 'wrong' ? wrong(code) : code };
      expect(await accounts.ask('setUpStaff', tried)).toMatchObject(refused(fault));
      expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(DONE);
    });

    test('cannot sign in before, and the link ends with its time', async () => {
      const { authenticator, ...link } = await enrolled();
      expect(await signIn(USER_NAME, '', codeOf(authenticator))).toMatchObject({ status: 400 });
      expect(await signIn(USER_NAME, USER_NAME, codeOf(authenticator))).toMatchObject(SIGN_IN_REFUSED);
      accounts.clock.advance(STAFF_LINK_LASTS_MS);
      const setUp = { token: tokenOf(link), password: NEW_PASSWORD, code: codeOf(authenticator) };
      expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(LINK_NOT_VALID);
      const again = value(await renewStaffLink(accounts.context, USER_NAME));
      expect(await accounts.ask('setUpStaff', { ...setUp, token: tokenOf(again) })).toMatchObject(DONE);
    });

    test('a newer link ends the older one', async () => {
      const { authenticator, ...link } = await enrolled();
      await renewStaffLink(accounts.context, USER_NAME);
      const setUp = { token: tokenOf(link), password: NEW_PASSWORD, code: codeOf(authenticator) };
      expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(LINK_NOT_VALID);
    });

    test('has a user name of their own, also when several are enrolled at once', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => enrolStaff(accounts.context, NEW_MEMBER)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter(({ ok }) => !ok)[0]).toEqual({ ok: false, fault: 'userNameTaken' });
    });

    test('nothing that opens the account is kept in plain words or on the trail', async () => {
      const { authenticator, ...link } = await enrolled();
      const { reader } = accounts.store;
      const kept = JSON.stringify([
        await reader.selectFrom('staff_links').selectAll().execute(),
        await reader.selectFrom('audit').selectAll().execute(),
      ]);
      for (const secret of [tokenOf(link), new URL(authenticator).searchParams.get('secret') ?? '', HOLDER])
        expect(kept).not.toContain(secret);
    });
  });

  describe('changing the own password', () => {
    const change = (
      browser: Awaited<ReturnType<typeof officer>>,
      changes: Partial<Record<'presentPassword' | 'code' | 'password', string>> = {},
    ) =>
      browser.ask('changeStaffPassword', {
        presentPassword: OFFICER.password,
        code: officerCode(),
        password: NEW_PASSWORD,
        ...changes,
      });

    test('takes the present one and a code, ends every other session, and counts from then on', async () => {
      const [here, elsewhere] = [await officer(), await officer()];
      expect(await change(here)).toMatchObject(DONE);
      expect(await signedIn(here)).toMatchObject({ signedIn: { role: 'trafficOfficer' } });
      expect(await signedIn(elsewhere)).toEqual({ signedIn: null });
      nextCode();
      expect(await signIn(OFFICER.userName, OFFICER.password, officerCode())).toMatchObject(SIGN_IN_REFUSED);
      expect(await signIn(OFFICER.userName, NEW_PASSWORD, officerCode())).toMatchObject({ status: 200 });
      expect(await trail()).toContain('staff:officer-test staffPasswordChanged');
    });

    test.each<[string, Partial<Record<'presentPassword' | 'password', string>>, string]>([
      ['a wrong password', { presentPassword: 'wrong' }, 'staffCredentialsWrong'],
      [
        'a new one that is too short, whatever individuals may have',
        { password: 'abcd1234' },
        'passwordTooShort',
      ],
      ['a new one that everybody guesses', { password: 'password1234' }, 'passwordCommon'],
    ])('%s is refused, and nothing changes', async (_name, changes, fault) => {
      const [here, elsewhere] = [await officer(), await officer()];
      expect(await change(here, changes)).toMatchObject(refused(fault));
      expect(await signedIn(elsewhere)).toMatchObject({ signedIn: { role: 'trafficOfficer' } });
      nextCode();
      expect(await signIn(OFFICER.userName, OFFICER.password, officerCode())).toMatchObject({ status: 200 });
    });

    test('a code is taken once, and wrong ones lock like failed sign-ins', async () => {
      const here = await officer();
      const used = officerCode();
      expect(await change(here, { code: used })).toMatchObject(DONE);
      expect(await change(here, { code: used, presentPassword: NEW_PASSWORD })).toMatchObject(
        refused('staffCredentialsWrong'),
      );
      nextCode();
      for (let failures = 1; failures < STAFF_FAILURES_UNTIL_LOCK; failures += 1)
        await change(here, { code: wrong(officerCode()), presentPassword: NEW_PASSWORD });
      expect(await change(here, { presentPassword: NEW_PASSWORD })).toMatchObject(
        refused('staffCredentialsWrong'),
      );
      expect(await trail()).toContain('staff:officer-test staffLocked');
      accounts.clock.advance(STAFF_LOCK_MS);
      expect(await change(here, { presentPassword: NEW_PASSWORD, password: OFFICER.password })).toMatchObject(
        DONE,
      );
    });

    test('a link that was made before leads nowhere any more', async () => {
      const here = await officer();
      const link = value(await renewStaffLink(accounts.context, OFFICER.userName));
      expect(await change(here)).toMatchObject(DONE);
      nextCode();
      const setUp = { token: tokenOf(link), password: 'another-lantern-nine', code: officerCode() };
      expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(LINK_NOT_VALID);
    });
  });

  test('a lost second factor is replaced: the old one is worth nothing, the password stays', async () => {
    const browser = await officer();
    const { authenticator } = value(await resetSecondFactor(accounts.context, OFFICER.userName));
    expect(await signedIn(browser)).toEqual({ signedIn: null });
    const { userName, password } = OFFICER;
    expect(await signIn(userName, password, officerCode())).toMatchObject(SIGN_IN_REFUSED);
    expect(await signIn(userName, password, codeOf(authenticator))).toMatchObject({ status: 200 });
    expect(new URL(authenticator).searchParams.get('issuer')).toBe('Traffic services portal');
    expect(decodeURIComponent(authenticator)).toContain(userName);
  });

  test('whoever is suspended is out at once, with any link, until reinstated', async () => {
    const browser = await officer();
    const link = value(await renewStaffLink(accounts.context, OFFICER.userName));
    expect(await suspendStaff(accounts.context, OFFICER.userName)).toMatchObject({ ok: true });
    expect(await signedIn(browser)).toEqual({ signedIn: null });
    const { userName, password } = OFFICER;
    expect(await signIn(userName, password, officerCode())).toMatchObject(SIGN_IN_REFUSED);
    const setUp = { token: tokenOf(link), password: NEW_PASSWORD, code: officerCode() };
    expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(LINK_NOT_VALID);
    expect(await reinstateStaff(accounts.context, userName)).toMatchObject({ ok: true });
    expect(await signIn(userName, password, officerCode())).toMatchObject({ status: 200 });
  });

  test('a link made for somebody suspended leads nowhere before they are reinstated', async () => {
    await suspendStaff(accounts.context, OFFICER.userName);
    const link = value(await renewStaffLink(accounts.context, OFFICER.userName));
    const setUp = { token: tokenOf(link), password: NEW_PASSWORD, code: officerCode() };
    expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(LINK_NOT_VALID);
    await reinstateStaff(accounts.context, OFFICER.userName);
    expect(await accounts.ask('setUpStaff', setUp)).toMatchObject(DONE);
  });

  test('nothing is done about somebody who is not there', async () => {
    for (const act of [renewStaffLink, resetSecondFactor, suspendStaff, reinstateStaff])
      expect(await act(accounts.context, 'nobody')).toEqual(UNKNOWN);
  });
}
