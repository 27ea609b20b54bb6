// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import type { PassportView } from '../../../../contracts/portal-api/passports.ts';
import { IsoDate } from '../../../../contracts/calendar.ts';
import { PassportId } from '../../../../contracts/portal-api/passports.ts';
import { ok, openPortal, PERSON, type ShownPortal } from '../../test-portal.tsx';

let portal: ShownPortal;
afterEach(() => portal.close());

const passport = (order: number, other: Partial<PassportView>): PassportView => ({
  passportId: PassportId.parse(`0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a000${order}`),
  name: { ar: `شخص ${order}`, en: `PERSON ${order}` },
  relation: 'spouse',
  latinName: `PERSON ${order}`,
  numberMasked: '••••••821',
  issuedOn: IsoDate.parse('2021-03-01'),
  expiresOn: IsoDate.parse('2031-02-28'),
  placeOfIssue: 'MUMBAI',
  status: 'valid',
  daysLeft: 1554,
  ...other,
});

const open = async (passports: readonly PassportView[]) => {
  portal = await openPortal({
    address: '/passports',
    signedIn: PERSON,
    answers: {
      'GET /api/passports': ok({ passports }),
      'POST /api/passports/0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001/revelation': ok({ number: 'P1234821' }),
    },
  });
};
const REVEAL = 'POST /api/passports/0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001/revelation';

it('keeps numbers masked until one is asked for, and hides it again', async () => {
  await open([passport(1, {}), passport(2, { status: 'replaced' })]);
  await portal.says('PERSON 1');
  expect(portal.text()).not.toContain('P1234821');
  expect(portal.sent(REVEAL)).toEqual([]);
  await portal.press('Show the passport number of PERSON 1');
  await portal.says(/P\s*1234821/);
  expect(portal.sent(REVEAL)).toHaveLength(1);
  await portal.press('Hide the passport number of PERSON 1');
  await vi.waitFor(() => expect(portal.text()).not.toContain('1234821'));
});

it('tells the time left and the status, and leads to a transfer', async () => {
  await open([
    passport(1, { status: 'expiresSoon', daysLeft: 40 }),
    passport(3, { status: 'expired', daysLeft: -1 }),
    passport(2, { status: 'replaced', daysLeft: 500 }),
  ]);
  await portal.says('40 days');
  expect(portal.text()).toContain('Expires soon');
  expect(portal.text()).toContain('Expired 1 day ago');
  expect(portal.text()).toContain('Earlier passports');
  expect(portal.text()).not.toContain('500 days');
  expect(document.querySelector('a[href="/cases/begin/passportTransfer"]')).not.toBeNull();
});

it('says so when there are none', async () => {
  await open([]);
  await portal.says('No passports on record');
});
