import type { Browser } from '@playwright/test';
import { CASE_DOCUMENTS } from '../../contracts/case.ts';
import type { Language } from '../../contracts/language.ts';
import type { OrganisationType } from '../../contracts/organisation.ts';
import {
  CONCERNED_PERSONS,
  DEMO_DELEGATES,
  DEMO_ORGANISATIONS,
  type RegisteredPerson,
} from '../../simulators/demo/organisations.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import { Visitor } from './applicant.ts';
import { expect } from './machine.ts';

const CASE_OF = { company: 'companyAccount', government: 'governmentAccount' } as const;

const emailOf = ({ civilId }: RegisteredPerson) => `${civilId}@example.com`;

/** The first organisation of a type, and the person concerned who becomes its main user. */
function organisationOf(type: OrganisationType) {
  const index = DEMO_ORGANISATIONS.findIndex((one) => one.type === type);
  const [organisation, mainUser] = [DEMO_ORGANISATIONS[index], CONCERNED_PERSONS[index]];
  if (!organisation || !mainUser) throw new Error(`the demonstration has no ${type}`);
  return { organisation, mainUser };
}

/** Stage 1 (طلب الحصول على رمز مستخدم): fills in and submits the application; returns its number. */
export async function askForAccount(applicant: Visitor, type: OrganisationType): Promise<string> {
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
  const kinds = CASE_DOCUMENTS[caseType];
  for (const [index, kind] of kinds.entries()) {
    const name = applicant.text(`case.document.${kind}.name`);
    await applicant.upload(kinds.length > 2 ? `${index + 1}. ${name}` : name);
  }
  await applicant.press('apply.saveAndGoOn');

  await applicant.see('case.topic.check.title');
  await applicant.page.getByRole('checkbox').check();
  await applicant.press('case.submit');
  await applicant.see('submitted.title');
  return caseId;
}

/** Stage 2 (تفعيل حساب المستخدم الرئيسي): the main user authorises `person` for the first company or entity. */
export async function authorise(
  mainUser: Visitor,
  type: OrganisationType,
  person: RegisteredPerson,
  language: Language,
): Promise<void> {
  const [company] = organisationOf(type).organisation.companies;
  if (!company) throw new Error('the organisation has nothing to renew for');
  await mainUser.go('/organisation/delegates/new');
  await mainUser.fill('organisation.civilId', person.civilId);
  await mainUser.fill('organisation.email', emailOf(person));
  await mainUser.press(`organisation.show.${type}`);
  await mainUser.page
    .getByRole('button', { name: `${mainUser.text('organisation.add')} ${company.name[language]}` })
    .click();
  await mainUser.press(`organisation.confirm.${type}`);
  await mainUser.press('organisation.create');
  await expect(mainUser.page.getByText(mainUser.text('organisation.createdTitle'))).toBeVisible();
  await expect(
    mainUser.page.getByText(mainUser.text('organisation.meaning.awaitingActivation')),
  ).toBeVisible();
}

/** The users of an organisation, each signed in in a browser of their own. */
export interface OrganisationUsers {
  readonly mainUser: Visitor;
  readonly delegates: readonly [Visitor, Visitor];
}

/**
 * Stages 1 to 3 of the guide up to the delegates' signing in, as one walk: application, officer, activation of the main user, two
 * delegates and their activation. What the delegates then do goes on from what this returns.
 */
export async function walkToDelegates(
  browser: Browser,
  stand: Stand,
  type: OrganisationType,
  language: Language,
): Promise<OrganisationUsers> {
  const applicant = await Visitor.open(browser, stand, language);
  await applicant.join('apply-renewal');
  const caseId = await askForAccount(applicant, type);
  await applicant.go(`/cases/${caseId}`);
  await expect(applicant.page.getByText(applicant.text('case.next.submitted.title'))).toBeVisible();

  const officer = await Visitor.open(browser, stand, language);
  await officer.signInAsOfficer('accountsOfficer');
  await officer.approveCase(caseId);
  await applicant.go(`/cases/${caseId}`);
  await expect(applicant.page.getByText(applicant.text('case.next.approved.title'))).toBeVisible();

  const concerned = organisationOf(type).mainUser;
  const mainUser = await Visitor.open(browser, stand, language);
  await mainUser.activate(emailOf(concerned));
  await mainUser.signInAsUser(concerned.civilId);

  const signInDelegate = async (person: RegisteredPerson | undefined): Promise<Visitor> => {
    if (!person) throw new Error('the demonstration has no such delegate');
    await authorise(mainUser, type, person, language);
    const delegate = await Visitor.open(browser, stand, language);
    await delegate.activate(emailOf(person));
    await delegate.signInAsUser(person.civilId);
    return delegate;
  };
  const [first, second] = DEMO_DELEGATES;
  const delegates = [await signInDelegate(first), await signInDelegate(second)] as const;

  await mainUser.go('/organisation');
  await expect(
    mainUser.page.locator('tbody').getByText(mainUser.text('organisation.status.active'), { exact: true }),
  ).toHaveCount(2);
  return { mainUser, delegates };
}
