// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../../contracts/portal-api/accounts.ts';
import { ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';
import { SAMPLE_COMPANIES, sampleDelegate, sampleOrganisation } from './sample-organisation.ts';

const MAIN_USER: SignedIn = { ...PERSON, role: 'mainUser' };
const ORGANISATION = 'GET /api/organisation';
const CREATE = 'POST /api/organisation/delegates';
const CIVIL_ID = '390010100036';
const one = sampleDelegate(1);
const ONE = `/api/organisation/delegates/${one.delegateId}`;

let portal: ShownPortal;
afterEach(() => portal.close());

const open = async (address: string, answers: ShownPortal['answers']) => {
  portal = await openPortal({ address, signedIn: MAIN_USER, answers });
};

describe('the users of an account', () => {
  it('are counted against the most there may be, each with the guide’s status', async () => {
    const delegates = [one, sampleDelegate(2, { status: 'awaitingActivation' })];
    await open('/organisation', { [ORGANISATION]: ok(sampleOrganisation(delegates)) });
    await portal.says('2 of 10 users');
    expect(portal.text()).toContain('Suspended until activated');
    expect(portal.text()).toContain('Marjan Group');
  });

  it('say why a name is not known yet, in the list and on the page of the user', async () => {
    const unnamed = sampleDelegate(1, { status: 'awaitingActivation', name: null });
    await open('/organisation', { [ORGANISATION]: ok(sampleOrganisation([unnamed])) });
    await portal.says('Shown once the account is activated');
    await portal.close();
    const page = `/organisation/delegates/${unnamed.delegateId}`;
    await open(page, { [ORGANISATION]: ok(sampleOrganisation([unnamed])) });
    await portal.says('Shown once the account is activated');
  });

  it('cannot become eleven', async () => {
    const full = Array.from({ length: 10 }, (_, index) => sampleDelegate(index + 1));
    await open('/organisation', { [ORGANISATION]: ok(sampleOrganisation(full)) });
    await portal.says('You have reached the limit of 10 users');
    expect([...document.querySelectorAll('main a')].map(({ textContent }) => textContent)).not.toContain(
      'Add a user who renews residencies',
    );
    await portal.close();
    await open('/organisation/delegates/new', { [ORGANISATION]: ok(sampleOrganisation(full)) });
    await portal.says('No further user can be added.');
    expect(portal.text()).not.toContain('Create the account');
  });
});

describe('a new user', () => {
  it('is given companies by the guide’s list, confirmed, and only then created', async () => {
    await open('/organisation/delegates/new', {
      [ORGANISATION]: ok(sampleOrganisation([])),
      [CREATE]: ok({ ...one, status: 'awaitingActivation' }),
    });
    await portal.says('Create the account');
    await portal.type('Civil ID number (user code)', CIVIL_ID);
    await portal.type('E-mail address of the user', 'user1@example.com');
    await portal.press('Show companies');
    await portal.press('Add Marjan');
    await portal.press('Add Lulu');
    await portal.press('Cancel Marjan');
    await portal.says('1 chosen');
    await portal.press('Confirm companies');
    expect(portal.text()).not.toContain('Marjan');
    portal.answers[ORGANISATION] = ok(sampleOrganisation([{ ...one, status: 'awaitingActivation' }]));
    await portal.press('Create the account');
    await portal.says('We have mailed the activation link to the user.');
    expect(portal.sent(CREATE)).toEqual([
      {
        key: expect.any(String),
        civilId: CIVIL_ID,
        email: 'user1@example.com',
        companies: [SAMPLE_COMPANIES[1].companyId],
      },
    ]);
    expect(window.location.href).not.toContain(CIVIL_ID);
  });

  it.each([
    ['tooManyDelegates', 'no account was created'],
    ['alreadyUser', 'already a user of a company or entity'],
    ['noCompanyChosen', 'Choose at least one company or entity.'],
  ])('is refused with %s in words', async (fault, words) => {
    await open('/organisation/delegates/new', {
      [ORGANISATION]: ok(sampleOrganisation([])),
      [CREATE]: problem(422, fault),
    });
    await portal.says('Create the account');
    await portal.type('Civil ID number (user code)', CIVIL_ID);
    await portal.type('E-mail address of the user', 'user1@example.com');
    await portal.press('Create the account');
    await portal.says(words);
  });

  it.each([
    ['company', 'الشركات', 'اسم الشركة'],
    ['government', 'الجهات', 'اسم الجهة'],
  ] as const)(
    'of a %s is added in the words of the guide, and the way back is there',
    async (type, all, name) => {
      portal = await openPortal({
        address: '/organisation/delegates/new',
        signedIn: { ...MAIN_USER, language: 'ar' },
        answers: { [ORGANISATION]: ok({ ...sampleOrganisation([]), type }) },
        language: 'ar',
      });
      await portal.says('إضافة مستخدم مخول بتجديد الإقامات');
      for (const label of ['الرقم المدني (رمز المستخدم للنظام)', 'البريد الإلكتروني الخاص بالمستخدم'])
        expect(portal.text()).toContain(label);
      await portal.press(`إظهار ${all}`);
      await portal.says('اختر');
      expect(portal.text()).toContain(name);
      await portal.press('إضافة المرجان');
      await portal.says('إلغاء');
      await portal.press(`تأكيد ${all}`);
      expect(portal.text()).toContain('إنشاء الحساب');
      expect(portal.text()).toContain('تكون حالة المستخدم إيقاف حتى يفعّل حسابه عبر بريده الإلكتروني.');
      await portal.press('رجوع');
      await portal.says('إدارة بيانات المستخدمين');
    },
  );

  it('is asked for everything that is missing at once', async () => {
    await open('/organisation/delegates/new', { [ORGANISATION]: ok(sampleOrganisation([])) });
    await portal.press('Create the account');
    await portal.says('Enter the whole civil ID number');
    expect(portal.text()).toContain('Choose at least one company or entity.');
    expect(portal.sent(CREATE)).toEqual([]);
  });
});

describe('a user', () => {
  const openOne = (more: Parameters<typeof sampleDelegate>[1], answers: ShownPortal['answers'] = {}) =>
    open(`/organisation/delegates/${one.delegateId}`, {
      [ORGANISATION]: ok(sampleOrganisation([sampleDelegate(1, more)])),
      ...answers,
    });

  it('is suspended after asking once more', async () => {
    await openOne({}, { [`POST ${ONE}/suspension`]: ok({ ...one, status: 'suspended', version: 2 }) });
    await portal.press('Suspend');
    expect(portal.sent(`POST ${ONE}/suspension`)).toEqual([]);
    portal.answers[ORGANISATION] = ok(sampleOrganisation([{ ...one, status: 'suspended', version: 2 }]));
    await portal.confirm('Suspend');
    await portal.says('The user is suspended.');
    expect(portal.sent(`POST ${ONE}/suspension`)).toEqual([{ version: 1 }]);
    expect(portal.text()).toContain('Reactivate');
  });

  it('is told to have changed when somebody else was quicker', async () => {
    await openOne({}, { [`POST ${ONE}/suspension`]: problem(409, 'changedMeanwhile') });
    await portal.press('Suspend');
    await portal.confirm('Suspend');
    await portal.says('details changed while you were working');
  });

  it('who has not activated is sent the link again', async () => {
    await openOne(
      { status: 'awaitingActivation' },
      { [`POST ${ONE}/activation-mails`]: problem(422, 'tooManyMails') },
    );
    await portal.press('Send the activation link again');
    await portal.confirm('Send the activation link again');
    await portal.says('Many links have been sent');
    portal.answers[`POST ${ONE}/activation-mails`] = ok({});
    await portal.press('Send the activation link again');
    await portal.confirm('Send the activation link again');
    await portal.says('We have sent a new activation link.');
  });

  it('has companies added and cancelled', async () => {
    const both = SAMPLE_COMPANIES.map(({ companyId }) => companyId);
    await openOne({}, { [`PUT ${ONE}/companies`]: ok({ ...one, companies: both, version: 2 }) });
    await portal.press('Add or cancel companies');
    await portal.press('Add Lulu');
    await portal.press('Confirm companies');
    await portal.says('The choice is saved.');
    expect(portal.sent(`PUT ${ONE}/companies`)).toEqual([{ version: 1, companies: both }]);
  });

  it('of an entity has entities added and cancelled, under the headings of the guide', async () => {
    portal = await openPortal({
      address: `/organisation/delegates/${one.delegateId}`,
      signedIn: { ...MAIN_USER, language: 'ar' },
      answers: { [ORGANISATION]: ok({ ...sampleOrganisation([one]), type: 'government' }) },
      language: 'ar',
    });
    await portal.press('تعديل الصلاحيات: إضافة أو إلغاء الجهات');
    await portal.press('إلغاء المرجان');
    await portal.says('اسم الجهة');
    for (const words of ['الحالة', 'تفعيل', 'رقم الموبايل', 'تعديل البيانات: البريد الإلكتروني والموبايل'])
      expect(portal.text()).toContain(words);
  });

  it('has e-mail and mobile changed; the new address waits to be confirmed', async () => {
    const waiting = {
      ...one,
      emailAwaitingConfirmation: 'new@example.com',
      mobile: '+96550012345',
      version: 2,
    };
    await openOne({}, { [`PUT ${ONE}/contact`]: ok(waiting) });
    await portal.press('Change e-mail and mobile');
    await portal.type('E-mail address', 'new@example.com');
    await portal.type('Mobile number', '50012345');
    portal.answers[ORGANISATION] = ok(sampleOrganisation([waiting]));
    await portal.press('Save');
    await portal.says('We are waiting for new@example.com');
    expect(portal.sent(`PUT ${ONE}/contact`)).toEqual([
      { version: 1, email: 'new@example.com', mobile: '50012345' },
    ]);
  });
});
