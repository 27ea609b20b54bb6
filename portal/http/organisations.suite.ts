import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT_PAGES } from '../../contracts/portal-api/accounts.ts';
import type { Delegate } from '../../contracts/portal-api/organisations.ts';
import {
  ASKED_MAILS_MOST,
  ASKED_MAILS_WINDOW_MS,
  LINK_LIFETIME_MS,
} from '../services/accounts/account-mail.ts';
import { FAILURES_UNTIL_LOCK } from '../services/accounts/sign-in-rules.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { settingsOn } from '../dated-settings.ts';
import { kuwaitDate } from '../../contracts/calendar.ts';
import type { Store } from '../store/store.ts';
import { DATED_SETTINGS } from '../test-support/fixtures.ts';
import {
  companiesOf,
  emailOf,
  ORGANISATIONS,
  OrganisationsUnderTest,
  PASSWORD,
  somebody,
  STRANGER,
} from '../test-support/organisations-under-test.ts';

const MAIN = somebody(0);
const RIVAL = somebody(1);
const USER = somebody(2);
const OTHER_USER = somebody(3);
const [TRADE, TRANSPORT, HOTELS] = companiesOf('group');
const [BUILDING] = companiesOf('rival');
const GROUP = companiesOf('group');
const refused = (error: string, status = 422) => ({ status, body: { error } });
const DONE = { status: 200, body: {} };

/** Organisations and their delegates (S3) through HTTP, on whichever engine `openTestStore` opens an empty store. */
export function organisationsSuite(openTestStore: () => Promise<Store>): void {
  let portal: OrganisationsUnderTest;
  let main: Awaited<ReturnType<OrganisationsUnderTest['organisation']>>;
  beforeEach(async () => {
    portal = await OrganisationsUnderTest.start(await openTestStore());
    main = await portal.organisation('group', MAIN);
    await portal.takeMails();
  });
  afterEach(() => portal.close());

  const most = () => settingsOn(DATED_SETTINGS, kuwaitDate(portal.clock.now())).mostDelegates;
  const only = async (): Promise<Delegate> => {
    const { delegates } = await main.view();
    const [delegate] = delegates;
    if (delegates.length !== 1 || !delegate) throw new Error(`${delegates.length} delegates`);
    return delegate;
  };
  /** A delegate who has activated their account, and their browser. */
  const active = async (companies = GROUP) => {
    await main.create(USER, companies);
    return portal.activate(USER, emailOf(USER));
  };
  const signIn = (password = PASSWORD) =>
    portal.browser().ask('POST', '/api/sessions', { realm: 'organisation', civilId: USER, password });

  describe('authorising a user', () => {
    test('from the application to the delegate who works: application, activation, delegate, activation', async () => {
      const delegate = await main.create(USER, [TRADE, HOTELS] as never);
      expect(delegate).toMatchObject({
        civilId: USER,
        name: null,
        email: emailOf(USER),
        emailAwaitingConfirmation: null,
        mobile: null,
        status: 'awaitingActivation',
        companies: [TRADE, HOTELS],
      });
      expect(await signIn()).toEqual(refused('signInRefused'));
      const browser = await portal.activate(USER, emailOf(USER));
      expect(await only()).toMatchObject({
        status: 'active',
        name: { en: `SOMEBODY ${USER.slice(-4)} ALMITHAL` },
      });
      expect(await browser.ask('GET', '/api/sessions/current')).toMatchObject({
        body: { signedIn: { role: 'delegate' } },
      });
      expect(await browser.ask('GET', '/api/organisation/companies')).toEqual({
        status: 200,
        body: {
          type: 'company',
          companies: ORGANISATIONS.group.companies.filter(({ companyId }) => companyId !== TRANSPORT),
        },
      });
      expect(await main.ask('GET', '/api/organisation/companies')).toEqual({
        status: 200,
        body: { type: 'company', companies: ORGANISATIONS.group.companies },
      });
      expect(await browser.ask('GET', '/api/account')).toMatchObject({
        status: 200,
        body: { civilId: USER, mobile: null },
      });
      expect(await browser.ask('GET', '/api/organisation')).toEqual(refused('notAllowed', 403));
      expect(await portal.trail(delegate.delegateId)).toEqual([
        expect.stringMatching(/^account:.* delegateAuthorised$/),
        'public signInRefused',
        'public accountActivated',
        'public signedIn',
      ]);
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
    });

    test('the same key is the same delegate, also at once, and one mail', async () => {
      const key = randomUUID();
      const answers = await Promise.all([1, 2, 3, 4].map(() => main.askToCreate(USER, GROUP, { key })));
      expect(new Set(answers.map(({ body }) => (body as Delegate).delegateId)).size).toBe(1);
      expect(await only()).toMatchObject({ civilId: USER });
      expect(await portal.takeMails()).toHaveLength(1);
    });

    test.each([
      ['without a company', USER, [], 'noCompanyChosen'],
      ["for another organisation's company", USER, [TRADE, BUILDING], 'notYourCompany'],
      ['of whom nobody knows', STRANGER, [TRADE], 'personUnknown'],
      ['of the main user', MAIN, [TRADE], 'alreadyUser'],
    ] as const)('%s is refused', async (_name, civilId, companies, fault) => {
      expect(await main.askToCreate(civilId, companies as never)).toEqual(refused(fault));
      expect((await main.view()).delegates).toEqual([]);
      expect(await portal.takeMails()).toEqual([]);
    });

    test('a user of one organisation cannot be authorised by another', async () => {
      await main.create(USER, GROUP);
      const rival = await portal.organisation('rival', RIVAL);
      expect(await rival.askToCreate(USER, companiesOf('rival'))).toEqual(refused('alreadyUser'));
      expect(await rival.askToCreate(MAIN, companiesOf('rival'))).toEqual(refused('alreadyUser'));
    });

    test('at most as many as the configuration says, also when twenty are created at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => main.askToCreate(somebody(index + 2), [TRADE] as never)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(most());
      for (const answer of answers.filter(({ status }) => status !== 200))
        expect(answer).toEqual(refused('tooManyDelegates'));
      expect((await main.view()).delegates).toHaveLength(most());
      expect(await portal.takeMails()).toHaveLength(most());
      expect(await main.askToCreate(somebody(23), GROUP)).toEqual(refused('tooManyDelegates'));
    });
  });

  describe('rights', () => {
    test('that are taken away stop the next request of the delegate; added ones hold from it', async () => {
      const browser = await active([TRADE] as never);
      const companies = async () => {
        const { body } = (await browser.ask('GET', '/api/organisation/companies')) as {
          body: { companies: { companyId: string }[] };
        };
        return body.companies.map(({ companyId }) => companyId);
      };
      expect(await companies()).toEqual([TRADE]);
      const changed = await main.askToGrant(await only(), [TRANSPORT, HOTELS] as never);
      expect(changed).toMatchObject({ status: 200, body: { companies: [TRANSPORT, HOTELS] } });
      expect(await companies()).toEqual([TRANSPORT, HOTELS]);
      expect(await main.askToGrant(await only(), [])).toMatchObject({ status: 200 });
      expect(await companies()).toEqual([]);
      const { delegateId } = await only();
      const { details } = await portal.store.reader
        .selectFrom('audit')
        .select('details')
        .where('subject', '=', delegateId)
        .where('action', '=', 'delegateGrantsChanged')
        .orderBy('seq')
        .executeTakeFirstOrThrow();
      expect(JSON.parse(details)).toEqual({ granted: [TRANSPORT, HOTELS], revoked: [TRADE] });
    });

    test('are those of the own organisation, and of the version that was seen', async () => {
      await main.create(USER, GROUP);
      const seen = await only();
      expect(await main.askToGrant(seen, [BUILDING] as never)).toEqual(refused('notYourCompany'));
      const answers = await Promise.all([
        main.askToGrant(seen, [TRADE] as never),
        main.askToGrant(seen, [HOTELS] as never),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(await main.askToGrant(seen, GROUP)).toEqual(refused('changedMeanwhile', 409));
    });

    test("of another organisation's delegate cannot be touched, nor seen", async () => {
      await main.create(USER, GROUP);
      const theirs = await only();
      const rival = await portal.organisation('rival', RIVAL);
      const contact = { email: 'thief@example.org', mobile: null };
      for (const asked of [
        rival.askToGrant(theirs, companiesOf('rival')),
        rival.askToChangeContact(theirs, contact),
        rival.askToSuspend(theirs),
        rival.askToReactivate(theirs),
        rival.askToMailAgain(theirs),
      ])
        expect(await asked).toEqual(refused('notFound', 404));
      expect((await rival.view()).delegates).toEqual([]);
      expect(await only()).toEqual(theirs);
    });
  });

  describe('contact', () => {
    test('an address holds once its own link was used, and the old one is told', async () => {
      await active();
      await portal.takeMails();
      const email = 'anew@example.org';
      const asked = await main.askToChangeContact(await only(), { email, mobile: '50001234' });
      expect(asked).toMatchObject({
        status: 200,
        body: { email: emailOf(USER), emailAwaitingConfirmation: email, mobile: '+96550001234' },
      });
      const mails = await portal.takeMails();
      const link = mails.find(({ to }) => to === email);
      expect(link?.page).toBe(ACCOUNT_PAGES.emailConfirmation);
      expect(mails.map(({ to }) => to).toSorted()).toEqual([email, emailOf(USER)].toSorted());
      const confirm = () =>
        portal.browser().ask('POST', '/api/accounts/email-confirmation', { token: link?.token });
      expect(await confirm()).toEqual(DONE);
      expect(await confirm()).toEqual(refused('linkNotValid'));
      expect(await only()).toMatchObject({ email, emailAwaitingConfirmation: null });
      expect(await portal.takeMails()).toMatchObject([{ to: emailOf(USER) }]);
    });

    test('an address that was asked for is taken back with the old one; its link is worth nothing', async () => {
      await active();
      await portal.takeMails();
      await main.askToChangeContact(await only(), { email: 'anew@example.org', mobile: null });
      const [mail] = await portal.takeMails();
      const back = await main.askToChangeContact(await only(), { email: emailOf(USER), mobile: null });
      expect(back).toMatchObject({ status: 200, body: { emailAwaitingConfirmation: null } });
      expect(
        await portal.browser().ask('POST', '/api/accounts/email-confirmation', { token: mail?.token }),
      ).toEqual(refused('linkNotValid'));
    });

    test('a mistyped address of somebody who never activated is replaced, and with it the link', async () => {
      await main.create(USER, GROUP);
      const old = await portal.takeActivation(emailOf(USER));
      const email = 'right@example.org';
      expect(await main.askToChangeContact(await only(), { email, mobile: null })).toMatchObject({
        status: 200,
        body: { email, emailAwaitingConfirmation: null, status: 'awaitingActivation' },
      });
      expect(
        await portal.browser().ask('POST', '/api/accounts/activation', { token: old, password: PASSWORD }),
      ).toEqual(refused('linkNotValid'));
      await portal.activate(USER, email);
      expect(await only()).toMatchObject({ status: 'active' });
    });

    test('nobody is flooded with links', async () => {
      await active();
      let answer = await main.askToChangeContact(await only(), { email: 'n0@example.org', mobile: null });
      for (let index = 1; answer.status === 200; index += 1)
        answer = await main.askToChangeContact(await only(), {
          email: `n${index}@example.org`,
          mobile: null,
        });
      expect(answer).toEqual(refused('tooManyRequests', 429));
      portal.clock.advance(ASKED_MAILS_WINDOW_MS);
      expect(
        await main.askToChangeContact(await only(), { email: 'later@example.org', mobile: null }),
      ).toMatchObject({ status: 200 });
    });
  });

  describe('suspension', () => {
    test('ends every session and lets nobody sign in until it is lifted', async () => {
      const browser = await active();
      const before = await only();
      expect(await main.askToSuspend(before)).toMatchObject({ status: 200, body: { status: 'suspended' } });
      expect(await browser.ask('GET', '/api/organisation/companies')).toEqual(refused('notSignedIn', 401));
      expect(await signIn()).toEqual(refused('signInRefused'));
      expect(await main.askToSuspend(await only())).toEqual(refused('notInThisState'));
      expect(await main.askToSuspend(before)).toEqual(refused('changedMeanwhile', 409));
      expect(await main.askToReactivate(await only())).toMatchObject({
        status: 200,
        body: { status: 'active' },
      });
      expect(await main.askToReactivate(await only())).toEqual(refused('notInThisState'));
      expect(await browser.ask('GET', '/api/organisation/companies')).toEqual(refused('notSignedIn', 401));
      expect(await signIn()).toMatchObject({ status: 200 });
    });

    test('is not lifted by a new password', async () => {
      await active();
      await main.askToSuspend(await only());
      const browser = portal.browser();
      await browser.ask('POST', '/api/accounts/password-reset', { realm: 'organisation', civilId: USER });
      const mail = (await portal.takeMails()).find(({ page }) => page === ACCOUNT_PAGES.passwordReset);
      const body = { token: mail?.token, password: 'andere12' };
      expect(await browser.ask('POST', '/api/accounts/password-reset/confirmation', body)).toEqual(DONE);
      expect(await signIn(body.password)).toEqual(refused('signInRefused'));
      expect(await only()).toMatchObject({ status: 'suspended' });
    });

    test('of somebody who never activated outlasts the activation', async () => {
      await main.create(USER, GROUP);
      await main.askToSuspend(await only());
      expect(await main.askToMailAgain(await only())).toEqual(refused('notInThisState'));
      const token = await portal.takeActivation(emailOf(USER));
      expect(
        await portal.browser().ask('POST', '/api/accounts/activation', { token, password: PASSWORD }),
      ).toEqual(DONE);
      expect(await signIn()).toEqual(refused('signInRefused'));
      await main.askToReactivate(await only());
      expect(await signIn()).toMatchObject({ status: 200 });
    });
  });

  describe('the activation link', () => {
    test('is mailed again, the one before stops working, and not more often than allowed', async () => {
      await main.create(USER, GROUP);
      const first = await portal.takeActivation(emailOf(USER));
      expect(await main.askToMailAgain(await only())).toEqual(DONE);
      expect(
        await portal.browser().ask('POST', '/api/accounts/activation', { token: first, password: PASSWORD }),
      ).toEqual(refused('linkNotValid'));
      for (let mails = 2; mails < ASKED_MAILS_MOST; mails += 1)
        expect(await main.askToMailAgain(await only())).toEqual(DONE);
      expect(await main.askToMailAgain(await only())).toEqual(refused('tooManyMails'));
      expect(await portal.takeMails()).toHaveLength(ASKED_MAILS_MOST - 1);
      portal.clock.advance(ASKED_MAILS_WINDOW_MS);
      expect(await main.askToMailAgain(await only())).toEqual(DONE);
      await portal.activate(USER, emailOf(USER));
      expect(await main.askToMailAgain(await only())).toEqual(refused('notInThisState'));
    });

    test('ends by itself', async () => {
      await main.create(USER, GROUP);
      const token = await portal.takeActivation(emailOf(USER));
      portal.clock.advance(LINK_LIFETIME_MS.activation);
      expect(
        await portal.browser().ask('POST', '/api/accounts/activation', { token, password: PASSWORD }),
      ).toEqual(refused('linkNotValid'));
    });
  });

  describe('the two realms', () => {
    test('have a password, a lock and a session each', async () => {
      await main.create(somebody(4), GROUP);
      const user = somebody(4);
      await portal.activate(user, emailOf(user));
      const person = portal.browser();
      await person.ask('POST', '/api/accounts', {
        civilId: user,
        email: 'own@example.org',
        mobile: '50000001',
        language: 'ar',
      });
      const token = await portal.takeActivation('own@example.org');
      const password = 'andere12';
      expect(await person.ask('POST', '/api/accounts/activation', { token, password })).toEqual(DONE);
      const asIndividual = { realm: 'individual', civilId: user, password };
      const asUser = { realm: 'organisation', civilId: user, password: PASSWORD };
      const ask = (body: object) => portal.browser().ask('POST', '/api/sessions', body);
      expect(await ask({ ...asIndividual, password: PASSWORD })).toEqual(refused('signInRefused'));
      expect(await ask({ ...asUser, password })).toEqual(refused('signInRefused'));
      for (let failures = 1; failures < FAILURES_UNTIL_LOCK; failures += 1)
        await ask({ ...asUser, password: 'wrong123' });
      expect(await ask(asUser)).toEqual(refused('signInRefused'));
      expect(await ask(asIndividual)).toMatchObject({ status: 200, body: { role: 'individual' } });
    });
  });

  test('a delegate has no say over the organisation', async () => {
    const browser = await active();
    const delegate = portal.mainUser(browser);
    const own = await only();
    for (const asked of [
      delegate.ask('GET', '/api/organisation'),
      delegate.askToCreate(OTHER_USER, GROUP),
      delegate.askToGrant(own, GROUP),
      delegate.askToChangeContact(own, { email: 'x@example.org', mobile: null }),
      delegate.askToReactivate(own),
    ])
      expect(await asked).toEqual(refused('notAllowed', 403));
  });
}
