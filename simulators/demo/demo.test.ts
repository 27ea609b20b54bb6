import { loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { kuwaitDate } from '../../contracts/calendar.ts';
import { REQUEST_ACTIONS, RequestKind, RequestStatus } from '../../contracts/request.ts';
import { BAD_CARD_HOLDER, BRANCH_TECHNICIAN, DEMO_PEOPLE, portraitSeed } from './people.ts';
import { drawPortrait, PORTRAIT_HEIGHT, PORTRAIT_WIDTH } from './portrait.ts';
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
