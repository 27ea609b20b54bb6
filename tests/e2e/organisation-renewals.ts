import type { Locator } from '@playwright/test';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { OrganisationType } from '../../contracts/organisation.ts';
import type { RegisteredPerson } from '../../simulators/demo/organisations.ts';
import type { Visitor } from './applicant.ts';
import { expect } from './machine.ts';
import type { Company } from './organisation-users.ts';
import { rowOf } from './renewer.ts';

/** The field in which users of an organisation say which company or entity the list shall be of. */
export function companyField(user: Visitor, type: OrganisationType): Locator {
  return user.page.getByLabel(user.text(`residency.chooseCompany.${type}`), { exact: true });
}

/** Step 3 (تحديد الشركة التابع لها المكفول): opens the list of residencies and chooses the company or entity. */
export async function chooseCompany(
  user: Visitor,
  type: OrganisationType,
  { companyId, name }: Company,
): Promise<void> {
  await user.go('/residency');
  await user.see('residency.title');
  await companyField(user, type).selectOption({ label: name[user.language] });
  await expect(user.page).toHaveURL(new RegExp(`company=${companyId}`));
}

/** Step 3 (إدخال الرقم المدني لتجديد الإقامة): enters a civil ID in the list that is open; the worker stands there alone. */
export async function findWorker(user: Visitor, civilId: CivilId): Promise<Locator> {
  await user.fill('residency.search', civilId);
  await expect(user.page.locator('main tbody tr')).toHaveCount(1);
  const row = rowOf(user, civilId);
  await expect(row).toBeVisible();
  return row;
}

/** Brings a list into the basket from a file, from the page of the company that is open. */
export async function importList(user: Visitor, lines: readonly string[]): Promise<void> {
  await user.follow('import.open');
  await user.see('import.title');
  await user.page.getByLabel(user.text('import.file'), { exact: true }).setInputFiles({
    name: 'workers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
  });
  await expect(user.page.getByLabel(user.text('import.lines'), { exact: true })).not.toHaveValue('');
  await user.press('import.send');
}

/** Opens the page on which the main user manages a delegate. */
export async function manage(mainUser: Visitor, { civilId }: RegisteredPerson): Promise<void> {
  await mainUser.go('/organisation');
  await rowOf(mainUser, civilId).getByRole('link').click();
  await expect(
    mainUser.page.getByRole('heading', { name: mainUser.text('organisation.details') }),
  ).toBeVisible();
}

/** Presses a button on the page of a delegate that asks once more, and confirms. */
export async function confirmAct(
  mainUser: Visitor,
  act: 'organisation.suspend' | 'organisation.reactivate',
): Promise<void> {
  await mainUser.press(act);
  await mainUser.page
    .getByRole('dialog')
    .getByRole('button', { name: mainUser.text(act), exact: true })
    .click();
}

/** Cancels (إلغاء) one company or entity of the delegate whose page is open. */
export async function cancelGrant(
  mainUser: Visitor,
  type: OrganisationType,
  { name }: Company,
): Promise<void> {
  await mainUser.press(`organisation.change.${type}`);
  await mainUser.page
    .getByRole('button', {
      name: mainUser.text('organisation.cancelOf', { name: name[mainUser.language] }),
      exact: true,
    })
    .click();
  await mainUser.press(`organisation.confirm.${type}`);
  await expect(mainUser.page.getByText(mainUser.text('organisation.told.companies'))).toBeVisible();
}
