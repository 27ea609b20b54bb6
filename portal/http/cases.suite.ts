import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CASE_DOCUMENTS } from '../../contracts/case.ts';
import { ACCOUNT_PAGES } from '../../contracts/portal-api/accounts.ts';
import type { CaseView } from '../../contracts/portal-api/cases.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { CLAIM_LASTS_MS } from '../services/review/claim.ts';
import type { Store } from '../store/store.ts';
import { photo } from '../test-support/applications-under-test.ts';
import {
  accountForm,
  APPLICANTS,
  companiesOf,
  ORGANISATIONS,
  OrganisationsUnderTest,
  PASSWORD,
  somebody,
  STRANGER,
} from '../test-support/organisations-under-test.ts';

const CONCERNED = somebody(0);
const EMAIL = 'main-user@example.org';
const FIELDS = {
  unifiedNumber: ORGANISATIONS.group.unifiedNumber,
  concernedCivilId: CONCERNED,
  email: EMAIL,
} as const;
const COMPANY = accountForm('company', FIELDS);
const ENTITY = accountForm('government', { ...FIELDS, unifiedNumber: ORGANISATIONS.entity.unifiedNumber });
const APPROVE = { decision: 'approve' } as const;
const RETURN = { decision: 'return', reason: 'The licence cannot be read.' } as const;
const REJECT = { decision: 'reject', reason: 'The company does not exist.' } as const;
const refused = (error: string, status = 422) => ({ status, body: { error } });

/** Cases of S1 and S2 and the accounts department's desk through HTTP, on whichever engine `openTestStore` opens an empty store. */
export function casesSuite(openTestStore: () => Promise<Store>): void {
  let portal: OrganisationsUnderTest;
  beforeEach(async () => {
    portal = await OrganisationsUnderTest.start(await openTestStore());
  });
  afterEach(() => portal.close());

  const salem = () => portal.applicant('salem');
  const two = () => portal.officer('accountsTwo');
  const faultsOf = ({ open }: CaseView) =>
    open.flatMap((point) => (point.at === 'field' ? [`${point.field} ${point.fault}`] : []));

  describe('filling in', () => {
    test('the same key is the same case, also at once', async () => {
      const one = await salem();
      const key = randomUUID();
      const begun = await Promise.all([1, 2, 3].map(() => one.create(COMPANY, key)));
      expect(new Set(begun.map(({ caseId }) => caseId)).size).toBe(1);
      expect(begun[0]?.caseId).toMatch(/^C-2026-\d{8}$/);
      expect(await one.ask('GET', '/api/cases')).toMatchObject({
        status: 200,
        body: { cases: [{ status: 'draft', needsApplicant: true, about: ORGANISATIONS.group.name }] },
      });
    });

    test('an empty form lacks every field and document, each by its name and in order', async () => {
      const draft = await (await salem()).create(
        accountForm('company', { unifiedNumber: null, concernedCivilId: null, email: null }),
      );
      expect(draft.open.map((point) => (point.at === 'field' ? point.field : point.document))).toEqual([
        'unifiedNumber',
        'concernedCivilId',
        'email',
        ...CASE_DOCUMENTS.companyAccount,
      ]);
      expect(draft.documentsNeeded).toHaveLength(6);
    });

    test.each([
      ['too short a number', { unifiedNumber: '123' }, 'unifiedNumber unifiedNumber'],
      ['a number nobody has', { unifiedNumber: '7777777' }, 'unifiedNumber unknownOrganisation'],
      [
        "an entity's number",
        { unifiedNumber: ORGANISATIONS.entity.unifiedNumber },
        'unifiedNumber unknownOrganisation',
      ],
      ['a wrong civil ID', { concernedCivilId: '390010100029' }, 'concernedCivilId civilId'],
      ['a person nobody knows', { concernedCivilId: STRANGER }, 'concernedCivilId concernedPersonUnknown'],
      ['no address', { email: 'nobody' }, 'email email'],
    ])('%s is named', async (_name, fields, fault) => {
      const draft = await (await salem()).create(accountForm('company', { ...FIELDS, ...fields }));
      expect(faultsOf(draft)).toEqual([fault]);
      expect(await (await salem()).askToSubmit(draft)).toEqual(refused('notComplete'));
    });

    test('numbers are taken in any of the three digit shapes', async () => {
      const arabic = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
      const draft = await (await salem()).create(
        accountForm('company', {
          ...FIELDS,
          unifiedNumber: arabic(FIELDS.unifiedNumber),
          concernedCivilId: arabic(CONCERNED),
        }),
      );
      expect(faultsOf(draft)).toEqual([]);
      expect(draft.about).toEqual(ORGANISATIONS.group.name);
    });

    test('whoever saves an older version is told, and nothing is lost', async () => {
      const one = await salem();
      const draft = await one.create(COMPANY);
      const saved = await one.save(draft, { form: { email: 'another@example.org' } });
      expect(await one.askToSave(draft, { form: { email: 'late@example.org' } })).toEqual(
        refused('changedMeanwhile', 409),
      );
      expect(await one.get(draft.caseId)).toEqual(saved);
    });

    test('a document belongs to one case of one person', async () => {
      const one = await salem();
      const draft = await one.create(COMPANY);
      const { uploadId } = await one.upload();
      const documents = { companyLicence: uploadId };
      const saved = await one.save(draft, { documents });
      expect(saved.uploads.companyLicence?.uploadId).toBe(uploadId);
      const other = await one.create(COMPANY);
      expect(await one.askToSave(other, { documents })).toEqual(refused('notFound', 404));
      const mariam = await portal.applicant('mariam');
      expect(await mariam.askToSave(await mariam.create(COMPANY), { documents })).toEqual(
        refused('notFound', 404),
      );
      const without = await one.save(saved);
      expect(without.uploads).toEqual({});
      expect((await one.save(other, { documents })).uploads.companyLicence?.uploadId).toBe(uploadId);
    });

    test('nobody sees or changes the case of somebody else', async () => {
      const filed = await (await salem()).complete(COMPANY);
      const mariam = await portal.applicant('mariam');
      expect(await mariam.ask('GET', `/api/cases/${filed.caseId}`)).toEqual(refused('notFound', 404));
      for (const asked of [mariam.askToSave(filed), mariam.askToSubmit(filed), mariam.askToCancel(filed)])
        expect(await asked).toEqual(refused('notFound', 404));
      expect(await mariam.ask('GET', '/api/cases')).toEqual({ status: 200, body: { cases: [] } });
    });

    test('users of an organisation do not apply for one', async () => {
      const main = await portal.organisation('rival', somebody(5));
      expect(await main.ask('POST', '/api/cases', { key: randomUUID(), form: COMPANY })).toEqual(
        refused('notForThisAccount'),
      );
    });

    test('nothing is submitted undeclared, and what was submitted is fixed', async () => {
      const one = await salem();
      const draft = await one.complete(COMPANY);
      expect(await one.askToSubmit(draft, false)).toEqual(refused('notDeclared'));
      const filed = await one.submitAgain(draft);
      expect(filed).toMatchObject({ status: 'submitted', needsApplicant: false, canCancel: true });
      expect(await one.askToSave(filed)).toEqual(refused('notInThisState'));
      expect(await one.askToSubmit(filed)).toEqual(refused('notInThisState'));
      const [mail] = await portal.takeMails();
      expect(mail).toMatchObject({ to: 'salem@example.org' });
      expect(mail?.subject).toContain('We have received your application');
    });

    test('one that is taken back lets go of its documents', async () => {
      const one = await salem();
      const filed = await one.submit(COMPANY);
      const { uploadId } = filed.uploads.declaration ?? {};
      expect(await one.ask('DELETE', `/api/uploads/${uploadId}`)).toEqual(refused('inUse'));
      expect(await one.askToCancel(filed)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      expect(await one.ask('DELETE', `/api/uploads/${uploadId}`)).toEqual({ status: 200, body: {} });
      expect(await (await two()).look(filed.caseId)).toEqual(refused('notFound', 404));
      expect(await one.askToCancel(await one.get(filed.caseId))).toEqual(refused('notInThisState'));
    });
  });

  describe('the desk', () => {
    test('shows the department what waits, oldest first, and page by page', async () => {
      const one = await salem();
      const filed: CaseView[] = [];
      for (let index = 0; index < 52; index += 1) {
        portal.clock.advance(index % 3 === 0 ? 0 : 1_000);
        filed.push(await one.submit(index % 2 === 0 ? COMPANY : ENTITY));
      }
      const officer = await two();
      const { body } = (await officer.ask('GET', '/api/desk/cases')) as {
        body: { cases: CaseView[]; waiting: number; next: { submittedAt: string; caseId: string } };
      };
      expect(body.waiting).toBe(52);
      const rest = (await officer.ask(
        'GET',
        `/api/desk/cases?afterSubmittedAt=${body.next.submittedAt}&afterCaseId=${body.next.caseId}`,
      )) as { body: { cases: CaseView[]; next: null } };
      expect([...body.cases, ...rest.body.cases].map(({ caseId }) => caseId)).toEqual(
        filed.map(({ caseId }) => caseId),
      );
      expect(rest.body.next).toBeNull();
      const entities = await officer.ask('GET', '/api/desk/cases?type=governmentAccount');
      expect(entities).toMatchObject({ body: { waiting: 26 } });
      const residency = await portal.officer('residencyOne');
      expect(await residency.ask('GET', '/api/desk/cases')).toEqual({
        status: 200,
        body: { cases: [], waiting: 0, next: null },
      });
      expect(await residency.look(filed[0]?.caseId as never)).toEqual(refused('notFound', 404));
    });

    test('shows the facts of the register in the language of the officer; the look is on the trail', async () => {
      const filed = await (await salem()).submit(COMPANY);
      const officer = await two();
      expect(await officer.ask('PUT', '/api/account/language', { language: 'en' })).toMatchObject({
        status: 200,
      });
      const looked = await officer.look(filed.caseId);
      expect(looked).toMatchObject({
        status: 200,
        body: {
          applicant: `SOMEBODY ${APPLICANTS.salem.slice(-4)} ALMITHAL`,
          facts: [
            { name: 'organisationName', value: 'Marsa Group' },
            { name: 'organisationCompanies', value: 'Trade\nTransport\nHotels' },
            {
              name: 'concernedPerson',
              value: `SOMEBODY ${CONCERNED.slice(-4)} ALMITHAL · ${CONCERNED.slice(-4)}`,
            },
          ],
          timeline: [{ status: 'draft' }, { status: 'submitted' }],
        },
      });
      expect((await portal.trail(filed.caseId)).at(-1)).toBe('staff:accountsTwo deskCaseLookedAt');
    });

    test('documents are shown to the department while the case waits, each look on the trail', async () => {
      const one = await salem();
      const draft = await one.complete(COMPANY);
      const { uploadId } = draft.uploads.signatureAuthorisation ?? {};
      const officer = await two();
      const residency = await portal.officer('residencyOne');
      const auditor = await portal.officer('auditorOne');
      const traffic = await portal.officer('trafficOne');
      const mariam = await portal.applicant('mariam');
      const content = async (who: { readonly fetch: typeof one.fetch }) =>
        (await who.fetch('GET', `/api/uploads/${uploadId}/content`)).statusCode;
      expect([await content(one), await content(officer), await content(mariam)]).toEqual([200, 404, 404]);
      const filed = await one.submitAgain(draft);
      expect([
        await content(officer),
        await content(residency),
        await content(traffic),
        await content(auditor),
        await content(mariam),
      ]).toEqual([200, 404, 404, 404, 404]);
      expect((await portal.trail(filed.caseId)).at(-1)).toBe('staff:accountsTwo caseDocumentLookedAt');
      expect(await officer.decide(filed, REJECT)).toEqual({ status: 200, body: { status: 'rejected' } });
      expect([await content(officer), await content(one)]).toEqual([404, 200]);
    });

    test('a case is claimed by one officer, given back, and free again when its officer went home', async () => {
      const filed = await (await salem()).submit(COMPANY);
      const one = await portal.officer('accountsOne');
      const other = await two();
      const claims = await Promise.all([one.askToClaim(filed), other.askToClaim(filed)]);
      expect(claims.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      const [winner, loser] = claims[0]?.status === 200 ? [one, other] : [other, one];
      expect(claims.find(({ status }) => status === 422)).toEqual(refused('claimedByOther'));
      expect(await loser.askToDecide(filed, APPROVE)).toEqual(refused('claimedByOther'));
      expect(await loser.release(filed.caseId)).toEqual({ status: 200, body: {} });
      expect(await loser.askToClaim(filed)).toEqual(refused('claimedByOther'));
      expect(await winner.release(filed.caseId)).toEqual({ status: 200, body: {} });
      const claimed = await loser.claim(await (await salem()).get(filed.caseId));
      portal.clock.advance(CLAIM_LASTS_MS);
      expect(await loser.askToDecide(claimed, APPROVE)).toEqual(refused('notClaimed'));
      expect(await winner.askToClaim(claimed)).toMatchObject({ status: 200, body: { claimedByMe: true } });
    });

    test('is returned with a reason, corrected, submitted again and rejected with a reason', async () => {
      const one = await salem();
      const filed = await one.submit(COMPANY);
      const officer = await two();
      await portal.takeMails();
      expect(await officer.decide(filed, RETURN)).toEqual({ status: 200, body: { status: 'returned' } });
      const returned = await one.get(filed.caseId);
      expect(returned).toMatchObject({ status: 'returned', reason: RETURN.reason, needsApplicant: true });
      const [mail] = await portal.takeMails();
      expect(mail?.text).toContain(RETURN.reason);
      expect(await officer.look(filed.caseId)).toEqual(refused('notFound', 404));
      const documents = Object.fromEntries(
        Object.entries(returned.uploads).map(([kind, upload]) => [kind, upload?.uploadId ?? '']),
      );
      const corrected = await one.save(returned, {
        documents: { ...documents, companyLicence: (await one.upload(await photo(300, 420))).uploadId },
      });
      const again = await one.submitAgain(corrected);
      expect(again.reason).toBeNull();
      expect(await officer.claim(again)).toMatchObject({ returned: 1 });
      const now = await one.get(again.caseId);
      expect(await officer.askToDecide(now, REJECT)).toEqual({ status: 200, body: { status: 'rejected' } });
      expect(await one.get(filed.caseId)).toMatchObject({
        status: 'rejected',
        reason: REJECT.reason,
        canCancel: false,
        timeline: [
          { status: 'draft', note: null },
          { status: 'submitted', note: null },
          { status: 'returned', note: RETURN.reason },
          { status: 'submitted', note: null },
          { status: 'rejected', note: REJECT.reason },
        ],
      });
    });

    test('needs a reason to return or reject', async () => {
      const filed = await (await salem()).submit(COMPANY);
      const officer = await two();
      const claimed = await officer.claim(filed);
      expect(await officer.askToDecide(claimed, { decision: 'reject', reason: 'no' })).toMatchObject({
        status: 400,
      });
    });

    test('four eyes: neither who filed it nor who is concerned decides', async () => {
      const mariam = await portal.applicant('mariam');
      const own = await mariam.submit(COMPANY);
      const officer = await portal.officer('accountsOne');
      expect(await officer.decide(own, APPROVE)).toEqual(refused('ownCase'));
      const concerned = await (await salem()).submit(
        accountForm('company', { ...FIELDS, concernedCivilId: APPLICANTS.mariam }),
      );
      expect(await officer.decide(concerned, APPROVE)).toEqual(refused('ownCase'));
      expect(await officer.decide(concerned, REJECT)).toEqual(refused('ownCase'));
      await officer.release(concerned.caseId);
      const { version } = await (await salem()).get(concerned.caseId);
      expect(await (await two()).decide({ ...concerned, version }, APPROVE)).toEqual({
        status: 200,
        body: { status: 'approved' },
      });
    });

    test('two officers who decide at once: exactly one wins, and the other is told', async () => {
      const filed = await (await salem()).submit(COMPANY);
      const one = await portal.officer('accountsOne');
      const other = await two();
      const first = await one.claim(filed);
      portal.clock.advance(CLAIM_LASTS_MS);
      // The first claim has ended, and its officer does not know it yet.
      const second = await other.claim(first);
      const answers = await Promise.all([
        one.askToDecide(first, APPROVE),
        other.askToDecide(second, REJECT),
        other.askToDecide(second, REJECT),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 200))
        expect([refused('claimedByOther'), refused('notInThisState')]).toContainEqual(answer);
      expect((await (await salem()).get(filed.caseId)).status).toBe('rejected');
      const decisions = (await portal.trail(filed.caseId)).filter((entry) => entry.endsWith('caseMoved'));
      expect(decisions).toEqual(['account:salem caseMoved', 'staff:accountsTwo caseMoved']);
    });
  });

  describe('an approval', () => {
    test.each([
      ['company', COMPANY, 'group'],
      ['government entity', ENTITY, 'entity'],
    ] as const)(
      'opens the account of a %s: suspended until the mailed link was used',
      async (_name, form, of) => {
        const one = await salem();
        const filed = await one.submit(form);
        await portal.takeMails();
        expect(await (await two()).decide(filed, APPROVE)).toEqual({
          status: 200,
          body: { status: 'approved' },
        });
        const mails = await portal.takeMails();
        expect(mails.map(({ to }) => to).toSorted()).toEqual([EMAIL, 'salem@example.org']);
        const activation = mails.find(({ to }) => to === EMAIL);
        expect(activation?.page).toBe(ACCOUNT_PAGES.activation);
        expect(activation?.text).toContain(ORGANISATIONS[of].name.en);
        const browser = portal.browser();
        const signIn = () =>
          browser.ask('POST', '/api/sessions', {
            realm: 'organisation',
            civilId: CONCERNED,
            password: PASSWORD,
          });
        expect(await signIn()).toEqual(refused('signInRefused'));
        const { token } = activation ?? {};
        const activate = () => browser.ask('POST', '/api/accounts/activation', { token, password: PASSWORD });
        expect(await activate()).toEqual({ status: 200, body: {} });
        expect(await activate()).toEqual(refused('linkNotValid'));
        expect(await signIn()).toMatchObject({ status: 200, body: { role: 'mainUser' } });
        expect(await browser.ask('GET', '/api/organisation')).toMatchObject({
          status: 200,
          body: {
            type: ORGANISATIONS[of].type,
            name: ORGANISATIONS[of].name,
            unifiedNumber: ORGANISATIONS[of].unifiedNumber,
            companies: companiesOf(of).map((companyId) => ({ companyId })),
            delegates: [],
            mostDelegates: 10,
          },
        });
        expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
      },
    );

    test('the account of an organisation gives no access to the affairs of the person, nor the other way round', async () => {
      const main = await portal.organisation('group', APPLICANTS.salem);
      expect(await main.ask('GET', '/api/cases')).toEqual({ status: 200, body: { cases: [] } });
      const individual = await portal
        .browser()
        .ask('POST', '/api/sessions', { realm: 'individual', civilId: APPLICANTS.salem, password: PASSWORD });
      expect(individual).toEqual(refused('signInRefused'));
      const own = await salem();
      expect(await own.ask('GET', '/api/organisation')).toEqual(refused('notAllowed', 403));
    });

    test('of the second of two cases about one company is not possible any more', async () => {
      const first = await (await salem()).submit(COMPANY);
      const second = await (await portal.applicant('mariam')).submit(
        accountForm('company', { ...FIELDS, concernedCivilId: somebody(1) }),
      );
      const officer = await two();
      expect(await officer.decide(first, APPROVE)).toMatchObject({ status: 200 });
      const claimed = await officer.claim(second);
      expect(await officer.askToDecide(claimed, APPROVE)).toEqual(refused('noLongerPossible'));
      expect(await officer.askToDecide(claimed, REJECT)).toEqual({
        status: 200,
        body: { status: 'rejected' },
      });
      const late = await (await salem()).create(COMPANY);
      expect(faultsOf(late)).toEqual([
        'unifiedNumber organisationHasAccount',
        'concernedCivilId concernedPersonIsUser',
      ]);
    });

    test('of two cases at once opens one account', async () => {
      const first = await (await salem()).submit(COMPANY);
      const second = await (await portal.applicant('mariam')).submit(
        accountForm('company', { ...FIELDS, concernedCivilId: somebody(1) }),
      );
      const officer = await two();
      const claims = [await officer.claim(first), await officer.claim(second)];
      const answers = await Promise.all(claims.map((claimed) => officer.askToDecide(claimed, APPROVE)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      expect(answers.find(({ status }) => status === 422)).toEqual(refused('noLongerPossible'));
      const rows = await portal.store.reader.selectFrom('organisations').selectAll().execute();
      expect(rows).toHaveLength(1);
    });
  });

  describe('the forms to sign', () => {
    test.each(['declaration', 'userCodeRequestLetter'])(
      '%s comes filled in, to its applicant only',
      async (sheet) => {
        const one = await salem();
        const { caseId } = await one.create(COMPANY);
        const path = `/api/cases/${caseId}/sheets/${sheet}`;
        const reply = await one.fetch('GET', path);
        expect(reply.statusCode).toBe(200);
        expect(reply.headers).toMatchObject({
          'content-type': 'application/pdf',
          'x-content-type-options': 'nosniff',
        });
        expect(reply.rawPayload.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        const mariam = await portal.applicant('mariam');
        const officer = await two();
        expect((await mariam.fetch('GET', path)).statusCode).toBe(404);
        expect((await officer.fetch('GET', path)).statusCode).toBe(403);
        expect((await portal.browser().fetch('GET', path)).statusCode).toBe(401);
        expect((await one.fetch('GET', `/api/cases/${caseId}/sheets/another`)).statusCode).toBe(404);
        const entity = await one.create(ENTITY);
        expect((await one.fetch('GET', `/api/cases/${entity.caseId}/sheets/${sheet}`)).statusCode).toBe(404);
      },
    );
  });
}
