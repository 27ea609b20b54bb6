import { addDays, addYears, kuwaitDate } from '../../contracts/calendar.ts';
import { Language } from '../../contracts/language.ts';
import type { PersonName } from '../../contracts/person.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import type { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { ask, decideCase, fileCase, PortalState } from './portal-state.ts';
import { residentOf } from './renewer.ts';

const SPONSOR = 'apply-renewal';
const COOK = residentOf('cook-dues');
const COOK_DAYS_LEFT = 480;
const GUARD = residentOf('guard-passport-expired');
const GUARD_NEW_NUMBER = 'PK8841207';
const NANNY = residentOf('nanny-no-passport');
/** Everybody whom the sponsor sponsors and who has a passport, and the sponsor. */
const PASSPORTS = 7;

/** Number of a passport of the demonstration's register. */
const numberOf = (civilId: string) => `P${civilId.slice(-7)}`;

interface Named {
  readonly nameArabic: PersonName;
  readonly nameLatin: PersonName;
}

function nameIn(language: Language, { nameArabic, nameLatin }: Named): string {
  const { given, family } = language === 'ar' ? nameArabic : nameLatin;
  return `${given} ${family}`;
}

/** The card of a person's passport in the part of the page under this heading. */
function cardOf(visitor: Visitor, person: Named, part: 'passport.currentTitle' | 'passport.replacedTitle') {
  const { page, language } = visitor;
  return page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: visitor.text(part) }) })
    .locator('.card')
    .filter({ hasText: nameIn(language, person) });
}

for (const language of Language.options)
  test(`passport information, ${language}: own and sponsored, masked until asked for, on the trail; an old passport stays on record`, async ({
    stand,
    browser,
  }) => {
    const today = kuwaitDate(Date.now());
    const state = new PortalState(browser, stand, language);
    const sponsor = await state.individual(SPONSOR);
    const { page } = sponsor;
    const self = DEMO_PEOPLE.find(({ card }) => card === SPONSOR);
    if (!self) throw new Error('the demonstration has no such sponsor');

    await sponsor.go('/passports');
    await sponsor.see('passport.title');
    await expect(page.locator('.card')).toHaveCount(PASSPORTS);
    await expect(cardOf(sponsor, self, 'passport.currentTitle')).toContainText(
      sponsor.text('residency.relation.self'),
    );
    await expect(cardOf(sponsor, NANNY, 'passport.currentTitle')).toHaveCount(0);
    await expect(cardOf(sponsor, GUARD, 'passport.currentTitle')).toContainText(
      sponsor.text('passport.status.expired'),
    );

    const cook = cardOf(sponsor, COOK, 'passport.currentTitle');
    const expiresOn = addDays(today, COOK_DAYS_LEFT);
    for (const shown of [
      nameIn('en', COOK),
      sponsor.text('passport.status.valid'),
      formatDate(expiresOn, language),
      formatDate(addYears(expiresOn, -5), language),
      sponsor.text('passport.daysLeft', { count: COOK_DAYS_LEFT }),
    ])
      await expect(cook).toContainText(shown);

    const number = numberOf(COOK.civilId);
    const name = nameIn(language, COOK);
    const seen = cook.locator('.passport-number').getByRole('status');
    await expect(seen).toHaveText(`•••••${number.slice(-3)}`);
    expect(await page.content()).not.toContain(number);
    const auditor = await state.staff('auditor');
    const revealed = async () =>
      (await ask(auditor, 'auditEntries', { query: { action: 'passportRevealed' } })).entries;
    expect(await revealed()).toEqual([]);

    await cook
      .getByRole('button', { name: sponsor.text('passport.revealOf', { name }), exact: true })
      .click();
    await expect(seen).toHaveText(number);
    const [entry, ...others] = await revealed();
    expect(others).toEqual([]);
    expect(entry?.subject).toContain(COOK.civilId.slice(-4));
    expect(JSON.stringify(entry)).not.toContain(number);
    await cook.getByRole('button', { name: sponsor.text('passport.hideOf', { name }), exact: true }).click();
    await expect(seen).toHaveText(`•••••${number.slice(-3)}`);

    // A new passport takes the place of an old one, which stays on record.
    const filed = await fileCase(sponsor, {
      type: 'passportTransfer',
      subjectCivilId: GUARD.civilId,
      passportNumber: GUARD_NEW_NUMBER,
      issuedOn: addDays(today, -7),
      expiresOn: addYears(today, 9),
      placeOfIssue: 'KARACHI',
      mrz: null,
    });
    await decideCase(await state.staff('residencyOfficer'), filed.caseId, { decision: 'approve' });
    await page.reload();
    const renewed = cardOf(sponsor, GUARD, 'passport.currentTitle');
    await expect(renewed).toContainText(sponsor.text('passport.status.valid'));
    await expect(renewed).toContainText(GUARD_NEW_NUMBER.slice(-3));
    const old = cardOf(sponsor, GUARD, 'passport.replacedTitle');
    await expect(old).toContainText(sponsor.text('passport.status.replaced'));
    await expect(old).toContainText(numberOf(GUARD.civilId).slice(-3));
  });
