import type { Browser } from '@playwright/test';
import { CASE_DOCUMENTS } from '../../contracts/case.ts';
import type { SeedOrganisation } from '../../contracts/demo-seed.ts';
import type { Language } from '../../contracts/language.ts';
import type { OrganisationType } from '../../contracts/organisation.ts';
import type { DelegateStatus } from '../../contracts/portal-api/organisations.ts';
import { CASE_SHEET_TITLES } from '../../portal/texts/case-sheet-texts.ts';
import {
  CONCERNED_PERSONS,
  DEMO_DELEGATES,
  DEMO_ORGANISATIONS,
  type RegisteredPerson,
} from '../../simulators/demo/organisations.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { missingWords, readPdf } from './pdf.ts';
import { rowOf } from './renewer.ts';

/** Only a walk that fails waits so long: it has five people and thirty pages. */
export const WALK_TIMEOUT_MS = 480_000;

const CASE_OF = { company: 'companyAccount', government: 'governmentAccount' } as const;

/** Where the mails to a person of the demonstration go. */
export const emailOf = ({ civilId }: RegisteredPerson) => `${civilId}@example.com`;

/** Why the officer returns the application: its first document cannot be read. */
const RETURNED_BECAUSE = {
  company: 'رخصة الشركة غير واضحة. أرفق صورة أوضح.',
  government: 'الكتاب الرسمي غير واضح. أرفق صورة أوضح.',
} as const satisfies Record<OrganisationType, string>;

/** A company or entity that residencies are renewed for. */
export type Company = SeedOrganisation['companies'][number];

/** The first organisation of a type, and the person concerned who becomes its main user. */
export function organisationOf(type: OrganisationType) {
  const index = DEMO_ORGANISATIONS.findIndex((one) => one.type === type);
  const [organisation, mainUser] = [DEMO_ORGANISATIONS[index], CONCERNED_PERSONS[index]];
  if (!organisation || !mainUser) throw new Error(`the demonstration has no ${type}`);
  return { organisation, mainUser };
}

/** Which companies or entities each delegate is authorised for, by their place in the demonstration. */
const GRANTED = {
  company: [
    [0, 2],
    [1, 2],
  ],
  government: [[0], [1]],
} as const satisfies Record<OrganisationType, unknown>;

/** The companies or entities granted to the first or second delegate. */
export function grantedTo(type: OrganisationType, delegate: 0 | 1): readonly Company[] {
  const places: readonly number[] = GRANTED[type][delegate];
  return organisationOf(type).organisation.companies.filter((_company, index) => places.includes(index));
}

/** The label of a document to attach: numbered as in the guide where there are several. */
function documentLabel(applicant: Visitor, type: OrganisationType, index: number): string {
  const kinds = CASE_DOCUMENTS[CASE_OF[type]];
  const kind = kinds[index];
  if (!kind) throw new Error(`${type} has no document ${index}`);
  const name = applicant.text(`case.document.${kind}.name`);
  return kinds.length > 2 ? `${index + 1}. ${name}` : name;
}

/** The two forms (إقرار وتعهد, كتاب طلب رمز المستخدم) come filled in with what was typed, under the guide's names. */
async function expectForms(applicant: Visitor, caseId: string): Promise<void> {
  const { organisation, mainUser } = organisationOf('company');
  for (const sheet of ['declaration', 'userCodeRequestLetter'] as const) {
    const coming = applicant.page.waitForEvent('download');
    await applicant.follow(`case.sheets.${sheet}`);
    const text = readPdf(await (await coming).path());
    for (const { ar, en } of [CASE_SHEET_TITLES[sheet], organisation.name]) {
      expect(text).toContain(en);
      expect(missingWords(text, ar)).toEqual([]);
    }
    for (const filledIn of [organisation.unifiedNumber, mainUser.civilId, emailOf(mainUser), caseId])
      expect(text).toContain(filledIn);
  }
}

/** Ticks the declaration and submits a case from its last page. */
async function submit(applicant: Visitor): Promise<void> {
  await applicant.see('case.topic.check.title');
  await applicant.page.getByRole('checkbox').check();
  await applicant.press('case.submit');
  await applicant.see('submitted.title');
}

/** Stage 1 (طلب الحصول على رمز مستخدم): fills in and submits the application; returns its number. */
async function askForAccount(applicant: Visitor, type: OrganisationType): Promise<string> {
  const { organisation, mainUser } = organisationOf(type);
  const caseType = CASE_OF[type];
  await applicant.go(`/services/${caseType}`);
  await applicant.follow('service.start');
  await applicant.press('service.begin');
  await applicant.see(type === 'company' ? 'case.topic.organisation.title' : 'case.topic.entity.title');
  const [, caseId = ''] = /cases\/([^/]+)/.exec(applicant.page.url()) ?? [];
  await applicant.fill('case.field.unifiedNumber.label', organisation.unifiedNumber);
  await applicant.fill('case.field.concernedCivilId.label', mainUser.civilId);
  await applicant.fill('case.field.email.label', emailOf(mainUser));
  await applicant.press('apply.saveAndGoOn');

  await applicant.see('case.topic.documents.title');
  if (type === 'company') await expectForms(applicant, caseId);
  for (const index of CASE_DOCUMENTS[caseType].keys())
    await applicant.upload(documentLabel(applicant, type, index));
  await applicant.press('apply.saveAndGoOn');
  await submit(applicant);
  return caseId;
}

/** Reads why the case came back, attaches the first document anew, and submits again. */
async function correct(applicant: Visitor, type: OrganisationType, caseId: string): Promise<void> {
  await applicant.go(`/cases/${caseId}`);
  await expect(applicant.page.getByText(applicant.text('case.next.returned.title'))).toBeVisible();
  await expect(applicant.page.getByText(RETURNED_BECAUSE[type]).first()).toBeVisible();
  await applicant.go(`/cases/${caseId}/apply/documents`);
  await applicant.upload(documentLabel(applicant, type, 0));
  await applicant.press('apply.saveAndGoOn');
  await submit(applicant);
}

/** Stage 2 (تفعيل حساب المستخدم الرئيسي): the main user authorises `person` for `companies` (إظهار الشركات، إضافة). */
async function authorise(
  mainUser: Visitor,
  type: OrganisationType,
  person: RegisteredPerson,
  companies: readonly Company[],
): Promise<void> {
  await mainUser.go('/organisation/delegates/new');
  await mainUser.fill('organisation.civilId', person.civilId);
  await mainUser.fill('organisation.email', emailOf(person));
  await mainUser.press(`organisation.show.${type}`);
  for (const { name } of companies)
    await mainUser.page
      .getByRole('button', { name: mainUser.text('organisation.addOf', { name: name[mainUser.language] }) })
      .click();
  await mainUser.press(`organisation.confirm.${type}`);
  await mainUser.press('organisation.create');
  await expect(mainUser.page.getByText(mainUser.text('organisation.createdTitle'))).toBeVisible();
  await expect(
    mainUser.page.getByText(mainUser.text('organisation.meaning.awaitingActivation')),
  ).toBeVisible();
}

/** Whether the main user's list says of `person` that their account stands so. */
export async function expectStatus(
  mainUser: Visitor,
  person: RegisteredPerson,
  status: DelegateStatus,
): Promise<void> {
  await mainUser.go('/organisation');
  const text = mainUser.text(`organisation.status.${status}`);
  await expect(rowOf(mainUser, person.civilId).getByText(text, { exact: true })).toBeVisible();
}

/** The two delegates of the walk, who are people of the demonstration. */
export const DELEGATES = ((): readonly [RegisteredPerson, RegisteredPerson] => {
  const [first, second] = DEMO_DELEGATES;
  if (!first || !second) throw new Error('the demonstration lacks delegates');
  return [first, second];
})();

/** The users of an organisation, each signed in in a browser of their own. */
export interface OrganisationUsers {
  readonly mainUser: Visitor;
  readonly delegates: readonly [Visitor, Visitor];
}

/**
 * Stages 1 to 3 of the guide up to the delegates' signing in, as one walk: application with its forms, returned by the officer,
 * corrected and approved; activation of the main user; two delegates and their activation. Until a link is used its account
 * stands at إيقاف. What the delegates then do goes on from what this returns.
 */
export async function walkToDelegates(
  browser: Browser,
  stand: Stand,
  type: OrganisationType,
  language: Language,
): Promise<OrganisationUsers> {
  const concerned = organisationOf(type).mainUser;
  const open = () => Visitor.open(browser, stand, language);
  const applicant = await open();
  const officer = await open();
  const mainUser = await open();

  const caseId = await test.step('stage 1: the user code is applied for', async () => {
    await applicant.join('apply-renewal');
    const filed = await askForAccount(applicant, type);
    await applicant.go(`/cases/${filed}`);
    await expect(applicant.page.getByText(applicant.text('case.next.submitted.title'))).toBeVisible();
    return filed;
  });
  await test.step('stage 1: an officer returns it with a reason; corrected, it is approved', async () => {
    await officer.signInAsOfficer('accountsOfficer');
    await officer.returnCase(caseId, RETURNED_BECAUSE[type]);
    await correct(applicant, type, caseId);
    await officer.approveCase(caseId);
    await applicant.go(`/cases/${caseId}`);
    await expect(applicant.page.getByText(applicant.text(`case.approved.${CASE_OF[type]}`))).toBeVisible();
  });
  await test.step('stage 2: the main user follows the link, sets the password and signs in', async () => {
    await mainUser.cannotSignInAsUser(concerned.civilId);
    await mainUser.activate(emailOf(concerned));
    await mainUser.signInAsUser(concerned.civilId);
  });

  const signInDelegate = (index: 0 | 1): Promise<Visitor> =>
    test.step(`stage 2: delegate ${index + 1} is authorised, and stands at إيقاف until activated`, async () => {
      const person = DELEGATES[index];
      await authorise(mainUser, type, person, grantedTo(type, index));
      await expectStatus(mainUser, person, 'awaitingActivation');
      await expect(rowOf(mainUser, person.civilId)).toContainText(mainUser.text('organisation.nameLater'));
      const delegate = await open();
      await delegate.cannotSignInAsUser(person.civilId);
      await delegate.activate(emailOf(person));
      await delegate.signInAsUser(person.civilId);
      await expectStatus(mainUser, person, 'active');
      return delegate;
    });
  const delegates = [await signInDelegate(0), await signInDelegate(1)] as const;
  return { mainUser, delegates };
}
