import { loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { addMonths, kuwaitDate } from '../../contracts/calendar.ts';
import { REQUEST_ACTIONS, RequestKind, RequestStatus } from '../../contracts/request.ts';
import { demoCovers } from './covers.ts';
import { CONCERNED_PERSONS, DEMO_DELEGATES, DEMO_ORGANISATIONS } from './organisations.ts';
import { BAD_CARD_HOLDER, BRANCH_TECHNICIAN, DEMO_PEOPLE, portraitSeed } from './people.ts';
import { drawPortrait, PORTRAIT_HEIGHT, PORTRAIT_WIDTH } from './portrait.ts';
import { DEMO_RESIDENTS } from './residents.ts';
import { makeDemoSeed } from './seed.ts';

const NOW = Date.parse('2028-02-29T09:00:00Z');
const everybody = [...DEMO_PEOPLE, BAD_CARD_HOLDER, BRANCH_TECHNICIAN];

describe('people', () => {
  test('nobody shares a civil ID, a card or a name', () => {
    for (const of of [
      everybody.map((person) => person.civilId),
      everybody.map((person) => person.card),
      everybody.map((person) => person.nameLatin.family),
    ])
      expect(new Set(of).size).toBe(everybody.length);
  });

  test('everybody is born in 2090, so nobody is real', () => {
    for (const person of everybody) expect(person.civilId).toMatch(/^390/);
  });

  test('a request is for a licence the person holds', () => {
    for (const person of everybody)
      for (const request of person.requests) expect(person.categories).toContain(request.category);
  });

  test('two spare ready requests of each kind', () => {
    for (const kind of RequestKind.options) {
      const spare = DEMO_PEOPLE.filter(
        (person) =>
          person.card.startsWith('spare-') &&
          person.requests.length === 1 &&
          person.requests[0]?.kind === kind &&
          person.requests[0].status === 'ready',
      );
      expect(spare).toHaveLength(2);
    }
  });
});

describe('seed for the portal', () => {
  const kiosks = [{ machine: 'K-014', publicKey: '-----BEGIN PUBLIC KEY-----' }];
  const seed = makeDemoSeed(NOW, kiosks);

  test('every status appears, and every request has its own number', () => {
    expect(new Set(seed.requests.map((request) => request.status))).toEqual(new Set(RequestStatus.options));
    expect(new Set(seed.requests.map((request) => request.requestId)).size).toBe(seed.requests.length);
    expect(new Set(seed.requests.map((request) => request.licence.number)).size).toBe(seed.requests.length);
    expect(seed.kiosks).toEqual(kiosks);
  });

  test('money is there exactly where the table lets a machine, a reviewer or a refund come', () => {
    for (const request of seed.requests) {
      const paid = request.paidAt !== null;
      expect(request.feePaid > 0).toBe(paid);
      expect(request.paymentReference !== null).toBe(paid);
      if ('reserve' in REQUEST_ACTIONS[request.status] || request.status === 'issued')
        expect(paid).toBe(true);
      if ('recordPayment' in REQUEST_ACTIONS[request.status] || request.status === 'draft')
        expect(paid).toBe(false);
    }
  });

  test('one ready request lies in the future, and no other has a date', () => {
    const dated = seed.requests.filter((request) => request.readyOn !== null);
    expect(dated.map(({ status, readyOn }) => ({ status, readyOn }))).toEqual([
      { status: 'ready', readyOn: '2028-03-21' },
    ]);
  });

  test('a licence is valid now, also when made on a leap day', () => {
    const today = kuwaitDate(NOW);
    for (const { licence } of seed.requests) {
      expect(licence.issueDate < today && today < licence.expiryDate).toBe(true);
      for (const privilege of licence.privileges) expect(privilege.issueDate < licence.issueDate).toBe(true);
    }
    expect(() => makeDemoSeed(Date.parse('2028-03-01T09:00:00Z'), kiosks)).not.toThrow();
  });
});

describe('departments and organisations', () => {
  const { staff = [], organisations = [], people = [] } = makeDemoSeed(NOW, []);

  test('two officers of each department, so that four eyes can look, and an auditor', () => {
    const roles = staff.map(({ role }) => role);
    expect(roles.toSorted()).toEqual([
      'accountsOfficer',
      'accountsOfficer',
      'auditor',
      'residencyOfficer',
      'residencyOfficer',
      'trafficOfficer',
      'trafficOfficer',
    ]);
    for (const key of ['staffId', 'userName', 'civilId', 'password', 'totpSecret'] as const)
      expect(new Set(staff.map((one) => one[key])).size).toBe(staff.length);
    for (const { civilId } of staff) expect(people.map((one) => one.civilId)).not.toContain(civilId);
  });

  test('no company or entity has the number of another, and each type has its letter', () => {
    const companies = organisations.flatMap(({ type, companies: own }) =>
      own.map(({ companyId }) => ({ type, companyId })),
    );
    expect(new Set(companies.map(({ companyId }) => companyId)).size).toBe(companies.length);
    for (const { type, companyId } of companies)
      expect(companyId.startsWith(type === 'company' ? 'C-' : 'G-')).toBe(true);
    expect(new Set(organisations.map(({ unifiedNumber }) => unifiedNumber)).size).toBe(organisations.length);
  });

  test('a person concerned for each, and delegates to authorise, are on the register', () => {
    expect(CONCERNED_PERSONS).toHaveLength(DEMO_ORGANISATIONS.length);
    const civilIds = people.map(({ civilId }) => civilId);
    for (const { civilId } of [...CONCERNED_PERSONS, ...DEMO_DELEGATES]) {
      expect(civilId).toMatch(/^390/);
      expect(civilIds).toContain(civilId);
    }
  });
});

describe('residents', () => {
  const seed = makeDemoSeed(NOW, []);
  const today = kuwaitDate(NOW);

  test('nobody shares a civil ID or a name with anybody on the register', () => {
    const people = seed.people ?? [];
    expect(new Set(people.map(({ civilId }) => civilId)).size).toBe(people.length);
    const names = DEMO_RESIDENTS.map(({ nameLatin }) => nameLatin.family);
    expect(new Set(names).size).toBe(names.length);
  });

  test('work for a company of the register, or are sponsored by somebody on it', () => {
    const companies = (seed.organisations ?? []).flatMap((one) =>
      one.companies.map(({ companyId }) => companyId),
    );
    const civilIds = (seed.people ?? []).map(({ civilId }) => civilId);
    for (const { employer, sponsor } of DEMO_RESIDENTS) {
      expect((employer === null) !== (sponsor === null)).toBe(true);
      if (employer !== null) expect(companies).toContain(employer);
      if (sponsor !== null) expect(civilIds).toContain(sponsor);
    }
  });

  test('everybody on a residency has what it is held under, and citizens have none', () => {
    for (const { residencyExpiresOn, residency } of seed.people ?? [])
      expect(residency === undefined).toBe(residencyExpiresOn === null);
  });

  test('show every precondition failing', () => {
    const one = (key: string) => {
      const resident = DEMO_RESIDENTS.find((each) => each.key === key);
      const person = seed.people?.find(({ civilId }) => civilId === resident?.civilId);
      const cover = demoCovers(NOW).find(({ civilId }) => civilId === resident?.civilId);
      if (!person || !cover) throw new Error(`${key} is nobody`);
      return { person, passport: person.passports?.at(-1), cover };
    };
    for (const key of ['worker-no-passport', 'nanny-no-passport']) expect(one(key).passport).toBeUndefined();
    for (const key of ['worker-passport-expired', 'guard-passport-expired'])
      expect((one(key).passport?.expiresOn ?? '') < today).toBe(true);
    expect(one('worker-not-insured').cover.until).toBe(one('worker-not-insured').person.residencyExpiresOn);
    for (const key of ['worker-name-differs', 'gardener-name-differs'])
      expect(one(key).passport?.nameLatin).not.toEqual(one(key).person.nameLatin);
    for (const key of ['worker-dues', 'cook-dues'])
      expect(seed.dues?.map(({ civilId }) => civilId)).toContain(one(key).person.civilId);
    expect((one('worker-expired').person.residencyExpiresOn ?? '') < today).toBe(true);
    for (const key of ['worker-too-early', 'cleaner-too-early'])
      expect((one(key).person.residencyExpiresOn ?? '') > addMonths(today, 2)).toBe(true);
  });
});

describe('portraits', () => {
  const draw = (index: number) => {
    const person = everybody[index];
    if (!person) throw new Error('no such person');
    return drawPortrait({ ...person.portrait, sex: person.sex }, portraitSeed(person));
  };

  test('the same person always looks the same, and like nobody else', () => {
    expect(draw(0)).toEqual(draw(0));
    const faces = everybody.map((_person, index) => draw(index).toString('base64'));
    expect(new Set(faces).size).toBe(everybody.length);
  });

  test('is a JPEG of 300 × 400 that weighs about what a photograph does', async () => {
    const jpeg = draw(2);
    expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(jpeg.length).toBeGreaterThan(10_000);
    expect(jpeg.length).toBeLessThan(30_000);
    const image = await loadImage(jpeg);
    expect([image.width, image.height]).toEqual([PORTRAIT_WIDTH, PORTRAIT_HEIGHT]);
  });
});
