import { Language } from '../../contracts/language.ts';
import { RequestKind } from '../../contracts/request.ts';
import { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { collect } from './person.ts';

test.use({ neighbours: true });

for (const language of Language.options)
  for (const kind of RequestKind.options)
    test(`${kind}, ${language}: registered, applied, reviewed, paid, collected at the machine, issued`, async ({
      machine,
      browser,
    }) => {
      const card = `apply-${kind}`;
      const applicant = await Visitor.open(browser, machine.stand, language);
      await applicant.join(card);
      const requestId = await applicant.apply(kind);

      await applicant.go(`/requests/${requestId}`);
      await expect(
        applicant.page.getByText(
          applicant.text(kind === 'lost' ? 'next.awaitingPayment.title' : 'next.submitted.title'),
        ),
      ).toBeVisible();
      if (kind !== 'lost') {
        const officer = await Visitor.open(browser, machine.stand, language);
        await officer.signInAsOfficer();
        await officer.approve(requestId);
      }

      await applicant.goToGateway(requestId);
      await applicant.payAtGateway('captures');
      await applicant.toldThatPayment('captured');
      await applicant.go(`/requests/${requestId}`);
      await expect(applicant.page.getByText(applicant.text('next.ready.title'))).toBeVisible();
      const receipt = await applicant.page
        .getByRole('link', { name: applicant.text('payments.receipt') })
        .first()
        .getAttribute('href');
      const verified = await applicant.page.request.get(receipt ?? '');
      expect(verified.status()).toBe(200);

      await collect(machine, card, kind);
      await applicant.go(`/requests/${requestId}`);
      await expect(applicant.page.getByText(applicant.text('next.issued.title'))).toBeVisible();
    });
