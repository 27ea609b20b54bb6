import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addMonths, addYears } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { RenewalView } from '../../contracts/portal-api/residency.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { CHECK_SHORTEST_WAIT_MS, OPEN_LONGEST_MS } from '../services/payments/schedule.ts';
import { recordPassport } from '../store/passports.ts';
import { changeLatinName } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import { FEES_CHANGE_ON, HOLDER, OTHER_HOLDER } from '../test-support/fixtures.ts';
import {
  COMPANY,
  ENTITY,
  FOREIGN_COMPANY,
  RENEWERS,
  ResidencyUnderTest,
  SISTER_COMPANY,
  syntheticCivilId,
  type TestResident,
} from '../test-support/residency-under-test.ts';

/** Residency renewal (S5–S7) through HTTP, on whichever engine `openTestStore` opens an empty store. */
export function residencySuite(openTestStore: () => Promise<Store>): void {
  let portal: ResidencyUnderTest;
  let ghanem: ReturnType<ResidencyUnderTest['renewer']>;
  beforeEach(async () => {
    portal = await ResidencyUnderTest.start(await openTestStore());
    ghanem = portal.renewer('ghanem');
  });
  afterEach(() => portal.close());

  const names = ({ body }: { readonly body: { residents: { civilId: string }[] } }) =>
    body.residents.map(({ civilId }) => civilId);

  describe('the list', () => {
    test('shows workers of the company, those whose residency ends first before the others, and from when each qualifies', async () => {
      const late = await portal.addResident({ daysLeft: 100 });
      const soon = await portal.addResident({ daysLeft: 10 });
      const over = await portal.addResident({ daysLeft: -3 });
      await portal.addResident({ employer: SISTER_COMPANY });
      await portal.addResident({ employer: FOREIGN_COMPANY });
      const { body } = await ghanem.askToFind();
      expect(body).toMatchObject({
        total: 3,
        next: null,
        residents: [
          { civilId: over, daysLeft: -3, standing: { standing: 'qualifies' } },
          { civilId: soon, daysLeft: 10, article: '18', standing: { standing: 'qualifies' } },
          {
            civilId: late,
            standing: { standing: 'tooEarly', from: addDays(addMonths(addDays(portal.today, 100), -2), 1) },
          },
        ],
      });
    });

    test.each([
      ['qualifies', [-3, 60], [61]],
      ['tooEarly', [61], [-3, 60]],
      ['expired', [-3], [0, 60]],
    ])('%s alone', async (filter, shown, hidden) => {
      // From 22 November 2026 two months go to 22 January 2027, which is 61 days away: exactly two months are not less.
      const days = new Map<number, CivilId>();
      for (const daysLeft of new Set([...shown, ...hidden]))
        days.set(daysLeft, await portal.addResident({ daysLeft }));
      expect(names(await ghanem.askToFind({ filter }))).toEqual(shown.map((day) => days.get(day)));
    });

    test('is found by part of either name or of the civil ID, however it is typed', async () => {
      const civilId = await portal.addResident({
        nameArabic: { given: 'أحمد يحيى', family: 'الحُسينيّة' },
        nameLatin: { given: 'AHMED YAHYA', family: "AL-HUSSAINI'YA" },
      });
      await portal.addResident();
      for (const text of [
        'احمد',
        'يحيي',
        'الحسينيه',
        'حسين',
        'ahm',
        'Al Hussaini',
        'alhussain',
        'yahya ahmed',
        civilId.slice(6),
      ])
        expect([text, names(await ghanem.askToFind({ text }))]).toEqual([text, [civilId]]);
      const arabicDigits = civilId.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
      expect(names(await ghanem.askToFind({ text: arabicDigits }))).toEqual([civilId]);
      for (const text of ['%', '_', 'nobody', 'ahmed nobody'])
        expect((await ghanem.askToFind({ text })).body).toMatchObject({ total: 0, residents: [] });
    });

    test('comes in pages that neither lose nor repeat anybody', async () => {
      const all = await Promise.all(Array.from({ length: 120 }, () => portal.addResident()));
      const found: string[] = [];
      let after: object | null = null;
      do {
        const { body } = await ghanem.askToFind({ after });
        expect(body.total).toBe(120);
        found.push(...names({ body }));
        after = body.next;
      } while (after !== null);
      expect(found).toEqual(all.toSorted());
    });

    test('of an individual: whom they sponsor, and themselves where they sponsor themselves', async () => {
      const maid = await portal.addResident({
        employer: null,
        sponsor: HOLDER,
        article: '20',
        relation: 'domesticWorker',
      });
      await portal.addResident({ employer: null, sponsor: OTHER_HOLDER, article: '22', relation: 'child' });
      expect(names(await portal.renewer('salem').askToFind())).toEqual([maid]);
      const own = await portal.store.transaction(async (transaction) => {
        await transaction
          .updateTable('people')
          .set({ article: '24', relation: 'self', residency_expires_on: addDays(portal.today, 20) })
          .where('civil_id', '=', OTHER_HOLDER)
          .execute();
        return OTHER_HOLDER;
      });
      expect(names(await portal.renewer('mariam').askToFind())).toContain(own);
    });

    test('is of granted companies only, and of nobody for whoever is not signed in', async () => {
      const notYours = { status: 422, body: { error: 'notYourCompany' } };
      expect(await ghanem.askToFind({}, FOREIGN_COMPANY)).toEqual(notYours);
      expect(await ghanem.askToFind({}, null)).toEqual(notYours);
      expect(await portal.renewer('salem').askToFind({}, COMPANY)).toEqual(notYours);
      await portal.grant('ghanem', [SISTER_COMPANY]);
      expect(await ghanem.askToFind({}, COMPANY)).toEqual(notYours);
      expect((await ghanem.askToFind({}, SISTER_COMPANY)).status).toBe(200);
      expect((await portal.ask(null, 'GET', '/api/residency/renewals')).status).toBe(401);
    });

    test('counts what ends in each month ahead, over all granted companies or one', async () => {
      for (const daysLeft of [-40, -1, 0, 5, 12, 45]) await portal.addResident({ daysLeft });
      await portal.addResident({ daysLeft: 5, employer: SISTER_COMPANY });
      const counts = async (query = '') =>
        (await portal.ask('ghanem', 'GET', `/api/residency/expiries${query}`)).body;
      const all = await counts();
      expect(all.expired).toBe(2);
      expect(all.months).toHaveLength(12);
      expect(all.months.slice(0, 3)).toEqual([
        { month: '2026-11', count: 3 },
        { month: '2026-12', count: 1 },
        { month: '2027-01', count: 1 },
      ]);
      expect((await counts(`?companyId=${COMPANY}`)).months[0]).toEqual({ month: '2026-11', count: 2 });
      expect((await counts(`?companyId=${FOREIGN_COMPANY}`)).error).toBe('notYourCompany');
    });
  });

  describe('each precondition is refused before payment, with its reason', () => {
    type Setting = (civilId: CivilId) => Promise<unknown> | unknown;
    const passportDays = (daysLeft: number): Partial<TestResident> => ({ passport: { daysLeft } });
    test.each<[string, string, Partial<TestResident>, Setting, Partial<RenewalView>?]>([
      ['noPassport', 'no passport on record', { passport: null }, () => {}],
      ['passportExpired', 'the passport has expired', passportDays(-1), () => {}],
      ['passportTooShort', 'the passport ends too soon', passportDays(40), () => {}],
      ['notInsured', 'nobody has paid the insurance', {}, (civilId) => portal.insured.delete(civilId)],
      [
        'insuranceTooShort',
        'the insurance ends too soon',
        {},
        (civilId) => portal.insured.set(civilId, addDays(portal.today, 40)),
      ],
      [
        'insuranceUnavailable',
        'the Ministry of Health is away',
        {},
        () => {
          portal.healthInsuranceAway = true;
        },
      ],
      ['duesUnpaid', 'dues', {}, (civilId) => portal.addDue(civilId)],
      [
        'nameDiffers',
        'another name in the passport',
        { passport: { nameLatin: { given: 'ARUN', family: 'TARANG' } } },
        () => {},
      ],
      ['nameUnderAmendment', 'S8 is open', {}, (civilId) => portal.fileCase('latinNameAmendment', civilId)],
      ['passportUnderTransfer', 'S9 is open', {}, (civilId) => portal.fileCase('passportTransfer', civilId)],
      ['nameNotConfirmed', 'the name is not confirmed', {}, () => {}, { nameMatches: false }],
      ['termsNotAccepted', 'the terms are not accepted', {}, () => {}, { termsAccepted: false }],
      ['lengthNotChosen', 'no length is chosen', {}, () => {}, { months: null }],
    ])('%s: %s', async (fault, _name, resident, set, choices = {}) => {
      const civilId = await portal.readyWorker(resident);
      const begun = await ghanem.begin(civilId);
      const { lengths } = begun;
      const chosen = { months: lengths[0]?.months ?? null, nameMatches: true, termsAccepted: true };
      const { months, nameMatches, termsAccepted } = { ...chosen, ...choices };
      expect((await ghanem.askToSave(begun, { months, nameMatches, termsAccepted })).status).toBe(200);
      await set(civilId);
      const { checks, payable } = await ghanem.look(begun.renewalId);
      expect(checks.flatMap((check) => (check.met ? [] : [check.fault]))).toContain(fault);
      expect(payable).toBe(false);
      const { payable: payableInBasket, total } = await ghanem.basket();
      expect([payableInBasket, total]).toEqual([0, 0]);
      expect((await ghanem.askToPay([begun.renewalId])).body).toEqual({ error: 'nothingPayable' });
      expect(await portal.locks()).toEqual([]);
    });

    test('tooEarly: cannot be chosen at all', async () => {
      const civilId = await portal.readyWorker({ daysLeft: 90 });
      expect(await ghanem.askToBegin(civilId)).toEqual({ status: 422, body: { error: 'tooEarly' } });
    });

    test('the Ministry of Health is asked anew before paying, whatever it said before', async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      expect(renewal.payable).toBe(true);
      portal.insured.clear();
      expect((await ghanem.askToPay([renewal.renewalId])).body).toEqual({ error: 'nothingPayable' });
    });

    test('a draft resumes by itself when its case is approved', async () => {
      const civilId = await portal.readyWorker({
        passport: { nameLatin: { given: 'ARUN', family: 'TARANG' } },
      });
      const renewal = await ghanem.complete(civilId);
      const amendment = await portal.fileCase('latinNameAmendment', civilId);
      const transfer = await portal.fileCase('passportTransfer', civilId);
      const waiting = await ghanem.look(renewal.renewalId);
      expect(waiting.checks).toContainEqual(
        expect.objectContaining({ fault: 'nameUnderAmendment', caseId: amendment }),
      );
      expect(waiting.checks).toContainEqual(
        expect.objectContaining({ fault: 'passportUnderTransfer', caseId: transfer }),
      );
      await portal.decideCase(amendment);
      await portal.decideCase(transfer);
      await portal.store.transaction((transaction) =>
        changeLatinName(transaction, civilId, { given: 'ARUN', family: 'TARANG' }),
      );
      expect(await ghanem.look(renewal.renewalId)).toMatchObject({ payable: true, latinName: 'ARUN TARANG' });
      expect(names(await ghanem.askToFind({ text: 'kumar' }))).toEqual([]);
    });

    test('a passport that was transferred counts at once', async () => {
      const civilId = await portal.readyWorker({ passport: { daysLeft: -1 } });
      const renewal = await ghanem.begin(civilId);
      await portal.store.transaction((transaction) =>
        recordPassport(transaction, {
          passportId: randomUUID() as never,
          civilId,
          number: 'N7654321',
          latinName: { given: 'ARUN KUMAR', family: 'TARANG' },
          issuedOn: portal.today,
          expiresOn: addYears(portal.today, 10),
          placeOfIssue: 'KUWAIT',
        }),
      );
      const { passportLastFour, lengths } = await ghanem.look(renewal.renewalId);
      expect(passportLastFour).toBe('4321');
      expect(lengths.map(({ months }) => months)).toEqual([12, 24]);
    });
  });

  describe('lengths and fees', () => {
    test('are those that insurance and passport cover, under the tariff of today', async () => {
      const civilId = await portal.readyWorker({ passport: { daysLeft: 30 + 365 + 200 } });
      const { lengths } = await ghanem.begin(civilId);
      const end = addDays(portal.today, 30);
      // Article 18 costs twice what Article 17 does in the tariff of the tests: KD 20 a year.
      expect(lengths).toEqual([
        { months: 12, newExpiry: addMonths(end, 12), fee: 20_000, cappedBy: null },
        { months: 18, newExpiry: addMonths(end, 18), fee: 40_000, cappedBy: 'passport' },
      ]);
    });

    test.each<[string, Partial<TestResident>, number]>([
      ['domestic worker of a citizen', { article: '20', relation: 'domesticWorker' }, 40_000],
      ['child', { article: '22', relation: 'child' }, 70_000],
      ['mother', { article: '22', relation: 'parent' }, 100_000],
    ])('of a %s', async (_name, resident, fee) => {
      const civilId = await portal.readyWorker({ employer: null, sponsor: HOLDER, ...resident });
      const { lengths } = await portal.renewer('salem').begin(civilId);
      expect(lengths[0]?.fee).toBe(fee);
    });

    test('a length beyond them cannot be chosen', async () => {
      const begun = await ghanem.begin(await portal.readyWorker());
      expect(await ghanem.askToSave(begun, { months: 36, nameMatches: true, termsAccepted: true })).toEqual({
        status: 422,
        body: { error: 'lengthNotPossible' },
      });
    });

    test('a chosen one that is no longer covered must be chosen again', async () => {
      const civilId = await portal.readyWorker();
      const renewal = await ghanem.complete(civilId, 24);
      portal.insure(civilId, 1);
      const { checks, fee } = await ghanem.look(renewal.renewalId);
      expect(checks.at(-1)).toMatchObject({ precondition: 'lengthChosen', fault: 'lengthNoLongerPossible' });
      expect(fee).toBeNull();
    });
  });

  describe('the basket', () => {
    test('with one key, ten times at once, holds one renewal', async () => {
      const civilId = await portal.readyWorker();
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => ghanem.askToBegin(civilId, COMPANY, key)),
      );
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.renewalId}`)).size).toBe(1);
      expect((await ghanem.basket()).renewals).toHaveLength(1);
      expect(await portal.trail('renewalBegun')).toHaveLength(1);
    });

    test('of a company is one, whoever of its delegates fills it; two at once begin one renewal of a person', async () => {
      const civilId = await portal.readyWorker();
      const dana = portal.renewer('dana');
      const answers = await Promise.all([ghanem.askToBegin(civilId), dana.askToBegin(civilId)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      expect(answers.find(({ status }) => status === 422)?.body).toEqual({ error: 'alreadyInBasket' });
      expect((await dana.basket()).renewals).toEqual((await ghanem.basket()).renewals);
      expect((await ghanem.askToFind()).body.residents[0].standing).toMatchObject({ standing: 'inBasket' });
    });

    test.each<[string, () => Promise<[CivilId, typeof COMPANY | null]>, string]>([
      [
        'a worker of another company',
        async () => [await portal.readyWorker({ employer: FOREIGN_COMPANY }), COMPANY],
        'notYours',
      ],
      [
        'a worker of a company that is not granted',
        async () => [await portal.readyWorker({ employer: FOREIGN_COMPANY }), FOREIGN_COMPANY],
        'notYourCompany',
      ],
      ['somebody whom nobody knows', async () => [syntheticCivilId(777), COMPANY], 'notYours'],
      [
        'somebody whom a person sponsors',
        async () => [await portal.readyWorker({ employer: null, sponsor: HOLDER }), COMPANY],
        'notYours',
      ],
    ])('%s is refused', async (_name, setting, error) => {
      const [civilId, companyId] = await setting();
      expect(await ghanem.askToBegin(civilId, companyId)).toEqual({ status: 422, body: { error } });
    });

    test('is kept by version: whoever comes second is told', async () => {
      const begun = await ghanem.begin(await portal.readyWorker());
      const choices = { months: 12, nameMatches: true, termsAccepted: true };
      const answers = await Promise.all([
        ghanem.askToSave(begun, choices),
        portal.renewer('dana').askToSave(begun, choices),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(await portal.trail('renewalChosen')).toHaveLength(1);
    });

    test('lets go of what is taken out, once or again', async () => {
      const civilId = await portal.readyWorker();
      const begun = await ghanem.begin(civilId);
      for (let times = 0; times < 2; times += 1)
        expect(await ghanem.askToRemove(begun.renewalId)).toEqual({ status: 200, body: {} });
      expect((await ghanem.basket()).renewals).toEqual([]);
      expect(await ghanem.askToSave(begun, { months: 12, nameMatches: true, termsAccepted: true })).toEqual({
        status: 422,
        body: { error: 'notInThisState' },
      });
      expect((await ghanem.askToBegin(civilId)).status).toBe(200);
    });

    test('of others is reached by nobody: not seen, saved, removed or paid', async () => {
      const begun = await ghanem.complete(await portal.readyWorker());
      for (const who of ['salem', 'adel'] as const) {
        const other = portal.renewer(who);
        expect((await other.basket()).renewals).toEqual([]);
        const choices = { months: 12, nameMatches: true, termsAccepted: true };
        expect((await other.askToSave(begun, choices)).status).toBe(404);
        expect((await other.askToRemove(begun.renewalId)).status).toBe(404);
        expect((await portal.ask(who, 'GET', `/api/residency/renewals/${begun.renewalId}`)).status).toBe(404);
        expect((await other.askToPay([begun.renewalId])).body).toEqual({ error: 'nothingPayable' });
      }
    });

    test('of a company is looked at by its main user, who fills and pays none; that of an entity by both', async () => {
      const begun = await ghanem.complete(await portal.readyWorker());
      const hamad = portal.renewer('hamad');
      expect((await hamad.basket()).renewals).toHaveLength(1);
      const notAllowed = { status: 403, body: { error: 'notAllowed' } };
      expect(await hamad.askToBegin(await portal.readyWorker())).toEqual(notAllowed);
      expect(await hamad.askToRemove(begun.renewalId)).toEqual(notAllowed);
      expect(await hamad.askToPay([begun.renewalId])).toEqual(notAllowed);
      expect(await hamad.askToImport('390010100028')).toEqual(notAllowed);
      const worker = await portal.readyWorker({ employer: ENTITY, article: '17' });
      const renewal = await portal.renewer('adel').complete(worker);
      expect(renewal).toMatchObject({ channel: 'government', fee: 10_000, payable: true });
    });

    test('of a former employer does not keep the new one from renewing', async () => {
      const civilId = await portal.readyWorker();
      const old = await ghanem.complete(civilId);
      await portal.store.transaction((transaction) =>
        transaction
          .updateTable('people')
          .set({ employer_company_id: ENTITY })
          .where('civil_id', '=', civilId)
          .execute(),
      );
      expect((await ghanem.basket()).renewals).toEqual([]);
      expect((await ghanem.askToPay([old.renewalId])).body).toEqual({ error: 'nothingPayable' });
      expect((await portal.renewer('adel').askToBegin(civilId)).status).toBe(200);
      expect(await portal.trail('renewalRemoved')).toEqual([{ takenOver: true }]);
    });

    test('asks the Ministry of Health about those without insurance, and about nobody else', async () => {
      const insured = await ghanem.complete(await portal.readyWorker());
      const civilId = await portal.addResident();
      await ghanem.begin(civilId);
      portal.insure(civilId);
      const before = portal.insuranceInquiries;
      const { renewals } = await ghanem.basket();
      expect(portal.insuranceInquiries).toBe(before + 1);
      expect(renewals.map(({ insuredUntil }) => insuredUntil)).toEqual([
        insured.insuredUntil,
        portal.insured.get(civilId),
      ]);
      await ghanem.basket();
      expect(portal.insuranceInquiries).toBe(before + 1);
    });
  });

  describe('a list', () => {
    test('puts in what can be, explains every other line, and is taken in once', async () => {
      const workers = [await portal.readyWorker(), await portal.readyWorker(), await portal.readyWorker()];
      const early = await portal.readyWorker({ daysLeft: 90 });
      const inBasket = await portal.readyWorker();
      await ghanem.begin(inBasket);
      const paid = await ghanem.complete(await portal.readyWorker());
      await ghanem.pay([paid]);
      const stranger = await portal.readyWorker({ employer: FOREIGN_COMPANY });
      const csv = [
        '\uFEFFالرقم المدني;الأشهر',
        `${workers[0]};12`,
        `"${workers[1]}";"٢٤"`,
        '',
        `${workers[2]};`,
        `${workers[0]};24`,
        '123456789012;12',
        `${workers[2]};a year`,
        `${early};12`,
        `${inBasket};12`,
        `${paid.resident.civilId};12`,
        `${stranger};12`,
        `${workers[0]};12;extra`,
        `"${workers[0]};12`,
      ].join('\r\n');
      const key = randomUUID();
      const expected = {
        added: 3,
        refused: [
          { line: 6, text: `${workers[0]};24`, fault: 'twice' },
          { line: 7, text: '123456789012;12', fault: 'civilId' },
          { line: 8, text: `${workers[2]};a year`, fault: 'months' },
          { line: 9, text: `${early};12`, fault: 'tooEarly' },
          { line: 10, text: `${inBasket};12`, fault: 'alreadyInBasket' },
          { line: 11, text: `${paid.resident.civilId};12`, fault: 'beingPaid' },
          { line: 12, text: `${stranger};12`, fault: 'notYourWorker' },
          { line: 13, text: `${workers[0]};12;extra`, fault: 'columns' },
          { line: 14, text: `"${workers[0]};12`, fault: 'columns' },
        ],
      };
      const answers = await Promise.all([ghanem.askToImport(csv, key), ghanem.askToImport(csv, key)]);
      for (const answer of answers) expect(answer).toEqual({ status: 200, body: expected });
      expect(await ghanem.askToImport(csv, key)).toEqual({ status: 200, body: expected });
      const { renewals } = await ghanem.basket();
      const months = new Map(renewals.map((renewal) => [renewal.resident.civilId, renewal.months]));
      expect(workers.map((worker) => months.get(worker))).toEqual([12, 24, null]);
      expect(renewals).toHaveLength(5);
      expect(renewals.every(({ insuredUntil }) => insuredUntil !== null)).toBe(true);
    });

    test.each([
      ['nothing', '\n \n', 'empty'],
      ['a heading alone', 'Civil ID,Months\n', 'empty'],
      ['too many lines', '390010100028\n'.repeat(501), 'tooManyLines'],
    ])('of %s is refused', async (_name, csv, error) => {
      expect(await ghanem.askToImport(csv)).toEqual({ status: 422, body: { error } });
    });

    test('for a company that is not granted is refused', async () => {
      expect(await ghanem.askToImport('390010100028', randomUUID(), FOREIGN_COMPANY)).toEqual({
        status: 422,
        body: { error: 'notYourCompany' },
      });
    });
  });

  describe('paying', () => {
    test('several: one payment, a line each, and every residency moves with the capture', async () => {
      const workers = [await portal.readyWorker(), await portal.readyWorker({ daysLeft: 10 })];
      const renewals = [];
      for (const worker of workers) renewals.push(await ghanem.complete(worker));
      const { paymentId, amount, lines, gatewayUrl, left } = await ghanem.pay(renewals);
      expect({ amount, lines, left }).toEqual({ amount: 40_000, lines: 2, left: [] });
      expect((await ghanem.basket()).renewals.map(({ resident }) => resident.standing.standing)).toEqual([
        'beingPaid',
        'beingPaid',
      ]);
      expect(await portal.expiryOf(workers[0] as CivilId)).toBe(addDays(portal.today, 30));
      const response = portal.gateway.capture(gatewayUrl);
      await portal.respond(response);
      expect(await portal.expiryOf(workers[0] as CivilId)).toBe(addYears(addDays(portal.today, 30), 1));
      expect(await portal.expiryOf(workers[1] as CivilId)).toBe(addYears(addDays(portal.today, 10), 1));
      const view = await ghanem.payment(paymentId);
      expect(view).toMatchObject({ status: 'captured', lines: [{ amount: 20_000 }, { amount: 20_000 }] });
      const paid = await ghanem.look(renewals[0]?.renewalId ?? '');
      expect(paid).toMatchObject({
        status: 'paid',
        payable: false,
        fee: 20_000,
        newExpiry: addYears(addDays(portal.today, 30), 1),
        receiptUrl: view.receiptUrl,
        resident: { standing: { standing: 'tooEarly' } },
      });
      expect(await portal.locks()).toEqual([]);
      expect((await ghanem.basket()).renewals).toEqual([]);
      expect(await portal.trail('renewalPaid')).toEqual([{ payment: paymentId }, { payment: paymentId }]);
      const mails = await portal.store.reader.selectFrom('mails').select(['recipient', 'text']).execute();
      expect(mails).toHaveLength(1);
      expect(mails[0]?.recipient).toBe('ghanem@example.org');
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
      // Told again, nothing moves.
      await portal.respond(response);
      expect(await portal.expiryOf(workers[0] as CivilId)).toBe(addYears(addDays(portal.today, 30), 1));
    });

    test('a receipt with a line each, without whose they are', async () => {
      const renewals = [];
      for (let count = 0; count < 3; count += 1)
        renewals.push(await ghanem.complete(await portal.readyWorker()));
      const { paymentId, gatewayUrl } = await ghanem.pay(renewals);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      const { receiptUrl, reference } = await ghanem.payment(paymentId);
      const path = new URL(receiptUrl ?? '').pathname;
      for (let times = 0; times < 2; times += 1) {
        const { body } = await portal.server.inject(path);
        for (const { resident } of renewals) {
          expect(body).toContain(`civil ID ending ${resident.civilId.slice(-4)}`);
          expect(body).not.toContain(resident.civilId);
        }
        for (const text of ['KD 60.000', reference]) expect(body).toContain(text);
        for (const secret of ['TARANG', 'ghanem']) expect(body).not.toContain(secret);
      }
      const document = await portal.server.inject(`${path}/receipt.pdf`);
      expect(document.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    });

    test('bad lines stay in the basket, each with its reason, and hinder no other', async () => {
      const good = await ghanem.complete(await portal.readyWorker());
      const owing = await ghanem.complete(await portal.readyWorker());
      await portal.addDue(owing.resident.civilId);
      const locked = await ghanem.complete(await portal.readyWorker());
      await ghanem.pay([locked]);
      const paid = await ghanem.complete(await portal.readyWorker());
      await portal.respond(portal.gateway.capture((await ghanem.pay([paid])).gatewayUrl));
      const removed = await ghanem.complete(await portal.readyWorker());
      await ghanem.askToRemove(removed.renewalId);
      const unknown = randomUUID();
      const wanted = [good, owing, locked, paid, removed].map(({ renewalId }) => renewalId);
      const { body } = await ghanem.askToPay([...wanted, unknown, good.renewalId]);
      expect(body).toMatchObject({
        amount: 20_000,
        lines: 1,
        left: [
          { renewalId: owing.renewalId, fault: 'preconditionNotMet' },
          { renewalId: locked.renewalId, fault: 'beingPaid' },
          { renewalId: paid.renewalId, fault: 'alreadyPaid' },
          { renewalId: removed.renewalId, fault: 'notYours' },
          { renewalId: unknown, fault: 'notYours' },
        ],
      });
      await portal.respond(portal.gateway.capture(body.gatewayUrl));
      const { renewals } = await ghanem.basket();
      expect(renewals.map(({ renewalId }) => renewalId).toSorted()).toEqual(
        [owing.renewalId, locked.renewalId].toSorted(),
      );
    });

    test('with one key, ten times at once, is one payment', async () => {
      const renewals = [await ghanem.complete(await portal.readyWorker())];
      const key = randomUUID();
      const ids = renewals.map(({ renewalId }) => renewalId);
      const answers = await Promise.all(Array.from({ length: 10 }, () => ghanem.askToPay(ids, key)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 200, body: { lines: 1, left: [] } });
      expect(await portal.trail('paymentBegun')).toHaveLength(1);
      const [answer] = answers;
      await portal.respond(portal.gateway.capture(answer?.body.gatewayUrl));
      const again = await ghanem.askToPay(ids, key);
      expect(again.body).toMatchObject({ paymentId: answer?.body.paymentId, lines: 1, left: [] });
      expect(again.body.gatewayUrl).toContain('/payments/');
    });

    test('the same worker by two delegates at once: one pays', async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      const dana = portal.renewer('dana');
      const answers = await Promise.all([
        ghanem.askToPay([renewal.renewalId]),
        dana.askToPay([renewal.renewalId]),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      expect(await portal.locks()).toHaveLength(1);
      expect(await portal.trail('paymentBegun')).toHaveLength(1);
    });

    test('while it is paid nobody changes it, takes it out or begins another', async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      await ghanem.pay([renewal]);
      const { version } = await ghanem.look(renewal.renewalId);
      const choices = { months: 24, nameMatches: true, termsAccepted: true };
      expect((await ghanem.askToSave({ ...renewal, version }, choices)).body).toEqual({
        error: 'notInThisState',
      });
      expect((await ghanem.askToRemove(renewal.renewalId)).body).toEqual({ error: 'beingPaid' });
      expect((await ghanem.askToBegin(renewal.resident.civilId)).body).toEqual({ error: 'beingPaid' });
    });

    test('is not done through the payments of dues and requests', async () => {
      const { renewalId } = await portal
        .renewer('salem')
        .complete(
          await portal.readyWorker({ employer: null, sponsor: HOLDER, article: '22', relation: 'spouse' }),
        );
      const { body } = await portal.ask('salem', 'POST', '/api/payments', {
        key: randomUUID(),
        items: [{ type: 'renewal', renewalId }],
        language: 'ar',
      });
      expect(body).toEqual({ error: 'notPayable' });
    });

    test('costs what was locked, though the tariff changes at midnight in Kuwait before the capture', async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      const other = await ghanem.complete(await portal.readyWorker());
      const midnight = Date.parse(`${FEES_CHANGE_ON}T00:00:00+03:00`);
      portal.clock.advance(midnight - 1 - portal.clock.now());
      const { amount, gatewayUrl, paymentId } = await ghanem.pay([renewal]);
      expect(amount).toBe(20_000);
      portal.clock.advance(1);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      expect(await portal.statusOf(paymentId)).toBe('captured');
      expect(await ghanem.look(renewal.renewalId)).toMatchObject({ status: 'paid', fee: 20_000 });
      expect(await ghanem.pay([other])).toMatchObject({ amount: 40_000 });
    });
  });

  describe('a grant that is revoked', () => {
    test('holds at the next request, also in the middle of a basket', async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      await portal.grant('ghanem', [SISTER_COMPANY]);
      expect((await ghanem.basket()).renewals).toEqual([]);
      const choices = { months: 12, nameMatches: true, termsAccepted: true };
      expect((await ghanem.askToSave(renewal, choices)).status).toBe(404);
      expect((await ghanem.askToRemove(renewal.renewalId)).status).toBe(404);
      expect((await ghanem.askToPay([renewal.renewalId])).body).toEqual({ error: 'nothingPayable' });
      expect((await ghanem.askToImport('390010100028')).body).toEqual({ error: 'notYourCompany' });
      // What lies in the basket is not lost: the other delegate goes on with it.
      expect(await portal.renewer('dana').pay([renewal])).toMatchObject({ lines: 1 });
    });

    test('a suspended delegate is not signed in any more', async () => {
      await portal.store.transaction((transaction) =>
        transaction
          .updateTable('accounts')
          .set({ suspended: 1 })
          .where('account_id', '=', RENEWERS.ghanem.accountId)
          .execute(),
      );
      expect((await ghanem.askToFind()).status).toBe(401);
    });

    test('what was captured before stays paid, and whoever paid sees the receipt', async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      const { paymentId, gatewayUrl } = await ghanem.pay([renewal]);
      await portal.grant('ghanem', []);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      expect(await ghanem.payment(paymentId)).toMatchObject({ status: 'captured' });
    });
  });

  describe('a capture that comes late', () => {
    const givenUp = async () => {
      const renewal = await ghanem.complete(await portal.readyWorker());
      const begun = await ghanem.pay([renewal]);
      portal.clock.advance(OPEN_LONGEST_MS);
      await portal.reconcile();
      expect(await portal.statusOf(begun.paymentId)).toBe('timedOut');
      return { renewal, ...begun };
    };
    const afterwards = async (gatewayUrl: string, paymentId: string) => {
      await portal.respond(portal.gateway.capture(gatewayUrl));
      portal.clock.advance(CHECK_SHORTEST_WAIT_MS);
      await portal.reconcile();
      return portal.statusOf(paymentId);
    };

    test('still pays what lies there as it was locked', async () => {
      const { renewal, gatewayUrl, paymentId } = await givenUp();
      expect(await afterwards(gatewayUrl, paymentId)).toBe('captured');
      expect(await ghanem.look(renewal.renewalId)).toMatchObject({ status: 'paid' });
    });

    test.each<[string, (renewal: RenewalView) => Promise<unknown>]>([
      [
        'changed',
        async ({ renewalId }) => {
          const { version } = await ghanem.look(renewalId);
          const choices = { months: 24, nameMatches: true, termsAccepted: true };
          return ghanem.askToSave({ renewalId, version }, choices);
        },
      ],
      ['taken out', ({ renewalId }) => ghanem.askToRemove(renewalId)],
      ['locked for another payment', (renewal) => ghanem.pay([renewal])],
      [
        'paid otherwise',
        async (renewal) => portal.respond(portal.gateway.capture((await ghanem.pay([renewal])).gatewayUrl)),
      ],
    ])('is refunded whole when a line was %s meanwhile', async (_name, meanwhile) => {
      const { renewal, gatewayUrl, paymentId } = await givenUp();
      await meanwhile(renewal);
      const expiry = await portal.expiryOf(renewal.resident.civilId);
      const paid = (await portal.trail('renewalPaid')).length;
      expect(await afterwards(gatewayUrl, paymentId)).toBe('refunded');
      expect(await portal.expiryOf(renewal.resident.civilId)).toBe(expiry);
      expect(await portal.trail('renewalPaid')).toHaveLength(paid);
    });

    test('pays none of its lines when one of them can no longer be had', async () => {
      const renewals = [];
      for (let count = 0; count < 3; count += 1)
        renewals.push(await ghanem.complete(await portal.readyWorker()));
      const { gatewayUrl, paymentId } = await ghanem.pay(renewals);
      portal.clock.advance(OPEN_LONGEST_MS);
      await portal.reconcile();
      await ghanem.askToRemove(renewals[1]?.renewalId ?? '');
      expect(await afterwards(gatewayUrl, paymentId)).toBe('refunded');
      for (const { resident } of renewals)
        expect(await portal.expiryOf(resident.civilId)).toBe(resident.residencyExpiresOn);
      expect((await ghanem.basket()).payable).toBe(2);
    });
  });
}
