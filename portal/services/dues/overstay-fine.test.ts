import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, IsoDate } from '../../../contracts/calendar.ts';
import { ResidencyFineFacts } from '../../../contracts/demo-seed.ts';
import { DatedSettings } from '../../dated-settings.ts';
import { overstayFine } from './overstay-fine.ts';

const date = (text: string) => IsoDate.parse(text);
const { overstayTariff: SHIPPED } = DatedSettings.parse(
  JSON.parse(readFileSync(new URL('../../dated-settings.json', import.meta.url), 'utf8')),
);
type Kind = ResidencyFineFacts['kind'];

const fine = (kind: Kind, expiredOn: string, endedOn: string | null, today = '2026-11-22') =>
  overstayFine(
    SHIPPED,
    { kind, expiredOn: date(expiredOn), endedOn: endedOn === null ? null : date(endedOn) },
    date(today),
  );

/** The same fine reckoned as a clerk would: from day to day, looking up the tariff of each. */
function clerk(tariffs: DatedSettings['overstayTariff'], kind: Kind, expiredOn: IsoDate, days: number) {
  let sum = 0;
  let wouldBe = 0;
  for (let day = 1; day <= days; day += 1) {
    const today = addDays(expiredOn, day);
    const tariff = tariffs.filter(({ validFrom }) => validFrom <= today).at(-1)?.value[kind];
    if (!tariff) continue;
    let perDay = 0;
    for (const rate of tariff.rates) if (day >= rate.fromDay) ({ perDay } = rate);
    wouldBe += perDay;
    if (sum < tariff.cap) sum = Math.min(sum + perDay, tariff.cap);
  }
  return { amount: sum, capped: sum < wouldBe };
}

describe('under the tariff that ships', () => {
  test.each<[string, Kind, string, string, number]>([
    ['one day', 'residency', '2026-01-01', '2026-01-02', 2_000],
    ['the first month', 'residency', '2026-01-01', '2026-01-31', 60_000],
    ['a day of the second month', 'residency', '2026-01-01', '2026-02-01', 64_000],
    ['the cap to the day', 'residency', '2025-02-01', '2025-12-13', 1_200_000],
    ['the day before the cap', 'residency', '2025-02-01', '2025-12-12', 1_196_000],
    ['long after the cap', 'residency', '2025-02-01', '2026-11-01', 1_200_000],
    ['a domestic worker', 'domestic', '2026-01-01', '2026-02-10', 80_000],
    ['a domestic worker’s cap', 'domestic', '2025-02-01', '2026-11-01', 600_000],
    ['a visit', 'visit', '2026-01-01', '2026-01-11', 100_000],
    ['a visit’s cap', 'visit', '2025-02-01', '2026-11-01', 2_000_000],
    ['all of it under the old rule', 'visit', '2024-01-01', '2024-01-11', 20_000],
    ['half under the old rule', 'visit', '2024-12-25', '2025-01-06', 2_000 * 10 + 10_000 * 2],
    ['over the old cap when the new rule came', 'residency', '2023-01-01', '2025-01-06', 600_000 + 2 * 4_000],
  ])('%s', (_name, kind, expiredOn, endedOn, amount) => {
    expect(fine(kind, expiredOn, endedOn)?.amount).toBe(amount);
  });

  test('tells days, rates and cap', () => {
    expect(fine('residency', '2026-08-24', '2026-10-08')).toEqual({
      daysOver: 45,
      amount: 120_000,
      rates: [
        { fromDay: 1, perDay: 2_000 },
        { fromDay: 31, perDay: 4_000 },
      ],
      cap: 1_200_000,
      capped: false,
    });
  });

  test('one that goes on is reckoned until today', () => {
    expect(fine('domestic', '2026-11-12', null)).toMatchObject({ daysOver: 10, amount: 20_000 });
  });

  test.each(['2026-11-22', '2026-11-23'])('expired on %s: no day has begun', (expiredOn) => {
    expect(fine('residency', expiredOn, null)).toBeNull();
  });
});

test('is what a clerk reckons from day to day, under any tariffs', () => {
  const perDay = fc.integer({ min: 0, max: 12 }).map((halfDinars) => halfDinars * 500);
  const tariff = fc.record({
    rates: fc
      .tuple(
        perDay,
        fc.uniqueArray(fc.tuple(fc.integer({ min: 2, max: 60 }), perDay), {
          maxLength: 3,
          selector: ([day]) => day,
        }),
      )
      .map(([first, later]) => [
        { fromDay: 1, perDay: first },
        ...later.sort(([one], [other]) => one - other).map(([fromDay, rate]) => ({ fromDay, perDay: rate })),
      ]),
    cap: fc.integer({ min: 0, max: 300 }).map((dinars) => dinars * 1_000),
  });
  const origin = date('2024-01-01');
  const tariffs = fc
    .uniqueArray(
      fc.tuple(
        fc.integer({ min: 0, max: 300 }),
        fc.record({ residency: tariff, domestic: tariff, visit: tariff }),
      ),
      {
        minLength: 1,
        maxLength: 4,
        selector: ([start]) => start,
      },
    )
    .map((list) =>
      DatedSettings.shape.overstayTariff.parse(
        list
          .sort(([one], [other]) => one - other)
          .map(([start, value]) => ({ validFrom: addDays(origin, start), value, source: 'test' })),
      ),
    );
  fc.assert(
    fc.property(
      tariffs,
      fc.constantFrom(...ResidencyFineFacts.shape.kind.options),
      fc.integer({ min: -100, max: 400 }),
      fc.integer({ min: -2, max: 400 }),
      fc.boolean(),
      (facts, kind, expiry, days, ended) => {
        const expiredOn = addDays(origin, expiry);
        const last = addDays(expiredOn, days);
        const found = overstayFine(
          facts,
          { kind, expiredOn, endedOn: ended ? last : null },
          ended ? addDays(last, 7) : last,
        );
        const { amount, capped } = found ?? { amount: 0, capped: false };
        expect({ amount, capped }).toEqual(clerk(facts, kind, expiredOn, days));
      },
    ),
    { numRuns: 1_000 },
  );
});
