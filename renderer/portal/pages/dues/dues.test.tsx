// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { PublicDue } from '../../../../contracts/portal-api/payments.ts';
import { Fils } from '../../../../contracts/money.ts';
import { ok, openPortal, PERSON, type ShownPortal } from '../../test-portal.tsx';
import { sampleFine, sampleViolation } from './sample-dues.ts';

let portal: ShownPortal;
afterEach(() => portal.close());

const tables = () => [...document.querySelectorAll('table')].map((table) => table.textContent ?? '');

describe('own dues', () => {
  const show = async (dues: unknown) => {
    portal = await openPortal({
      address: '/dues',
      signedIn: PERSON,
      answers: { 'GET /api/dues': ok({ dues }) },
    });
  };

  it('stand in the two groups with every field, reason and place to go', async () => {
    await show([
      sampleViolation(1, { dinars: 15 }),
      sampleViolation(2, { dinars: 150, reason: 'courtCase' }),
      { ...sampleFine(3), dependant: { ar: 'روزا ماي ألينان', en: 'ROSA MAE ALINAN' } },
    ]);
    await portal.says('Not payable online');
    const [online = '', elsewhere = ''] = tables();
    for (const field of [
      'Parking where it is prohibited',
      'Parked on the pavement',
      '2026',
      '2 November 2026',
      '08:40',
      'Fahad Al-Salem Street',
      '12/4821',
      'KD 15.000',
    ])
      expect(online).toContain(field);
    for (const part of [
      '24 August 2026',
      'Of ROSA MAE ALINAN, whom you sponsor',
      '45 days over',
      'KD 2.000 a day from day 1',
      'KD 4.000 a day from day 31',
      'KD 1,200.000 at most',
      'KD 120.000',
    ])
      expect(online).toContain(part);
    expect(elsewhere).toContain('The violation has gone to court.');
    expect(elsewhere).toContain('Go to the Traffic Investigations Department');
    expect(document.querySelectorAll('table:last-of-type input[type=checkbox]')).toHaveLength(2);
  });

  it('add up as they are ticked, and only those that no payment holds can be', async () => {
    await show([
      sampleViolation(1, { dinars: 15 }),
      sampleViolation(2, { dinars: 75, locked: true }),
      sampleFine(3),
    ]);
    await portal.says('Nothing chosen yet');
    expect(portal.text()).toContain('Being paid');
    await portal.press('Choose number 1500001, KD 15.000');
    await portal.says('Pay KD 15.000');
    await portal.press('Choose all');
    await portal.says('Pay KD 135.000');
    await portal.press('Choose number 2500003, KD 120.000');
    await portal.says('Pay KD 15.000');
    await portal.press('Choose all');
    await portal.press('Clear choice');
    await portal.says('Nothing chosen yet');
  });

  it('say so when there are none', async () => {
    await show([]);
    await portal.says('Anything new would appear here.');
  });
});

describe('the public inquiry', () => {
  const due = (number: string, standing: PublicDue['standing']): PublicDue => ({
    type: 'trafficViolation',
    number,
    year: 2026,
    amount: Fils.parse(30_000),
    standing,
  });
  const ask = async (number: string, dues: readonly PublicDue[]) => {
    portal = await openPortal({
      address: '/dues-inquiry',
      signedIn: null,
      answers: { 'POST /api/dues-inquiries': ok({ dues, total: 30_000 * dues.length }) },
    });
    await portal.says('Look up');
    await portal.type('Civil ID number or unified number', number);
    await portal.press('Look up');
  };

  it('shows the two groups and how to pay, and keeps the number out of every address', async () => {
    await ask('390010100028', [
      due('1500001', { payable: true }),
      due('1500002', { payable: false, reason: 'impoundedVehicle' }),
    ]);
    await portal.says('What we found');
    const [online = '', elsewhere = ''] = tables();
    expect(online).toContain('1500001'.slice(0, 4));
    expect(elsewhere).toContain('The vehicle has been impounded.');
    expect(portal.text()).toContain('To pay, sign in to your account');
    expect(portal.text()).toContain('KD 60.000');
    expect(portal.sent('POST /api/dues-inquiries')).toEqual([{ number: '390010100028' }]);
    expect(portal.calls.every(({ route }) => !route.includes('3900'))).toBe(true);
    expect(location.href + JSON.stringify(history.state)).not.toContain('390010100028');
  });

  it('takes Arabic digits, and sends nothing that is no number', async () => {
    await ask('١٢', []);
    await portal.says('Enter a civil ID number (12 digits) or a unified number.');
    expect(portal.calls).toEqual([]);
    await portal.type('Civil ID number or unified number', '٧٠٠١٠٠٠٢٨');
    await portal.press('Look up');
    await portal.says('No dues');
  });
});
