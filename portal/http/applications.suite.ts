import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../../contracts/calendar.ts';
import type { Fils } from '../../contracts/money.ts';
import { PickupId, RequestId } from '../../contracts/pickup.ts';
import { queuePlace, RequestView, ReviewCaseSummary } from '../../contracts/portal-api/licences.ts';
import { nextStatus, type RequestAction, RequestStatus } from '../../contracts/request.ts';
import { failure, success } from '../../contracts/result.ts';
import { followUpRequests } from '../services/applications/follow-up-requests.ts';
import { MACHINE_HEARD_WITHIN_MS } from '../services/applications/machines.ts';
import { recordRequestRefund, requestPaymentLine } from '../services/applications/record-payment.ts';
import {
  forgetLooseUploads,
  LOOSE_UPLOAD_LASTS_MS,
  LOOSE_UPLOADS_MOST,
} from '../services/applications/uploads.ts';
import { auditEntry } from '../services/audit/audit-chain.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { tokenHash } from '../services/secret-token.ts';
import { reportEvents } from '../services/collection/report-events.ts';
import { reserve } from '../services/collection/reserve.ts';
import { CLAIM_LASTS_MS } from '../services/review/claim.ts';
import { appendAudit } from '../store/audit.ts';
import { allotRequestId, listWaitingCases, type WaitingCase } from '../store/applications.ts';
import { insertCollectionToken } from '../store/identity.ts';
import { getLicence } from '../store/requests.ts';
import { putUntouchedRequest } from '../store/seeding.ts';
import type { Store } from '../store/store.ts';
import {
  ApplicationsUnderTest,
  DAYS_LEFT,
  EMPTY_FORM,
  MACHINE,
  PEOPLE,
  photo,
} from '../test-support/applications-under-test.ts';
import { settingsOn } from '../dated-settings.ts';
import { DATED_SETTINGS, LICENCE_FEES, REQUEST_ID, seedRequest } from '../test-support/fixtures.ts';

const DAY_MS = 24 * 60 * 60_000;
const REASON = 'The photo is not sharp';
const RETURN = { decision: 'return', reason: REASON };
const REJECT = { decision: 'reject', reason: REASON };
const APPROVE = { decision: 'approve' };

/** Applications and the review desk by their routes, on whichever engine `openTestStore` opens an empty store. */
export function applicationsSuite(openTestStore: () => Promise<Store>): void {
  let portal: ApplicationsUnderTest;
  beforeEach(async () => {
    portal = await ApplicationsUnderTest.start(await openTestStore());
  });
  afterEach(async () => {
    expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
    await portal.close();
  });

  const refused = (error: string, status = 422) => ({ status, body: { error } });
  const salem = () => portal.individual('salem');

  /** Moves a request's row to `status` as nothing but a test may. */
  const put = (requestId: RequestId, status: RequestStatus) =>
    portal.store.reader.updateTable('requests').set({ status }).where('request_id', '=', requestId).execute();

  /** What holds today. */
  const holding = () => ({ settings: settingsOn(DATED_SETTINGS, portal.today), today: portal.today });
  /** Makes somebody a foreigner whose residency ends in so many days. */
  const reside = (who: keyof typeof PEOPLE, days: number) =>
    portal.store.reader
      .updateTable('people')
      .set({ nationality: 'IND', residency_expires_on: addDays(portal.today, days) })
      .where('civil_id', '=', PEOPLE[who])
      .execute();

  /** A renewal that waits for its fee. */
  async function approved() {
    const request = await salem().submit('renewal');
    const one = portal.officer('two');
    await one.decide(await one.claim(request), APPROVE);
    return salem().get(request.requestId);
  }
  async function ready() {
    const request = await approved();
    expect(await portal.pay(request, request.fee)).toBe('recorded');
    return salem().get(request.requestId);
  }

  describe('the licence on record', () => {
    test('with every service that can be applied for', async () => {
      expect(await salem().ask('GET', '/api/licence')).toMatchObject({
        status: 200,
        body: {
          licence: {
            number: '80123456',
            expiryDate: addDays(portal.today, DAYS_LEFT),
            categories: ['private', 'generalB', 'motorcycleA'],
          },
          services: [
            { kind: 'renewal', fee: 10_000, documents: ['photo'], reviewed: true, refusals: [] },
            { kind: 'damaged', fee: 5_000, documents: ['damagePhoto'], reviewed: true, refusals: [] },
            { kind: 'lost', fee: 7_000, documents: ['policeReport'], reviewed: true, refusals: [] },
          ],
        },
      });
    });

    test('dues that are not payable online stand in the way as well', async () => {
      await portal.addDue(PEOPLE.salem);
      expect(await salem().ask('POST', '/api/requests', { key: randomUUID(), kind: 'lost' })).toEqual(
        refused('notEligible'),
      );
    });
  });

  describe('a licence type that is tied to the residency', () => {
    test('is printed until the residency ends, when its holder has renewed that', async () => {
      await reside('salem', 400);
      const request = await salem().submit('renewal', 'motorcycleA');
      expect(request.status).toBe('awaitingPayment');
      expect(await portal.pay(request, request.fee)).toBe('recorded');
      const { licence } = await getLicence(portal.store.reader, request.requestId);
      expect(licence.expiryDate).toBe(addDays(portal.today, 400));
      expect(licence.privileges).toContainEqual({
        category: 'motorcycleA',
        issueDate: portal.today,
        expiryDate: addDays(portal.today, 400),
      });
    });

    test('is not renewed to the day on which it ends anyway; other types are', async () => {
      await reside('salem', DAYS_LEFT - 1);
      const draft = await salem().complete('renewal', 'motorcycleA');
      expect(draft.open).toContain('categoryMissing');
      expect((await salem().save(draft, { category: 'private' })).open).toEqual([]);
    });

    test('is not paid for when the residency has ended since it was approved', async () => {
      await reside('salem', 400);
      const request = await salem().submit('renewal', 'motorcycleA');
      await reside('salem', -1);
      expect(await requestPaymentLine(portal.store.reader, request.requestId, 'salem', holding())).toBeNull();
      expect(await portal.pay(request, request.fee)).toBe('notPayable');
      expect((await salem().get(request.requestId)).status).toBe('awaitingPayment');
    });
  });

  describe('a draft', () => {
    test('is the same however often it is begun under one key, also at once', async () => {
      const key = randomUUID();
      const begun = await Promise.all(Array.from({ length: 5 }, () => salem().create('renewal', key)));
      expect(new Set(begun.map(({ requestId }) => requestId)).size).toBe(1);
      expect(await salem().create('renewal', key)).toEqual(begun[0]);
      expect(await portal.trail(begun[0]?.requestId as RequestId)).toEqual([
        'account:salem applicationBegun',
      ]);
    });

    test('two begun at once under two keys are one: the other is refused', async () => {
      const asked = await Promise.all(
        [1, 2, 3].map(() => salem().ask('POST', '/api/requests', { key: randomUUID(), kind: 'renewal' })),
      );
      expect(asked.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    });

    test('survives, filled in as it was saved, and shows what is missing', async () => {
      const draft = await salem().create('renewal');
      expect(draft).toMatchObject({
        status: 'draft',
        category: null,
        documentsNeeded: ['photo'],
        open: ['categoryMissing', 'documentMissing', 'machineMissing'],
        canCancel: true,
        needsApplicant: true,
        timeline: [{ status: 'draft' }],
      });
      const { uploadId } = await salem().upload(await photo(), 'صورتي.jpg');
      const saved = await salem().save(draft, { category: 'generalB', documents: { photo: uploadId } });
      expect(saved).toMatchObject({ category: 'generalB', open: ['machineMissing'] });
      expect(saved.uploads.photo).toMatchObject({ uploadId, name: 'صورتي.jpg' });
      expect(await salem().get(draft.requestId)).toEqual(saved);
      expect(await salem().ask('GET', '/api/requests')).toMatchObject({
        body: { requests: [{ requestId: draft.requestId, status: 'draft', category: 'generalB' }] },
      });
    });

    test('saved from two windows: the later one is told, and nothing is overwritten', async () => {
      const draft = await salem().create('renewal');
      const saved = await salem().save(draft, { category: 'private' });
      const late = await salem().ask('PUT', `/api/requests/${draft.requestId}/form`, {
        version: draft.version,
        form: EMPTY_FORM,
      });
      expect(late).toEqual(refused('changedMeanwhile', 409));
      expect(await salem().get(draft.requestId)).toEqual(saved);
    });

    test('takes no document of somebody else', async () => {
      const { uploadId } = await portal.individual('mariam').upload(await photo());
      const draft = await salem().create('renewal');
      const { status } = await salem().ask('PUT', `/api/requests/${draft.requestId}/form`, {
        version: draft.version,
        form: { ...EMPTY_FORM, documents: { photo: uploadId } },
      });
      expect(status).toBe(404);
    });
  });

  describe('numbers of requests', () => {
    test('are given once each, after those that are there, and begin anew every year', async () => {
      await portal.store.transaction((transaction) =>
        putUntouchedRequest(
          transaction,
          seedRequest({ requestId: RequestId.parse('R-2027-250000'), civilId: PEOPLE.mariam }),
        ),
      );
      const allot = (year: number) =>
        portal.store.transaction((transaction) => allotRequestId(transaction, year));
      const given = await Promise.all(Array.from({ length: 8 }, () => allot(2026)));
      expect(given.sort()).toEqual(Array.from({ length: 8 }, (_, index) => `R-2026-${100_000 + index}`));
      expect(await allot(2027)).toBe('R-2027-250001');
      expect(await allot(2028)).toBe('R-2028-100000');
    });
  });

  describe('somebody else’s request', () => {
    test('is not found, whatever is asked of it', async () => {
      const draft = await salem().complete('renewal');
      const path = `/api/requests/${draft.requestId}`;
      const { version } = draft;
      const answers = await Promise.all([
        portal.ask('mariam', 'GET', path),
        portal.ask('mariam', 'PUT', `${path}/form`, { version, form: EMPTY_FORM }),
        portal.ask('mariam', 'POST', `${path}/submission`, { version, declared: true }),
        portal.ask('mariam', 'POST', `${path}/cancellation`, { version }),
      ]);
      for (const answer of answers) expect(answer).toEqual(refused('notFound', 404));
      expect(await salem().get(draft.requestId)).toEqual(draft);
    });

    test('is not paid by them either', async () => {
      const { requestId } = await approved();
      expect(await requestPaymentLine(portal.store.reader, requestId, 'mariam', holding())).toBeNull();
    });
  });

  describe('submission', () => {
    test('a renewal waits for an officer; a loss of a private licence is to be paid at once', async () => {
      expect(await salem().submit('renewal')).toMatchObject({
        status: 'submitted',
        needsApplicant: false,
        timeline: [{ status: 'draft' }, { status: 'submitted' }],
      });
      const lost = await portal.individual('mariam').submit('lost');
      expect(lost).toMatchObject({
        status: 'awaitingPayment',
        fee: LICENCE_FEES.lost,
        timeline: [{ status: 'draft' }, { status: 'submitted' }, { status: 'awaitingPayment' }],
      });
      expect(await requestPaymentLine(portal.store.reader, lost.requestId, 'mariam', holding())).toEqual({
        fee: LICENCE_FEES.lost,
        description: {
          ar: 'بدل فاقد لرخصة القيادة: خاصة',
          en: 'Replacement of a lost driving licence: Private',
        },
      });
    });

    test('a loss for a professional type is looked at by an officer as well', async () => {
      expect(await salem().submit('lost', 'generalB')).toMatchObject({ status: 'submitted' });
    });

    test('of what is incomplete names the first thing missing', async () => {
      expect(await salem().askToSubmit(await salem().create('renewal'))).toEqual(refused('categoryMissing'));
    });

    test('undeclared, it is refused', async () => {
      expect(await salem().askToSubmit(await salem().complete('renewal'), false)).toEqual(
        refused('notDeclared'),
      );
    });

    test('what became due since the draft was begun stands in its way', async () => {
      const draft = await salem().complete('renewal');
      await portal.addDue(PEOPLE.salem);
      expect(await salem().askToSubmit(draft)).toEqual(refused('notEligible'));
      expect(await salem().get(draft.requestId)).toMatchObject({ status: 'draft', open: ['notEligible'] });
    });

    test.each([
      ['the police do not know of the loss', success('noSuchReport' as const), 'lossReportNotFound'],
      ['the police do not answer', failure('unreachable' as const), 'policeUnavailable'],
    ])('%s', async (_name, answer, fault) => {
      portal.police = answer;
      const draft = await salem().complete('lost');
      expect(await salem().askToSubmit(draft)).toEqual(refused(fault));
      expect(await salem().get(draft.requestId)).toEqual(draft);
    });

    test('sent twice at once, it is submitted once', async () => {
      const draft = await salem().complete('renewal');
      const sent = await Promise.all([1, 2, 3].map(() => salem().askToSubmit(draft)));
      expect(sent.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await portal.trail(draft.requestId)).toEqual([
        'account:salem applicationBegun',
        'account:salem applicationMoved',
      ]);
    });
  });

  describe('the review desk', () => {
    const queue = async (after?: string) => {
      const { body } = await portal
        .officer('one')
        .ask('GET', `/api/review/cases${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`);
      const { cases, waiting } = body as { cases: unknown[]; waiting: number };
      return { cases: cases.map((one) => ReviewCaseSummary.parse(one)), waiting };
    };

    test('shows what waits, oldest first, and page by page', async () => {
      const first = await salem().submit('renewal');
      portal.clock.advance(1_000);
      const second = await portal.individual('mariam').submit('damaged');
      const { cases, waiting } = await queue();
      expect(waiting).toBe(2);
      expect(cases.map(({ requestId }) => requestId)).toEqual([first.requestId, second.requestId]);
      const [oldest] = cases;
      if (!oldest) throw new Error('nothing waits');
      expect((await queue(queuePlace(oldest))).cases).toEqual(cases.slice(1));
    });

    test('submitted at the same instant, each case is on one page and none is skipped', async () => {
      const submitted = [
        await salem().submit('renewal'),
        await portal.individual('mariam').submit('renewal'),
        await portal.individual('officerOne').submit('damaged'),
      ].map(({ requestId }) => requestId);
      const shown: WaitingCase[] = [];
      for (;;) {
        const page = await listWaitingCases(portal.store.reader, shown.at(-1) ?? null, 1);
        if (page.length === 0) break;
        shown.push(...page);
      }
      expect(new Set(shown.map(({ waitingSince }) => waitingSince)).size).toBe(1);
      expect(shown.map(({ requestId }) => requestId)).toEqual(submitted.toSorted());
      const [, second] = (await queue()).cases;
      if (!second) throw new Error('one case waits');
      const rest = (await queue(queuePlace(second))).cases.map(({ requestId }) => requestId);
      expect(rest).toEqual(submitted.toSorted().slice(2));
    });

    test.each(['2026-11-22T09:00:00.000Z', 'never/R-2026-100000', '2026-11-22T09:00:00.000Z/1/2'])(
      'has no place %s',
      async (after) => {
        const { status } = await portal
          .officer('one')
          .ask('GET', `/api/review/cases?after=${encodeURIComponent(after)}`);
        expect(status).toBe(400);
      },
    );

    test('shows a case whole, and the look is on the trail', async () => {
      const { requestId, uploads } = await salem().submit('renewal');
      expect(await portal.officer('one').look(requestId)).toMatchObject({
        status: 200,
        body: {
          requestId,
          nameArabic: 'سالم أحمد المثال',
          nameLatin: 'SALEM AHMAD ALMITHAL',
          age: 30,
          civilIdLastFour: PEOPLE.salem.slice(-4),
          licence: { number: '80123456' },
          uploads,
          claimedBy: null,
        },
      });
      expect((await portal.trail(requestId)).at(-1)).toBe('staff:officer-one caseLookedAt');
    });

    test('shows nothing that does not wait', async () => {
      const { requestId } = await salem().complete('renewal');
      expect(await portal.officer('one').look(requestId)).toEqual(refused('notFound', 404));
    });

    test('a case claimed by two at once is one’s; given back, it is the other’s to claim', async () => {
      const { requestId, version } = await salem().submit('renewal');
      const [one, two] = [portal.officer('one'), portal.officer('two')];
      const claims = await Promise.all([
        one.askToClaim(requestId, version),
        two.askToClaim(requestId, version),
      ]);
      expect(claims.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(claims).toContainEqual(refused('claimedByOther'));
      const [winner, loser] = claims[0]?.status === 200 ? [one, two] : [two, one];
      expect((await queue()).cases[0]?.claimedBy).toMatch(/الضابط/);
      expect(await loser.release(requestId)).toMatchObject({ status: 200 });
      expect((await queue()).cases[0]?.claimedBy).not.toBeNull();
      expect(await winner.release(requestId)).toMatchObject({ status: 200 });
      expect((await queue()).cases[0]?.claimedBy).toBeNull();
      expect(await loser.claim(await salem().get(requestId))).toMatchObject({ claimedByMe: true });
    });

    test('claimed again by the same officer, it is the same', async () => {
      const request = await salem().submit('renewal');
      const claimed = await portal.officer('two').claim(request);
      expect(await portal.officer('two').claim(request)).toEqual(claimed);
    });

    test('a claim that nobody came back to lapses', async () => {
      const request = await salem().submit('renewal');
      await portal.officer('two').claim(request);
      portal.clock.advance(CLAIM_LASTS_MS - 1);
      const now = await salem().get(request.requestId);
      expect(await portal.officer('one').askToClaim(now.requestId, now.version)).toEqual(
        refused('claimedByOther'),
      );
      portal.clock.advance(1);
      expect(await portal.officer('one').claim(now)).toMatchObject({ claimedByMe: true });
      expect(await portal.officer('two').decide({ ...now, version: now.version + 1 }, APPROVE)).toEqual(
        refused('claimedByOther'),
      );
    });

    test('approved, it is to be paid, and its applicant is told', async () => {
      expect(await approved()).toMatchObject({
        status: 'awaitingPayment',
        needsApplicant: true,
        fee: LICENCE_FEES.renewal,
      });
      expect(await portal.mails()).toEqual([expect.stringMatching(/^salem@example\.org: .*approved/)]);
      expect((await queue()).waiting).toBe(0);
    });

    test('returned with a reason, it is corrected and submitted again', async () => {
      const request = await salem().submit('renewal');
      const two = portal.officer('two');
      expect(await two.decide(await two.claim(request), RETURN)).toEqual({
        status: 200,
        body: { status: 'returned' },
      });
      const returned = await salem().get(request.requestId);
      expect(returned).toMatchObject({ status: 'returned', reason: REASON, open: [], needsApplicant: true });
      expect(returned.timeline.at(-1)).toMatchObject({ status: 'returned', note: REASON });
      const saved = await salem().save(returned, { category: 'generalB' });
      expect(await salem().askToSubmit(saved)).toMatchObject({
        status: 200,
        body: { status: 'submitted', reason: null },
      });
      expect((await queue()).cases).toMatchObject([{ requestId: request.requestId, claimedBy: null }]);
    });

    test('rejected with a reason, it is over, and another can be begun', async () => {
      const request = await salem().submit('renewal');
      const two = portal.officer('two');
      await two.decide(await two.claim(request), REJECT);
      expect(await salem().get(request.requestId)).toMatchObject({
        status: 'rejected',
        reason: REASON,
        canCancel: false,
      });
      expect((await portal.mails()).at(-1)).toMatch(/rejected/);
      expect(await salem().create('renewal')).toMatchObject({ status: 'draft' });
    });

    test.each([
      ['without a reason', { decision: 'reject' }],
      ['with an empty reason', { decision: 'return', reason: '     ' }],
      ['with a reason for approval', { ...APPROVE, reason: REASON }],
    ])('a decision %s is none', async (_name, decision) => {
      const request = await salem().submit('renewal');
      const two = portal.officer('two');
      expect(await two.decide(await two.claim(request), decision)).toMatchObject({ status: 400 });
    });

    test('nobody decides what they have not claimed', async () => {
      const request = await salem().submit('renewal');
      expect(await portal.officer('two').decide(request, APPROVE)).toEqual(refused('notClaimed'));
      const { version } = await portal.officer('two').claim(request);
      expect(await portal.officer('one').decide({ ...request, version }, APPROVE)).toEqual(
        refused('claimedByOther'),
      );
    });

    test('nobody decides on their own request', async () => {
      const request = await portal.individual('officerOne').submit('renewal');
      const one = portal.officer('one');
      expect(await one.decide(await one.claim(request), APPROVE)).toEqual(refused('ownRequest'));
    });

    test('decided twice at once, it is decided once', async () => {
      const request = await salem().submit('renewal');
      const two = portal.officer('two');
      const claimed = await two.claim(request);
      const decided = await Promise.all([two.decide(claimed, APPROVE), two.decide(claimed, REJECT)]);
      expect(decided.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(decided).toContainEqual(refused('notInThisState'));
      expect(await portal.mails()).toHaveLength(1);
    });

    test('an applicant who cancels meanwhile has the last word', async () => {
      const request = await salem().submit('renewal');
      const two = portal.officer('two');
      const claimed = await two.claim(request);
      expect(await salem().askToCancel({ ...request, version: claimed.version })).toMatchObject({
        status: 200,
        body: { status: 'cancelled' },
      });
      expect(await two.decide(claimed, APPROVE)).toEqual(refused('notInThisState'));
    });
  });

  describe('payment', () => {
    test('makes the licence ready, once, and tells its applicant', async () => {
      const request = await approved();
      const { fee, requestId } = request;
      expect(await portal.pay(request, fee)).toBe('recorded');
      expect(await portal.pay(request, fee)).toBe('notPayable');
      expect(await salem().get(requestId)).toMatchObject({
        status: 'ready',
        paidAt: portal.now,
        collectBy: addDays(portal.today, 180),
        machine: { machine: MACHINE },
        canCancel: true,
      });
      expect((await salem().get(requestId)).timeline.map(({ status }) => status)).toEqual([
        'draft',
        'submitted',
        'awaitingPayment',
        'paid',
        'ready',
      ]);
      expect((await portal.mails()).at(-1)).toMatch(/ready to collect/);
      const { licence, portrait } = await getLicence(portal.store.reader, requestId);
      expect(licence).toMatchObject({ civilId: PEOPLE.salem, issueDate: portal.today });
      expect(Buffer.from(portrait, 'base64').subarray(0, 3).toString('hex')).toBe('ffd8ff');
    });

    test('a replacement is printed with the register’s portrait and the old days', async () => {
      const lost = await salem().submit('lost');
      await portal.pay(lost, lost.fee);
      const { licence, portrait } = await getLicence(portal.store.reader, lost.requestId);
      expect(licence.expiryDate).toBe(addDays(portal.today, DAYS_LEFT));
      expect(Buffer.from(portrait, 'base64').toString()).toBe('portrait of the register');
    });

    test('of another amount, or for what does not wait for it, is not recorded', async () => {
      const request = await approved();
      expect(await portal.pay(request, (request.fee - 1) as Fils)).toBe('notPayable');
      await salem().askToCancel(request);
      expect(await portal.pay(request, request.fee)).toBe('notPayable');
      expect(await salem().get(request.requestId)).toMatchObject({ status: 'cancelled', paidAt: null });
    });
  });

  test('what was collected is issued here, and is the licence on record from then on', async () => {
    const { requestId, collectBy } = await ready();
    expect(collectBy).not.toBeNull();
    const { collection } = portal;
    const kiosk = { machine: MACHINE, address: '10.0.0.1' };
    const pickupId = PickupId.parse(randomUUID());
    const collectionToken = 'token'.repeat(8);
    await portal.store.transaction((transaction) =>
      insertCollectionToken(
        transaction,
        {
          tokenHash: tokenHash(collectionToken),
          machine: MACHINE,
          civilId: PEOPLE.salem,
          expiresAt: new Date(portal.clock.now() + DAY_MS).toISOString() as typeof portal.now,
        },
        portal.now,
      ),
    );
    const reserved = await reserve(collection, kiosk, { pickupId, requestId, collectionToken });
    if (!reserved.ok || reserved.value.outcome !== 'reserved') throw new Error('not reserved');
    const current = await salem().get(requestId);
    expect(current).toMatchObject({ status: 'reserved', canCancel: false });
    expect(await salem().askToCancel(current)).toEqual(refused('notInThisState'));
    const counters = { cardsPrinted: 1, ribbonRemaining: 1 };
    const bodies = [
      { type: 'printing', jobHash: 'a', counters },
      { type: 'presented', counters },
      { type: 'issued' },
    ];
    await reportEvents(collection, kiosk, pickupId, {
      fencing: 1,
      events: bodies.map((body, index) => ({ seq: index + 1, at: portal.now, body })) as Parameters<
        typeof reportEvents
      >[3]['events'],
    });
    const issued = await salem().get(requestId);
    expect(issued.status).toBe('issued');
    expect(issued.receiptUrl).toMatch(/\/receipts\/[0-9a-f]{32}$/);
    expect(issued.timeline.map(({ status }) => status).slice(-4)).toEqual([
      'reserved',
      'printing',
      'presented',
      'issued',
    ]);
    const { body } = await salem().ask('GET', '/api/licence');
    expect(body).toMatchObject({ licence: { expiryDate: reserved.value.licence.expiryDate } });
  });

  describe('cancelling', () => {
    test('before payment it is over, and its documents are nobody’s', async () => {
      const draft = await salem().complete('renewal');
      expect(await salem().askToCancel(draft)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      portal.clock.advance(LOOSE_UPLOAD_LASTS_MS + 1);
      await forgetLooseUploads(portal.context);
      expect(await portal.store.reader.selectFrom('uploads').select('upload_id').execute()).toEqual([]);
    });

    test('waits until an open payment has ended', async () => {
      const request = await approved();
      await portal.openPayment(request);
      expect(await salem().askToCancel(request)).toEqual(refused('paymentOpen'));
      expect(await salem().get(request.requestId)).toEqual(request);
    });

    test('of a request from elsewhere is not for the portal, which shows it all the same', async () => {
      await portal.store.transaction(async (transaction) => {
        await putUntouchedRequest(transaction, seedRequest({ civilId: PEOPLE.mariam }));
        const fact = { action: 'requestSeeded', requestId: REQUEST_ID, status: 'ready' } as const;
        const by = { actor: 'command:seed', origin: 'command line' };
        await appendAudit(transaction, [auditEntry(fact, by, portal.now)]);
      });
      const mariam = portal.individual('mariam');
      const seeded = await mariam.get(REQUEST_ID);
      expect(seeded).toMatchObject({ status: 'ready', canCancel: false, timeline: [{ status: 'ready' }] });
      expect(await mariam.askToCancel(seeded)).toEqual(refused('notInThisState'));
    });
  });

  describe('the one table', () => {
    test.each(RequestStatus.options)('in %s nothing is done that it does not allow', async (status) => {
      const draft = await salem().complete('renewal');
      const { requestId, version } = draft;
      await put(requestId, status);
      const before = await salem().get(requestId);
      const commands: readonly (readonly [RequestAction, () => Promise<{ readonly body: unknown }>])[] = [
        ['submit', () => salem().askToSubmit(draft)],
        [
          'submit',
          () => salem().ask('PUT', `/api/requests/${requestId}/form`, { version, form: EMPTY_FORM }),
        ],
        ['cancel', () => salem().askToCancel(draft)],
        // Officers have only what waits for them.
        ['requestPayment', () => portal.officer('two').askToClaim(requestId, version)],
        ['requestPayment', () => portal.officer('two').decide(draft, APPROVE)],
      ];
      const forbidden = commands.filter(([action]) => nextStatus(status, action) === null);
      for (const [, command] of forbidden)
        expect((await command()).body).toEqual({ error: 'notInThisState' });
      if (nextStatus(status, 'recordPayment') === null)
        expect(await portal.pay(draft, draft.fee)).toBe('notPayable');
      expect(before.canCancel).toBe(nextStatus(status, 'cancel') !== null);
      expect(await salem().get(requestId)).toEqual(before);
    });
  });

  describe('as days go by', () => {
    const pass = async (days: number) => {
      portal.clock.advance(days * DAY_MS);
      await followUpRequests(portal.context);
      await followUpRequests(portal.context);
    };
    const statusOf = async (requestId: RequestId) => (await salem().get(requestId)).status;

    test('an application that is not paid ends, and is told so once', async () => {
      const { requestId } = await approved();
      await pass(29);
      expect(await statusOf(requestId)).toBe('awaitingPayment');
      await pass(1);
      expect(await statusOf(requestId)).toBe('expired');
      expect((await portal.mails()).filter((mail) => mail.includes('expired'))).toHaveLength(1);
    });

    test('one that is being paid does not end before that has', async () => {
      const request = await approved();
      const { requestId } = request;
      const payment = await portal.openPayment(request);
      await pass(40);
      expect(await statusOf(requestId)).toBe('awaitingPayment');
      await portal.abandonPayment(payment);
      await pass(1);
      expect(await statusOf(requestId)).toBe('expired');
    });

    test('one that is not corrected ends', async () => {
      const request = await salem().submit('renewal');
      const two = portal.officer('two');
      await two.decide(await two.claim(request), RETURN);
      await pass(30);
      expect(await statusOf(request.requestId)).toBe('expired');
    });

    test('a licence that is not collected is reminded of and then ends', async () => {
      const { requestId } = await ready();
      const reminders = async () => (await portal.mails()).filter((mail) => mail.includes('Reminder')).length;
      await pass(149);
      expect(await reminders()).toBe(0);
      await pass(1);
      expect(await reminders()).toBe(1);
      await pass(23);
      expect(await reminders()).toBe(2);
      await pass(7);
      expect(await statusOf(requestId)).toBe('ready');
      await pass(1);
      expect(await statusOf(requestId)).toBe('expired');
      expect(await reminders()).toBe(2);
      expect(await portal.paymentStates()).toEqual(['refundDue']);
    });

    test('two servers that look at once remind once', async () => {
      await ready();
      portal.clock.advance(150 * DAY_MS);
      await Promise.all([1, 2, 3].map(() => followUpRequests(portal.context)));
      expect((await portal.mails()).filter((mail) => mail.includes('Reminder'))).toHaveLength(1);
    });
  });

  describe('documents', () => {
    const files = () =>
      existsSync(portal.context.uploadsFolder) ? readdirSync(portal.context.uploadsFolder) : [];

    test('come back as attachments under their name, to their owner', async () => {
      const octets = await photo();
      const { uploadId } = await salem().upload(octets, "صورة 'واضحة' (1).jpg");
      const reply = await portal.content('salem', uploadId);
      expect(reply.rawPayload).toEqual(octets);
      expect(reply.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent("صورة 'واضحة' (1).jpg").replace(/['()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      });
    });

    test('and to nobody else, but officers while the case waits: that is on the trail', async () => {
      const draft = await salem().complete('renewal');
      const uploadId = draft.form.documents.photo as string;
      const asked = async (who: string | null) => (await portal.content(who, uploadId)).statusCode;
      expect([await asked(null), await asked('mariam'), await asked('officer-one')]).toEqual([401, 404, 404]);
      await salem().askToSubmit(draft);
      expect(await asked('officer-one')).toBe(200);
      expect((await portal.trail(draft.requestId)).at(-1)).toBe('staff:officer-one documentLookedAt');
      const two = portal.officer('two');
      await two.decide(await two.claim(await salem().get(draft.requestId)), REJECT);
      expect([await asked('officer-one'), await asked('salem')]).toEqual([404, 200]);
    });

    test('are forgotten on demand, unless a submitted request holds them', async () => {
      const draft = await salem().complete('renewal');
      const uploadId = draft.form.documents.photo as string;
      const remove = (who: string) => portal.ask(who, 'DELETE', `/api/uploads/${uploadId}`);
      expect(await remove('mariam')).toEqual(refused('notFound', 404));
      await salem().askToSubmit(draft);
      expect(await remove('salem')).toEqual(refused('inUse'));
      const two = portal.officer('two');
      await two.decide(await two.claim(await salem().get(draft.requestId)), RETURN);
      expect(await remove('salem')).toEqual({ status: 200, body: {} });
      expect(files()).toEqual([]);
      const returned = await salem().get(draft.requestId);
      expect(returned).toMatchObject({ open: ['documentMissing'], uploads: {} });
      expect(returned.form.documents).toEqual({});
    });

    test('of the same content share a file, which goes with the last of them', async () => {
      const octets = await photo();
      const mine = await salem().upload(octets);
      const theirs = await portal.individual('mariam').upload(octets);
      await portal.ask('salem', 'DELETE', `/api/uploads/${mine.uploadId}`);
      expect(files()).toHaveLength(1);
      expect((await portal.content('mariam', theirs.uploadId)).rawPayload).toEqual(octets);
      await portal.ask('mariam', 'DELETE', `/api/uploads/${theirs.uploadId}`);
      expect(files()).toEqual([]);
    });

    test('that no request holds are limited, also when they come at once, and are forgotten after a day', async () => {
      const photos = await Promise.all(Array.from({ length: LOOSE_UPLOADS_MOST + 5 }, () => photo(30, 40)));
      const answers = await Promise.all(
        photos.map((octets) => salem().ask('POST', '/api/uploads?name=a.jpg', octets)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(LOOSE_UPLOADS_MOST);
      expect(answers.filter(({ status }) => status !== 200)[0]).toEqual(refused('tooManyUploads'));
      expect(files()).toHaveLength(LOOSE_UPLOADS_MOST);
      portal.clock.advance(LOOSE_UPLOAD_LASTS_MS + 1);
      await forgetLooseUploads(portal.context);
      expect(files()).toEqual([]);
      expect(await salem().upload(await photo())).toMatchObject({ type: 'image/jpeg' });
    });
  });

  describe('machines', () => {
    const canPrint = async () => {
      const { body } = await portal.ask(null, 'GET', '/api/machines');
      const { machines } = body as { machines: { machine: string; canPrint: boolean | null }[] };
      return machines.map(({ machine, canPrint: can }) => [machine, can]);
    };

    test('tell whether they can print, and what they said long ago counts for nothing', async () => {
      expect(await canPrint()).toEqual([
        [MACHINE, null],
        ['K-002', null],
      ]);
      expect(await portal.reportStatus(MACHINE, true)).toBe(200);
      expect(await portal.reportStatus('K-002', false)).toBe(200);
      expect(await canPrint()).toEqual([
        [MACHINE, true],
        ['K-002', false],
      ]);
      portal.clock.advance(MACHINE_HEARD_WITHIN_MS + 1);
      expect(await canPrint()).toEqual([
        [MACHINE, null],
        ['K-002', null],
      ]);
    });
  });

  test('cancelled when it was paid, its money is due back; paid back, it is over', async () => {
    const request = await ready();
    expect(request.receiptUrl).toMatch(/\/receipts\/[0-9a-f]{32}$/);
    expect(await salem().askToCancel(request)).toMatchObject({
      status: 200,
      body: { status: 'refundDue', canCancel: false },
    });
    expect(await portal.paymentStates()).toEqual(['refundDue']);
    await portal.store.transaction((transaction) =>
      recordRequestRefund(transaction, request.requestId, portal.now),
    );
    expect(RequestView.parse(await salem().get(request.requestId)).status).toBe('cancelled');
  });
}
