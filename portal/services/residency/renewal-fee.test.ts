import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IsoDate, kuwaitDate } from '../../../contracts/calendar.ts';
import { Relation, ResidencyArticle } from '../../../contracts/residency.ts';
import { DatedSettings, settingsOn } from '../../dated-settings.ts';
import { feeGroup, type SponsorFacts } from './fee-group.ts';
import { renewalFee } from './renewal-fee.ts';

const SHIPPED = DatedSettings.parse(
  JSON.parse(readFileSync(new URL('../../dated-settings.json', import.meta.url), 'utf8')),
);

/** Dinars for `months` under the tariff that ships, paid at `instant`. */
function dinars(
  article: ResidencyArticle,
  relation: Relation,
  sponsor: SponsorFacts | null,
  months: number,
  instant: string,
): number {
  const { residencyFees } = settingsOn(SHIPPED, kuwaitDate(Date.parse(instant)));
  return renewalFee(residencyFees, article, feeGroup(article, relation, sponsor), months) / 1_000;
}

const KUWAITI = { nationality: 'KWT', article: null };
const expat = (article: ResidencyArticle): SponsorFacts => ({ nationality: 'IND', article });

describe('a year, before and from 23 December 2025', () => {
  test.each<[string, ResidencyArticle, Relation, SponsorFacts | null, number, number]>([
    ['government', '17', 'worker', null, 10, 20],
    ['private sector', '18', 'worker', null, 10, 20],
    ['partner', '19', 'self', null, 10, 50],
    ['investor', '21', 'self', null, 10, 50],
    ['domestic worker of a citizen', '20', 'domesticWorker', KUWAITI, 10, 10],
    ['domestic worker of a resident', '20', 'domesticWorker', expat('18'), 10, 50],
    ['wife of a worker', '22', 'spouse', expat('18'), 10, 20],
    ['child of a citizen', '22', 'child', KUWAITI, 10, 20],
    ['child of an investor', '22', 'child', expat('21'), 10, 40],
    ['wife of a partner', '22', 'spouse', expat('19'), 10, 40],
    ['wife of an owner of property', '22', 'spouse', expat('25'), 10, 40],
    ['wife of a self-sponsor', '22', 'spouse', expat('24'), 10, 100],
    ['mother', '22', 'parent', expat('18'), 200, 300],
    ['mother of an investor', '22', 'parent', expat('21'), 200, 300],
    ['brother', '22', 'other', expat('18'), 200, 300],
    ['student', '23', 'other', expat('18'), 10, 20],
    ['self-sponsor', '24', 'self', null, 10, 500],
    ['owner of property', '25', 'self', null, 10, 50],
  ])('%s', (_name, article, relation, sponsor, before, after) => {
    const year = (instant: string) => dinars(article, relation, sponsor, 12, instant);
    expect([year('2025-12-22T12:00:00Z'), year('2025-12-23T12:00:00Z')]).toEqual([before, after]);
  });
});

test('the tariff changes at midnight in Kuwait, three hours before that of UTC', () => {
  const worker = (instant: string) => dinars('18', 'worker', null, 12, instant);
  expect(worker('2025-12-22T20:59:59.999Z')).toBe(10);
  expect(worker('2025-12-22T21:00:00.000Z')).toBe(20);
});

test('holds the tariff of the day on which it is paid, whatever the hour', () => {
  const change = Date.parse('2025-12-22T21:00:00.000Z');
  fc.assert(
    fc.property(fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 }), (ms) => {
      const { residencyFees } = settingsOn(SHIPPED, kuwaitDate(change + ms));
      expect(residencyFees['24'].standard).toBe(ms < 0 ? 10_000 : 500_000);
    }),
  );
});

test('a year that is begun is paid whole', () => {
  const worker = (months: number) => dinars('18', 'worker', null, months, '2026-11-22T12:00:00Z');
  expect([1, 11, 12, 13, 24, 25, 60].map(worker)).toEqual([20, 20, 20, 40, 40, 60, 100]);
});

test('every article has a fee for whoever sponsors whom, on every day since the first tariff', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ResidencyArticle.options),
      fc.constantFrom(...Relation.options),
      fc.option(
        fc.record({
          nationality: fc.constantFrom('KWT', 'IND', 'SAU'),
          article: fc.option(fc.constantFrom(...ResidencyArticle.options)),
        }),
      ),
      fc.constantFrom('2020-01-01', '2025-12-22', '2025-12-23', '2030-01-01'),
      (article, relation, sponsor, day) => {
        const { residencyFees } = settingsOn(SHIPPED, IsoDate.parse(day));
        expect(renewalFee(residencyFees, article, feeGroup(article, relation, sponsor), 1)).toBeGreaterThan(
          0,
        );
      },
    ),
  );
});
