import { Language } from '../../contracts/language.ts';
import { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import {
  beginRenewal,
  chooseLength,
  goToBasket,
  payBasket,
  residentOf,
  rowOf,
  seeMet,
  stepOf,
} from './renewer.ts';
import { attach, beginFromRenewal, seeWaiting, submit } from './side-requests.ts';

const SPONSOR = 'apply-renewal';
const SPONSOR_EMAIL = `${SPONSOR}@example.com`;
const GARDENER = residentOf('gardener-name-differs');
const ON_RECORD = 'RAM PRASAD SAGARA';
const IN_PASSPORT = { given: 'RAM PRASAD', family: 'SAGHARA' };
const MISSPELT = 'SAGHRA';

/** What the officer writes; the applicant reads it as it was written. */
const REASON = {
  ar: 'اسم العائلة في صفحة الجواز هو SAGHARA، فصححه ثم قدّم الطلب من جديد.',
  en: 'The family name on the passport page is SAGHARA. Correct it and submit again.',
} as const;

/** The two names as the step shows them: on record, and in the passport. */
function namesOf(renewer: Visitor) {
  return stepOf(renewer, 'passport').locator('.names dd');
}

/** Fills in the requested name and goes on. */
async function askForName(renewer: Visitor, family: string): Promise<void> {
  await renewer.see('case.topic.latinName.title');
  await expect(renewer.page.getByText(ON_RECORD, { exact: true })).toBeVisible();
  await renewer.fill('case.field.requestedGivenName.label', IN_PASSPORT.given);
  await renewer.fill('case.field.requestedFamilyName.label', family);
  await renewer.press('apply.saveAndGoOn');
}

for (const language of Language.options)
  test(`a Latin name is amended while a residency is renewed, ${language}: asked, returned, corrected, approved, resumed`, async ({
    stand,
    browser,
  }) => {
    const { mailbox } = stand.neighbours();
    let read = 0;
    /** The sponsor's next mail, in the order in which they come. */
    const nextMail = async () => {
      const mail = await mailbox.waitForMail({ to: SPONSOR_EMAIL, after: read });
      read = mail.n;
      return mail;
    };
    const sponsor = await Visitor.open(browser, stand, language);
    const { page } = sponsor;
    await sponsor.join(SPONSOR);
    await nextMail();
    await sponsor.go('/residency');
    const renewal = await beginRenewal(sponsor, GARDENER.civilId);
    await expect(namesOf(sponsor)).toHaveText([ON_RECORD, `${IN_PASSPORT.given} ${IN_PASSPORT.family}`]);

    // Ticked all the same, the portal says that they differ, and what can be done.
    await page.getByLabel(sponsor.text('renewal.nameMatches'), { exact: true }).check();
    await page.getByLabel(sponsor.text('renewal.acceptTerms'), { exact: true }).check();
    await chooseLength(sponsor, 12);
    const step = stepOf(sponsor, 'passport');
    await expect(step.getByText(sponsor.text('renewal.fault.nameDiffers.title'))).toBeVisible();
    await expect(step.getByText(sponsor.text('renewal.fault.nameDiffers.next'))).toBeVisible();

    const caseId = await beginFromRenewal(sponsor, 'latinNameAmendment');
    // The one letter that no passport has.
    await sponsor.see('case.topic.latinName.title');
    await sponsor.fill('case.field.requestedGivenName.label', IN_PASSPORT.given);
    await sponsor.fill('case.field.requestedFamilyName.label', 'SAGHARA2');
    await sponsor.press('apply.saveAndGoOn');
    await expect(page.getByText(sponsor.text('reason.case.latinName')).first()).toBeVisible();
    await askForName(sponsor, MISSPELT);
    await attach(sponsor, ['passportPage']);
    await sponsor.see('case.topic.check.title');
    await submit(sponsor);
    expect((await nextMail()).text).toContain(caseId);
    await sponsor.go(renewal);
    await seeWaiting(sponsor, caseId, 'nameUnderAmendment');

    const first = await Visitor.open(browser, stand, language);
    await first.signInAsOfficer('residencyOfficer', 0);
    await first.go(`/desk/${caseId}`);
    await first.page.locator('.picture img').waitFor();
    await first.returnCase(caseId, REASON[language]);

    const returned = await nextMail();
    expect(returned.text).toContain(REASON[language]);
    expect(returned.text).toContain(caseId);
    await page.goto(returned.links.find((link) => link.includes(caseId)) ?? '');
    await expect(page.getByText(sponsor.text('case.next.returned.title'))).toBeVisible();
    await expect(page.getByText(REASON[language]).first()).toBeVisible();
    // Still waiting, so nothing of the renewal is lost.
    await sponsor.go(renewal);
    await seeWaiting(sponsor, caseId, 'nameUnderAmendment');
    await sponsor.go(`/cases/${caseId}/apply/latinName`);
    await askForName(sponsor, IN_PASSPORT.family);
    await submit(sponsor);
    expect((await nextMail()).text).toContain(caseId);

    const second = await Visitor.open(browser, stand, language);
    await second.signInAsOfficer('residencyOfficer', 1);
    await second.approveCase(caseId);
    const approved = await nextMail();
    expect(approved.text).toContain(caseId);
    await sponsor.go(`/cases/${caseId}`);
    await expect(page.getByText(sponsor.text('case.approved.latinNameAmendment'))).toBeVisible();

    // Nobody touched the renewal: it can be paid.
    await sponsor.go(renewal);
    const amended = `${IN_PASSPORT.given} ${IN_PASSPORT.family}`;
    await expect(namesOf(sponsor)).toHaveText([amended, amended]);
    await seeMet(sponsor, 'passport');
    await expect(page.getByText(sponsor.text('renewal.canBePaid'))).toBeVisible();
    await goToBasket(sponsor);
    await expect(rowOf(sponsor, GARDENER.civilId).getByRole('checkbox')).toBeChecked();
    await payBasket(sponsor);
    await sponsor.go(renewal);
    await expect(page.getByText(sponsor.text('renewal.paidTitle'))).toBeVisible();
  });
