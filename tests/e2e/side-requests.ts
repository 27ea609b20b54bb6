import { type CaseDocumentKind, CaseId } from '../../contracts/case.ts';
import type { SideRequest } from '../../renderer/portal/pages/residency/begin-case.tsx';
import type { Visitor } from './applicant.ts';
import { expect } from './machine.ts';
import { stepOf } from './renewer.ts';

/** Requests beside a renewal: تعديل الاسم اللاتيني (S8) and نقل معلومات الجواز (S9), by whoever renews. */

const BEGIN = {
  latinNameAmendment: 'renewal.beginAmendment',
  passportTransfer: 'renewal.beginTransfer',
} as const satisfies Record<SideRequest, string>;

/** Presses the request in the step of name and passport of the renewal that is shown, and opens its form. Returns its number. */
export async function beginFromRenewal(renewer: Visitor, type: SideRequest): Promise<CaseId> {
  await stepOf(renewer, 'passport')
    .getByRole('button', { name: renewer.text(BEGIN[type]), exact: true })
    .first()
    .click();
  await renewer.see(`case.type.${type}`);
  const [, caseId = ''] = /cases\/([^/]+)/.exec(renewer.page.url()) ?? [];
  await renewer.follow('request.continue');
  return CaseId.parse(caseId);
}

/** Attaches the documents of the topic that is shown, each under its own name, and goes on. */
export async function attach(renewer: Visitor, kinds: readonly CaseDocumentKind[]): Promise<void> {
  await renewer.see('case.topic.documents.title');
  for (const kind of kinds) await renewer.upload(renewer.text(`case.document.${kind}.name`));
  await renewer.press('apply.saveAndGoOn');
}

/** Declares and submits from the last page. */
export async function submit(renewer: Visitor): Promise<void> {
  await renewer.see('case.topic.check.title');
  await renewer.page.getByRole('checkbox').check();
  await renewer.press('case.submit');
  await renewer.see('submitted.title');
}

/** The renewal that is shown waits for a request, and leads to it. */
export async function seeWaiting(
  renewer: Visitor,
  caseId: CaseId,
  fault: 'nameUnderAmendment' | 'passportUnderTransfer',
): Promise<void> {
  const step = stepOf(renewer, 'passport');
  await expect(step.getByText(renewer.text(`renewal.fault.${fault}.title`))).toBeVisible();
  await expect(step.getByText(renewer.text(`renewal.fault.${fault}.next`))).toBeVisible();
  await expect(step.getByRole('link', { name: renewer.text('renewal.seeCase') })).toHaveAttribute(
    'href',
    `/cases/${caseId}`,
  );
  await expect(renewer.page.getByText(renewer.text('renewal.cannotBePaid'))).toBeVisible();
}
