import { addDays, addYears, type IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import { Language } from '../../contracts/language.ts';
import { MRZ_AGREES } from '../../portal/texts/case-texts.ts';
import { mrzCheckDigit } from '../../simulators/civil-id-card/mrz.ts';
import { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import {
  beginRenewal,
  chooseLength,
  confirmNameAndTerms,
  goToBasket,
  residentOf,
  rowOf,
  stepOf,
} from './renewer.ts';
import { attach, beginFromRenewal, seeWaiting, submit } from './side-requests.ts';

const SPONSOR = 'apply-renewal';
const NANNY = residentOf('nanny-no-passport');
const NUMBER = 'BN0745812';
/** One digit of {@link NUMBER} mistyped. */
const WRONG_NUMBER = 'BN0745813';
const PARTS_OF_THE_ZONE = 8;

const short = (date: string) => date.slice(2).replaceAll('-', '');

/** Both lines of the nanny's new passport (ICAO 9303-4, TD3), right in every digit. */
function zoneOf(expiresOn: IsoDate, number = NUMBER): readonly [string, string] {
  const { civilId, nameLatin, nationality, sex } = NANNY;
  const checked = (text: string) => text + mrzCheckDigit(text);
  const { given, family } = nameLatin;
  const first = `P<${nationality}${family}<<${given.replace(' ', '<')}`.padEnd(44, '<');
  const start = checked(number);
  const birth = checked(civilId.slice(1, 7));
  const rest = checked(short(expiresOn)) + checked('<'.repeat(14));
  return [first, `${start}${nationality}${birth}${sex}${rest}${mrzCheckDigit(start + birth + rest)}`];
}

/** Types a date into its three fields. */
async function fillDate(
  { page }: Visitor,
  label: string,
  date: IsoDate,
  parts: readonly [day: string, month: string, year: string],
): Promise<void> {
  const group = page.getByRole('group', { name: label, exact: true });
  const [year = '', month = '', day = ''] = date.split('-');
  for (const [index, value] of [String(Number(day)), String(Number(month)), year].entries())
    await group.getByLabel(parts[index] ?? '', { exact: true }).fill(value);
}

/** Pastes both lines and goes on. */
async function pasteZone(sponsor: Visitor, lines: readonly string[]): Promise<void> {
  await sponsor.fill('case.field.mrz.label', lines.join('\n'));
  await sponsor.press('apply.saveAndGoOn');
}

for (const language of Language.options)
  test(`passport information is transferred while a residency is renewed, ${language}: checked digit by digit, approved, resumed`, async ({
    stand,
    browser,
  }) => {
    const today = kuwaitDate(Date.now());
    const [issuedOn, expiresOn] = [addDays(today, -30), addYears(addDays(today, -30), 5)];
    const sponsor = await Visitor.open(browser, stand, language);
    const { page } = sponsor;
    await sponsor.join(SPONSOR);
    await sponsor.go('/residency');
    const renewal = await beginRenewal(sponsor, NANNY.civilId);
    await expect(
      stepOf(sponsor, 'passport').getByText(sponsor.text('renewal.fault.noPassport.title')),
    ).toBeVisible();

    const caseId = await beginFromRenewal(sponsor, 'passportTransfer');
    await sponsor.see('case.topic.passport.title');
    const words = [sponsor.text('form.day'), sponsor.text('form.month'), sponsor.text('form.year')] as const;
    await sponsor.fill('case.field.passportNumber.label', NUMBER);
    await fillDate(sponsor, sponsor.text('case.field.issuedOn.label'), issuedOn, words);
    await fillDate(sponsor, sponsor.text('case.field.expiresOn.label'), expiresOn, words);
    await sponsor.fill('case.field.placeOfIssue.label', 'DHAKA');
    await sponsor.press('apply.saveAndGoOn');

    await sponsor.see('case.topic.zone.title');
    const [first, second] = zoneOf(expiresOn);
    const parts = page.locator('.zone-parts > li');
    const told = (key: Parameters<Visitor['text']>[0]) => parts.filter({ hasText: sponsor.text(key) });
    await pasteZone(sponsor, [first, second.slice(1)]);
    await expect(page.getByText(sponsor.text('reason.case.mrzShape')).first()).toBeVisible();
    await expect(parts).toHaveCount(0);

    await pasteZone(sponsor, [first, second.replace(NUMBER, WRONG_NUMBER)]);
    await expect(told('reason.case.mrzCheckDigit.documentNumber')).toHaveCount(1);
    await expect(told('case.zone.notCompared')).toHaveCount(PARTS_OF_THE_ZONE - 1);
    const twoWrong = second.replace(NUMBER, WRONG_NUMBER).replace(short(expiresOn), short(issuedOn));
    await pasteZone(sponsor, [first, twoWrong]);
    await expect(told('reason.case.mrzCheckDigit.expiryDate')).toHaveCount(1);
    await expect(told('reason.case.mrzCheckDigit.documentNumber')).toHaveCount(1);

    // Right in itself, but of another passport.
    await pasteZone(sponsor, zoneOf(expiresOn, WRONG_NUMBER));
    await expect(told('reason.case.mrzDisagrees.documentNumber')).toHaveCount(1);
    await expect(told('case.zone.right')).toHaveCount(PARTS_OF_THE_ZONE - 1);
    await pasteZone(sponsor, [first, second]);
    await sponsor.see('case.topic.documents.title');
    await sponsor.go(`/cases/${caseId}/apply/zone`);
    await expect(told('case.zone.right')).toHaveCount(PARTS_OF_THE_ZONE);

    await sponsor.press('apply.saveAndGoOn');
    await attach(sponsor, ['oldPassport', 'newPassport']);
    await sponsor.see('case.topic.check.title');
    await submit(sponsor);
    await sponsor.go(renewal);
    await seeWaiting(sponsor, caseId, 'passportUnderTransfer');

    const officer = await Visitor.open(browser, stand, language);
    await officer.signInAsOfficer('residencyOfficer');
    await officer.go(`/desk/${caseId}`);
    await expect(officer.page.getByText(MRZ_AGREES[language])).toBeVisible();
    await officer.page.locator('.picture img').waitFor();
    await officer.approveCase(caseId);

    // The renewal goes on by itself: the passport is there to compare with, and to limit the length.
    await sponsor.go(renewal);
    await expect(
      stepOf(sponsor, 'passport').getByText(sponsor.text('renewal.fault.nameNotConfirmed.title')),
    ).toBeVisible();
    await confirmNameAndTerms(sponsor);
    await chooseLength(sponsor, 12);
    await expect(page.getByText(sponsor.text('renewal.canBePaid'))).toBeVisible();
    await goToBasket(sponsor);
    await expect(rowOf(sponsor, NANNY.civilId).getByRole('checkbox')).toBeChecked();
  });
