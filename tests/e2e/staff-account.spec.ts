import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TOTP, URI } from 'otpauth';
import { z } from 'zod';
import { Language } from '../../contracts/language.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import type { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { residentOf } from './renewer.ts';
import { PortalState } from './portal-state.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const USER_NAME = 'new.officer';
/** Keep the staff's policy `modern`: long, and among no common ones. */
const FIRST_PASSWORD = 'lantern-harbour-eight';
const SECOND_PASSWORD = 'mooring-beacon-twenty';
/** Seconds that a code is shown (RFC 6238). */
const STEP_S = 30;

const Printed = z.object({ ok: z.literal(true), value: z.unknown() });
const Enrolled = z.object({ setUpUrl: z.url(), authenticator: z.string() });

/** Administers staff at the command line, as `docs/developer/portal.md` says. */
function administer({ places }: Stand, act: string, ...rest: readonly string[]): unknown {
  const command = [
    'portal/staff.ts',
    act,
    '--config',
    places.portalConfig,
    '--user-name',
    USER_NAME,
    ...rest,
  ];
  return Printed.parse(JSON.parse(execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' })))
    .value;
}

/** The code that an authenticator shows so many steps from now. Each step is taken once, and one before and after the present. */
function codeOf(authenticator: string, steps: -1 | 0 | 1): string {
  const totp = URI.parse(authenticator);
  if (!(totp instanceof TOTP)) throw new Error('no TOTP');
  return totp.generate({ timestamp: Date.now() + steps * STEP_S * 1_000 });
}

async function typePassword(visitor: Visitor, password: string, code: string): Promise<void> {
  await visitor.fill('account.newPassword', password);
  await visitor.fill('account.passwordAgain', password);
  await visitor.fill('staff.code', code);
}

for (const language of Language.options)
  test(`staff, ${language}: enrolled at the command line, set up by the link once, password changed, suspended`, async ({
    machine,
    browser,
  }) => {
    const { stand } = machine;
    const enrolled = administer(
      stand,
      'enrol',
      ...['--role', 'residencyOfficer', '--civil-id', residentOf('lecturer-ready').civilId],
      ...['--name-ar', 'الضابط الجديد', '--name-en', 'New officer'],
    );
    const { setUpUrl, authenticator } = Enrolled.parse(enrolled);
    const member = await new PortalState(browser, stand, language).visitor();
    const { page } = member;

    await page.goto(setUpUrl);
    await member.see('staff.setUpTitle');
    expect(page.url()).not.toContain('#');
    await typePassword(member, 'short', codeOf(authenticator, -1));
    await member.press('staff.setUp');
    await expect(page.getByText(member.text('reason.passwordTooShort')).first()).toBeVisible();
    await typePassword(member, FIRST_PASSWORD, '000000');
    await member.press('staff.setUp');
    await expect(page.getByText(member.text('reason.codeWrong')).first()).toBeVisible();
    await typePassword(member, FIRST_PASSWORD, codeOf(authenticator, -1));
    await member.press('staff.setUp');
    await member.see('staff.setUpDoneTitle');

    // The link is used up.
    await page.goto('about:blank');
    await page.goto(setUpUrl);
    await typePassword(member, SECOND_PASSWORD, codeOf(authenticator, 0));
    await member.press('staff.setUp');
    await expect(page.getByText(member.text('staff.linkAnew'))).toBeVisible();

    await member.go('/staff');
    await member.fill('staff.userName', USER_NAME);
    await member.fill('staff.password', FIRST_PASSWORD);
    await member.fill('staff.code', codeOf(authenticator, 0));
    await member.press('staff.signIn');
    await member.see('review.title');
    await member.speak();

    await member.follow('nav.staffPassword');
    await member.see('staff.passwordTitle');
    await member.fill('staff.presentPassword', FIRST_PASSWORD);
    await typePassword(member, SECOND_PASSWORD, codeOf(authenticator, 1));
    await member.press('account.setPassword');
    await member.see('staff.passwordChangedTitle');
    await page
      .locator('main')
      .getByRole('link', { name: member.text('nav.review') })
      .click();
    await member.see('review.title');

    // Suspended, the member is signed out at once.
    administer(stand, 'suspend');
    await member.go('/desk');
    await member.see('staff.title');
  });
