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
