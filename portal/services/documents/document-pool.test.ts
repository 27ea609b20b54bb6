import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import { systemClock } from '../../../contracts/clock.ts';
import { Fils } from '../../../contracts/money.ts';
import { RENEWALS_MOST_LINES } from '../../../contracts/portal-api/residency.ts';
import { BEGINNING_MS, HOLDER } from '../../test-support/fixtures.ts';
import { StandingClock } from '../../test-support/standing-clock.ts';
import { renewalDescription } from '../../texts/renewal-texts.ts';
import { createDocumentPool, DRAWING_MOST_MS, DRAWINGS_AT_ONCE, type DocumentPool } from './document-pool.ts';
import drawDocument, { type Drawing } from './draw-document.ts';

/** The receipt of the largest batch that can be paid. */
const BATCH: Drawing = {
  document: 'receipt',
  content: {
    receipt: {
      code: '0123456789abcdef0123456789abcdef',
      name: '632612345678',
      standing: { status: 'captured', heading: { ar: 'وصل المبلغ', en: 'The payment was received' } },
      rows: [],
      lines: Array.from({ length: RENEWALS_MOST_LINES }, (_, index) => ({
        description: renewalDescription({
          civilId: HOLDER,
          months: 12,
          newExpiry: addDays(kuwaitDate(BEGINNING_MS), index),
        }),
        amount: Fils.parse(20_000),
      })),
      total: Fils.parse(20_000 * RENEWALS_MOST_LINES),
    },
    url: 'https://portal.example/receipts/0123456789abcdef0123456789abcdef',
    madeAt: Date.parse(isoInstant(BEGINNING_MS)),
  },
};

/** Far more than a document needs that is drawn in this thread, which comes round to nothing else before it is. */
const MANY_TURNS = 1_000;

/** How often this thread comes round to something else before `work` is done; {@link MANY_TURNS} at most. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  for (; !done && turns < MANY_TURNS; turns += 1) await setImmediate();
  await settled;
  return turns;
}

test('a document is what this thread would draw, and this thread goes on meanwhile', async () => {
  const pool = createDocumentPool(systemClock);
  try {
    const here = drawDocument(BATCH);
    expect(await turnsDuring(here)).toBeLessThan(MANY_TURNS / 10);
    const there = pool.draw(BATCH);
    expect(await turnsDuring(there)).toBe(MANY_TURNS);
    const drawn = await there;
    expect(drawn.ok && drawn.value.equals(await here)).toBe(true);
  } finally {
    await pool.close();
  }
});

describe('when something goes wrong', () => {
  let clock: StandingClock;
  let pool: DocumentPool;
  beforeEach(() => {
    clock = new StandingClock();
    pool = createDocumentPool(clock, new URL('../../test-support/faulty-drawing.ts', import.meta.url));
  });
  afterEach(() => pool.close());
  const draw = (document: string) => pool.draw({ document } as unknown as Drawing);
  const good = { ok: true, value: Buffer.from('good') };

  test('what takes too long is given up, and the next one is drawn', async () => {
    const endless = draw('endless');
    clock.advance(DRAWING_MOST_MS);
    expect(await endless).toEqual({ ok: false, fault: 'tookTooLong' });
    expect(await draw('good')).toEqual(good);
  });

  test('one too many is refused at once, and there is room again when one ended', async () => {
    const endless = Array.from({ length: DRAWINGS_AT_ONCE }, () => draw('endless'));
    expect(await draw('good')).toEqual({ ok: false, fault: 'busy' });
    clock.advance(DRAWING_MOST_MS);
    await Promise.all(endless);
    expect(await draw('good')).toEqual(good);
  });

  test('a thread that dies takes one document with it', async () => {
    await expect(draw('fatal')).rejects.toThrow('the thread dies');
    expect(await draw('good')).toEqual(good);
  });

  test('what cannot be drawn is thrown, and the thread goes on', async () => {
    await expect(draw('impossible')).rejects.toThrow('it cannot be drawn');
    expect(await draw('good')).toEqual(good);
  });
});
