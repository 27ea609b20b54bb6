import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addYears, type IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { CaseForm } from '../../contracts/portal-api/cases.ts';
import { mrzCheckDigit } from '../../native-adapters/civil-id-reader/lds1/mrz.ts';
import { AUDIT_PAGE_SIZE } from '../services/audit/search-audit.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { DESK_DAYS } from '../services/dashboards/desk-dashboard.ts';
import type { Store } from '../store/store.ts';
import { OversightUnderTest } from '../test-support/oversight-under-test.ts';
import { FOREIGN_COMPANY, RENEWERS } from '../test-support/residency-under-test.ts';

const DAY_MS = 86_400_000;
const APPROVE = { decision: 'approve' } as const;

const amendment = (subjectCivilId: CivilId, fields: object = {}): CaseForm =>
  ({
    type: 'latinNameAmendment',
    subjectCivilId,
    requestedGivenName: 'Arun  Kumaar',
    requestedFamilyName: "D'Souza-Tarang",
    ...fields,
  }) as CaseForm;

/** The zone of a passport of the residents of these tests (ICAO 9303-4). */
function zone(number: string, birthDate: IsoDate, expiresOn: IsoDate, names = 'TARANG<<ARUN<KUMAR'): string {
  const short = (date: IsoDate) => date.slice(2).replaceAll('-', '');
  const checked = (text: string) => text + mrzCheckDigit(text);
  const first = checked(number.padEnd(9, '<'));
  const birth = checked(short(birthDate));
  const rest = checked(short(expiresOn)) + checked('<'.repeat(14));
  const composite = mrzCheckDigit(first + birth + rest);
  return `P<IND${names.padEnd(39, '<')}\n${first}IND${birth}M${rest}${composite}`;
}

/** Requests about names and passports, passports, the trail and dashboards through HTTP, on an empty store of either engine. */
export function oversightSuite(openTestStore: () => Promise<Store>): void {
  let portal: OversightUnderTest;
  beforeEach(async () => {
    portal = await OversightUnderTest.start(await openTestStore());
  });
  afterEach(() => portal.close());

  const faults = ({ open }: Awaited<ReturnType<OversightUnderTest['begin']>>) =>
    open.flatMap((point) => (point.at === 'field' ? [[point.field, point.fault, point.part]] : []));

  describe('an amendment of the Latin name (S8)', () => {
    test('approved, it changes the register and lets the renewal that waited go on', async () => {
      const worker = await portal.residency.readyWorker();
      const { renewalId } = await portal.residency.renewer('ghanem').begin(worker);
      const filed = await portal.submit('ghanem', amendment(worker));
      expect(filed.currentLatinName).toBe('ARUN KUMAR TARANG');
      const faultOf = async () => {
        const { checks } = await portal.residency.renewer('ghanem').look(renewalId);
        return checks.flatMap((check) =>
          check.precondition === 'latinNameConfirmed' && !check.met ? [[check.fault, check.caseId]] : [],
        );
      };
      expect(await faultOf()).toEqual([['nameUnderAmendment', filed.caseId]]);
      expect(await portal.decide('residencyOfficer', filed.caseId, APPROVE)).toMatchObject({
        status: 200,
        body: { status: 'approved' },
      });
      expect(await portal.latinNameOf(worker)).toEqual({ given: 'ARUN KUMAAR', family: "D'SOUZA-TARANG" });
      expect((await faultOf())[0]?.[0]).not.toBe('nameUnderAmendment');
      expect(await portal.trailOf('latinNameAmended')).toMatchObject([{ subject: filed.caseId }]);
    });

    test.each([
      [
        'letters of another script',
        { requestedGivenName: 'أرون' },
        ['requestedGivenName', 'latinName', null],
      ],
      ['a digit', { requestedFamilyName: 'TARAN6' }, ['requestedFamilyName', 'latinName', null]],
      ['a hyphen at the end', { requestedFamilyName: 'TARANG-' }, ['requestedFamilyName', 'latinName', null]],
      ['nothing', { requestedGivenName: null }, ['requestedGivenName', 'missing', null]],
      [
        'the name on record',
        { requestedGivenName: 'arun kumar', requestedFamilyName: 'tarang' },
        ['requestedFamilyName', 'sameName', null],
      ],
    ])('%s is named', async (_name, fields, fault) => {
      const worker = await portal.residency.readyWorker();
      expect(faults(await portal.begin('ghanem', amendment(worker, fields)))).toEqual([fault]);
    });

    test("tells nothing of somebody who is not the filer's", async () => {
      const stranger = await portal.residency.readyWorker({ employer: FOREIGN_COMPANY });
      for (const who of ['ghanem', 'salem'] as const) {
        const draft = await portal.begin(who, amendment(stranger));
        expect(faults(draft)).toEqual([['subjectCivilId', 'notYours', null]]);
        expect([draft.about, draft.currentLatinName]).toEqual([null, null]);
      }
    });

    test('cannot be carried out once the person has left the company', async () => {
      const worker = await portal.residency.readyWorker();
      const { caseId } = await portal.submit('ghanem', amendment(worker));
      await portal.residency.grant('ghanem', []);
      expect(await portal.decide('residencyOfficer', caseId, APPROVE)).toEqual({
        status: 422,
        body: { error: 'noLongerPossible' },
      });
      expect(await portal.latinNameOf(worker)).toMatchObject({ family: 'TARANG' });
    });
  });

  describe('a transfer of passport information (S9)', () => {
    const transfer = (subjectCivilId: CivilId, fields: object = {}): CaseForm => {
      const { today } = portal.residency;
      return {
        type: 'passportTransfer',
        subjectCivilId,
        passportNumber: 'n 123 4567',
        issuedOn: addDays(today, -10),
        expiresOn: addYears(today, 10),
        placeOfIssue: 'MUMBAI',
        mrz: null,
        ...fields,
      } as CaseForm;
    };
    const born = () => addYears(portal.residency.today, -30);
    const ends = () => addYears(portal.residency.today, 10);

    test('approved, the new passport is in use and the one before is replaced', async () => {
      const { salem } = RENEWERS;
      const wife = await portal.residency.readyWorker({
        employer: null,
        sponsor: salem.civilId,
        article: '22',
        relation: 'spouse',
      });
      const mrz = zone('N1234567', born(), ends());
      const { caseId } = await portal.submit('salem', transfer(wife, { mrz }));
      const shown = await portal.ask('residencyOfficer', 'GET', `/api/desk/cases/${caseId}`);
      expect(shown.body.facts.map(({ name }: { name: string }) => name)).toEqual([
        'subjectPerson',
        'latinNameOnRecord',
        'passportOnRecord',
        'passportExpiresOn',
        'mrzChecked',
      ]);
      expect((await portal.decide('residencyOfficer', caseId, APPROVE)).status).toBe(200);
      const { body } = await portal.ask('salem', 'GET', '/api/passports');
      expect(body.passports).toMatchObject([
        { numberMasked: '•••••567', status: 'valid', relation: 'spouse', placeOfIssue: 'MUMBAI' },
        { status: 'replaced' },
      ]);
      expect(await portal.trailOf('passportTransferred')).toMatchObject([{ subject: caseId }]);
    });

    test('each mistake is named by its field, and by the part of the zone', async () => {
      const worker = await portal.residency.readyWorker();
      const judge = async (fields: object) => faults(await portal.begin('ghanem', transfer(worker, fields)));
      const { today } = portal.residency;
      expect(await judge({})).toEqual([]);
      expect(await judge({ passportNumber: 'N1' })).toEqual([['passportNumber', 'passportNumber', null]]);
      expect(await judge({ passportNumber: `p${worker.slice(-7)}` })).toEqual([
        ['passportNumber', 'samePassport', null],
      ]);
      expect(await judge({ issuedOn: addDays(today, 1) })).toEqual([['issuedOn', 'dateOrder', null]]);
      expect(await judge({ expiresOn: addDays(today, -20) })).toEqual([['expiresOn', 'dateOrder', null]]);
      expect(await judge({ expiresOn: addDays(today, -1) })).toEqual([
        ['expiresOn', 'passportExpired', null],
      ]);
      expect(await judge({ placeOfIssue: ' ' })).toEqual([['placeOfIssue', 'missing', null]]);
      const right = zone('N1234567', born(), ends());
      expect(await judge({ mrz: right })).toEqual([]);
      expect(await judge({ mrz: 'P<IND' })).toEqual([['mrz', 'mrzShape', null]]);
      const wrongDigit = right.slice(0, -1) + (right.endsWith('0') ? '1' : '0');
      expect(await judge({ mrz: wrongDigit })).toEqual([['mrz', 'mrzCheckDigit', 'composite']]);
      expect(await judge({ mrz: zone('N1234568', addDays(born(), 1), ends(), 'TARANGA<<ARUN') })).toEqual([
        ['mrz', 'mrzDisagrees', 'names'],
        ['mrz', 'mrzDisagrees', 'documentNumber'],
        ['mrz', 'mrzDisagrees', 'birthDate'],
      ]);
    });

    test('the same passport cannot be taken over twice', async () => {
      const worker = await portal.residency.readyWorker();
      const one = await portal.submit('ghanem', transfer(worker));
      const two = await portal.submit('dana', transfer(worker));
      expect((await portal.decide('residencyOfficer', one.caseId, APPROVE)).status).toBe(200);
      expect(await portal.decide('residencyOfficer', two.caseId, APPROVE)).toMatchObject({ status: 422 });
    });
  });

  describe('passports (S10)', () => {
    test('are masked until one is asked for, which is on the trail; nobody else is told', async () => {
      const mine = await portal.residency.readyWorker({
        employer: null,
        sponsor: RENEWERS.salem.civilId,
        article: '22',
        relation: 'child',
        passport: { daysLeft: 90 },
      });
      const { body } = await portal.ask('salem', 'GET', '/api/passports');
      const [passport] = body.passports;
      expect(passport).toMatchObject({ status: 'expiresSoon', daysLeft: 90, relation: 'child' });
      expect(JSON.stringify(body)).not.toContain(`P${mine.slice(-7)}`);
      const path = `/api/passports/${passport.passportId}/revelation`;
      expect(await portal.ask('salem', 'POST', path, {})).toEqual({
        status: 200,
        body: { number: `P${mine.slice(-7)}` },
      });
      expect(await portal.trailOf('passportRevealed')).toEqual([
        { actor: portal.actorOf('salem'), subject: passport.passportId },
      ]);
      expect((await portal.ask('mariam', 'POST', path, {})).status).toBe(404);
      expect((await portal.ask('ghanem', 'POST', path, {})).status).toBe(403);
      expect(await portal.trailOf('passportRevealed')).toHaveLength(1);
    });
  });

  describe('the trail (S18)', () => {
    const entries = '/api/audit/entries';
    const search = async (query: string) => (await portal.ask('auditor', 'GET', `${entries}${query}`)).body;

    test('is searched by who, what, whom and when; every search is on it before', async () => {
      const worker = await portal.residency.readyWorker();
      const { caseId } = await portal.submit('ghanem', amendment(worker));
      const actor = portal.actorOf('ghanem');
      const bySubject = await search(`?subject=${caseId}`);
      expect(bySubject.entries.map(({ action }: { action: string }) => action)).toEqual([
        'caseMoved',
        'caseBegun',
      ]);
      expect(bySubject.entries[0].details).toContainEqual({ name: 'by', value: 'submit' });
      expect((await search(`?actor=${actor}&action=caseBegun`)).entries).toHaveLength(1);
      const { today } = portal.residency;
      expect((await search(`?action=caseBegun&from=${today}&until=${today}`)).entries).toHaveLength(1);
      expect((await search(`?action=caseBegun&until=${addDays(today, -1)}`)).entries).toEqual([]);
      const newest = await search('');
      expect(newest.entries[0].action).toBe('auditSearched');
      expect(await portal.trailOf('auditSearched')).toHaveLength(5);
      for (const who of ['salem', 'ghanem', 'residencyOfficer', null] as const)
        expect([401, 403]).toContain((await portal.ask(who, 'GET', entries)).status);
    });

    test('comes page after page, each entry once', async () => {
      for (let searches = 0; searches < AUDIT_PAGE_SIZE + 5; searches += 1) await search('?action=nothing');
      const first = await search('?action=auditSearched');
      expect(first.entries).toHaveLength(AUDIT_PAGE_SIZE);
      const second = await search(`?action=auditSearched&before=${first.before}`);
      const places = [...first.entries, ...second.entries].map(({ seq }: { seq: number }) => seq);
      expect(new Set(places).size).toBe(places.length);
      expect(places).toEqual(places.toSorted((one, other) => other - one));
      expect(second.before).toBeNull();
    });

    test('is verified, and says where it was broken', async () => {
      await search('');
      const verify = () => portal.ask('auditor', 'POST', '/api/audit/verifications', {});
      expect((await verify()).body).toMatchObject({ whole: true });
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
      expect(await portal.trailOf('auditVerified')).toMatchObject([{ whole: true }]);
      const { seq } = await portal.store.reader
        .selectFrom('audit_head')
        .select('seq')
        .executeTakeFirstOrThrow();
      await portal.store.transaction((transaction) =>
        transaction
          .updateTable('audit_head')
          .set({ seq: seq + 1 })
          .execute(),
      );
      expect((await verify()).body).toEqual({ whole: false, brokenAt: seq + 1 });
    });

    test('is taken along as a file whose cells no spreadsheet runs', async () => {
      await portal.ask('trafficOfficer', 'POST', '/api/people/look-ups', {
        civilId: RENEWERS.salem.civilId,
        reason: '=HYPERLINK("x")',
      });
      const reply = await portal.request('auditor', 'GET', `${entries}.csv?action=personLookedUp`);
      expect(reply.statusCode).toBe(200);
      expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
      const [head, row, end] = reply.body.split('\r\n');
      expect(head).toBe('\ufeff"seq","at","actor","origin","action","subject","details"');
      expect(row).toMatch(/^"\d+","2026-.*","staff:S-1",".*","personLookedUp"/);
      expect(end).toBe('');
      expect(await portal.trailOf('auditExported')).toHaveLength(1);
      expect((await portal.request('residencyOfficer', 'GET', `${entries}.csv`)).statusCode).toBe(403);
      expect((await portal.request(null, 'GET', `${entries}.csv`)).statusCode).toBe(401);
    });
  });

  describe('a look-up by staff', () => {
    const path = '/api/people/look-ups';

    test('shows what the register has; who, whom and why is on the trail, and never a civil ID', async () => {
      const worker = await portal.residency.readyWorker();
      const { caseId } = await portal.submit('ghanem', amendment(worker));
      const { status, body } = await portal.ask('residencyOfficer', 'POST', path, {
        civilId: worker,
        reason: 'Visit of today',
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        civilIdLastFour: worker.slice(-4),
        requests: [{ number: caseId, kind: 'latinNameAmendment', status: 'submitted' }],
      });
      const trail = await portal.trailOf('personLookedUp');
      expect(trail).toEqual([{ actor: 'staff:S-2', subject: worker.slice(-8), reason: 'Visit of today' }]);
      expect(JSON.stringify(trail)).not.toContain(worker);
    });

    test('of somebody unknown is on the trail, too; without a reason nothing is looked up', async () => {
      const civilId = '390010100079';
      const reason = 'Visit of today';
      expect(await portal.ask('accountsOfficer', 'POST', path, { civilId, reason })).toEqual({
        status: 422,
        body: { error: 'personUnknown' },
      });
      expect(await portal.ask('accountsOfficer', 'POST', path, { civilId, reason: 'abc' })).toMatchObject({
        status: 400,
      });
      expect(await portal.trailOf('personLookedUp')).toHaveLength(1);
      expect((await portal.ask('auditor', 'POST', path, { civilId, reason })).status).toBe(403);
    });
  });

  describe('dashboards', () => {
    test('of a department: what waits, how old it is, what came and went', async () => {
      const worker = await portal.residency.readyWorker();
      const old = await portal.submit('ghanem', amendment(worker));
      portal.residency.clock.advance(5 * DAY_MS);
      const fresh = await portal.submit('dana', amendment(worker));
      await portal.ask('residencyOfficer', 'POST', `/api/desk/cases/${fresh.caseId}/claim`, {
        version: fresh.version,
      });
      const desk = async () => (await portal.ask('residencyOfficer', 'GET', '/api/desk/dashboard')).body;
      expect(await desk()).toMatchObject({
        waiting: 2,
        claimedByMe: 1,
        ages: [
          { age: 'today', count: 1 },
          { age: 'oneToThreeDays', count: 0 },
          { age: 'fourToSevenDays', count: 1 },
          { age: 'longer', count: 0 },
        ],
      });
      await portal.decide('residencyOfficer', old.caseId, {
        decision: 'reject',
        reason: 'The page cannot be read.',
      });
      const { waiting, days } = await desk();
      expect(waiting).toBe(1);
      expect(days).toHaveLength(DESK_DAYS);
      expect(days.at(-1)).toMatchObject({ date: portal.residency.today, arrived: 1, decided: 1 });
      expect(days.at(-6)).toMatchObject({ arrived: 1, decided: 0 });
      // Another department has its own.
      expect((await portal.ask('accountsOfficer', 'GET', '/api/desk/dashboard')).body.waiting).toBe(0);
      expect((await portal.ask('trafficOfficer', 'GET', '/api/desk/dashboard')).body.waiting).toBe(0);
    });

    test('of a company: over the companies granted to who asks', async () => {
      const worker = await portal.residency.readyWorker();
      await portal.residency.readyWorker({ daysLeft: -3 });
      await portal.residency.addResident({ daysLeft: 200 });
      await portal.residency.addResident({ employer: FOREIGN_COMPANY });
      await portal.residency.renewer('ghanem').begin(worker);
      await portal.submit('ghanem', amendment(worker));
      const of = async (who: 'ghanem' | 'hamad') =>
        (await portal.ask(who, 'GET', '/api/organisation/dashboard')).body;
      const matters = { qualifying: 2, expired: 1, inBasket: 1 };
      expect(await of('ghanem')).toEqual({
        companies: [expect.objectContaining(matters)],
        mayRenew: true,
        awaitingActivation: 0,
        casesToComplete: 0,
        casesWaiting: 1,
      });
      await portal.begin('ghanem', amendment(worker));
      expect(await of('ghanem')).toMatchObject({ casesToComplete: 1, casesWaiting: 1 });
      // The main user of a company sees it all, and leaves renewing to the delegates (S5).
      expect(await of('hamad')).toMatchObject({
        companies: [matters],
        mayRenew: false,
        awaitingActivation: 2,
        casesWaiting: 0,
      });
      await portal.residency.grant('ghanem', []);
      expect(await of('ghanem')).toMatchObject({ companies: [] });
    });
  });
}
