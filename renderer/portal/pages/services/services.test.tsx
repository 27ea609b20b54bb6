// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../../contracts/portal-api/accounts.ts';
import { openPortal, PERSON, type ShownPortal } from '../../test-portal.tsx';
import { SERVICE_GROUPS } from './services.ts';

let portal: ShownPortal;
afterEach(() => portal.close());

const open = async (address: string, signedIn: SignedIn | null) => {
  portal = await openPortal({ address, signedIn, answers: {} });
};
const links = () => [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'));
const SERVICES = Object.values(SERVICE_GROUPS).flat();

describe('the services', () => {
  it('are all on the first page, each with its start page', async () => {
    await open('/', null);
    await portal.says('Residency: companies and institutions');
    for (const service of SERVICES) expect(links()).toContain(`/services/${service}`);
  });

  it.each(SERVICES)(
    '%s says what it needs, who may use it or what it costs, and how it goes',
    async (service) => {
      await open(`/services/${service}`, null);
      await portal.says('How it works');
      expect(portal.text()).toContain('Before you begin');
      expect(document.querySelectorAll('.steps-list li').length).toBeGreaterThan(1);
      expect(document.querySelectorAll('.needs li').length).toBeGreaterThan(0);
      expect(portal.text()).toMatch(/Start|Sign in and start/);
    },
  );

  it('stand in Arabic by the guide’s headings, and the foot of the page says whose they are', async () => {
    portal = await openPortal({ address: '/', signedIn: null, answers: {}, language: 'ar' });
    await portal.says('الخدمات الإلكترونية');
    const headings = [...document.querySelectorAll('main h2, main h3')].map(({ textContent }) => textContent);
    for (const heading of [
      'إنشاء حساب الشركات / المؤسسات لخدمات شؤون الإقامة',
      'إضافة المستخدمين المخولين بتجديد الإقامات',
      'تجديد إقامة العاملين في الحكومة',
      'تجديد إقامة الأفراد',
      'تعديل الاسم اللاتيني',
      'نقل معلومات الجواز',
      'معلومات الجواز',
      'الدفع الإلكتروني',
      'دفع مخالفات المرور وغرامات الإقامة',
      'تجديد رخص القيادة',
      'رخصة بدل تالف',
      'رخصة بدل فاقد',
    ])
      expect(headings).toContain(heading);
    expect(document.querySelector('footer')?.textContent).toContain('وزارة الداخلية');
  });

  it.each([
    ['companyAccount', /المرحلة الأولى: طلب الحصول على رمز مستخدم/],
    ['delegates', /تفعيل حساب المستخدم الرئيسي، وهو المرحلة الثانية للشركات والأولى/],
    ['companyRenewal', /المرحلة الثالثة: تفعيل حساب المستخدم المسؤول عن تجديد الإقامة/],
    ['governmentRenewal', /المرحلة الثانية: دخول حساب المستخدم الرئيسي/],
  ])('%s is told as the stage that it is in the guide', async (service, stage) => {
    portal = await openPortal({
      address: `/services/${service}`,
      signedIn: null,
      answers: {},
      language: 'ar',
    });
    await portal.says(stage);
    expect(portal.text()).toContain('خطوات الخدمة');
  });

  it('of another kind of account say so instead of a button', async () => {
    await open('/services/delegates', PERSON);
    await portal.says('This service is not for the account you are signed in with');
    expect(links()).not.toContain('/organisation');
  });

  it('lead on for those whom they are for', async () => {
    await open('/services/delegates', { ...PERSON, role: 'mainUser' });
    await portal.says('How it works');
    expect(links()).toContain('/organisation');
  });
});
