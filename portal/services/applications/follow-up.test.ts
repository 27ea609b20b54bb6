import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, kuwaitDate } from '../../../contracts/calendar.ts';
import { RequestStatus } from '../../../contracts/request.ts';
import { settingsOn } from '../../dated-settings.ts';
import { BEGINNING_MS, DATED_SETTINGS } from '../../test-support/fixtures.ts';
import { collectionTerm, followUp } from './follow-up.ts';

const TODAY = kuwaitDate(BEGINNING_MS);
const SETTINGS = settingsOn(DATED_SETTINGS, TODAY);

test('a licence that is ready today waits 180 days, and is looked at first 30 days before the last', () => {
  expect(collectionTerm(TODAY, SETTINGS)).toEqual({
    collectBy: addDays(TODAY, 180),
    remindersSent: 0,
    followUpOn: addDays(TODAY, 150),
  });
});

describe('a ready licence', () => {
  const collectBy = addDays(TODAY, 100);
  const on = (day: number, remindersSent: number) =>
    followUp({ status: 'ready', collectBy, remindersSent }, SETTINGS, addDays(TODAY, day));
  const at = (day: number) => addDays(TODAY, day);

  test.each([
    [69, 0, { act: 'wait', nextOn: at(70), remindersSent: 0 }],
    [70, 0, { act: 'remind', nextOn: at(93), remindersSent: 1 }],
    [70, 1, { act: 'wait', nextOn: at(93), remindersSent: 1 }],
    [93, 1, { act: 'remind', nextOn: at(101), remindersSent: 2 }],
    [95, 0, { act: 'remind', nextOn: at(101), remindersSent: 2 }],
    [100, 2, { act: 'wait', nextOn: at(101), remindersSent: 2 }],
    [101, 2, { act: 'expire', from: 'ready' }],
    [500, 0, { act: 'expire', from: 'ready' }],
  ] as const)('on day %i after %i reminders', (day, sent, expected) => {
    expect(on(day, sent)).toEqual(expected);
  });
});

describe('any other', () => {
  const EXPECTED: Partial<Record<RequestStatus, string>> = {
    returned: 'expire',
    awaitingPayment: 'expire',
    ready: 'wait',
    reserved: 'wait',
    printing: 'wait',
    presented: 'wait',
    retained: 'wait',
    needsAttendant: 'wait',
  };
  test.each(RequestStatus.options)('%s', (status) => {
    const request = { status, collectBy: addDays(TODAY, 100), remindersSent: 0 };
    expect(followUp(request, SETTINGS, TODAY).act).toBe(EXPECTED[status] ?? 'forget');
  });
});

test('looked at on the days it asks for or later, a licence is reminded of at most once per reminder, ends once, and never before its last day', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 200 }),
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 30, maxLength: 30 }),
      (reminders, collectionDays, delays) => {
        const reminderDays = reminders.toSorted((one, other) => other - one);
        const settings = { ...SETTINGS, reminderDays, collectionDays };
        const { collectBy, followUpOn, remindersSent } = collectionTerm(TODAY, settings);
        let [day, sent, mails] = [followUpOn, remindersSent, 0];
        for (const delay of delays) {
          const today = addDays(day, delay);
          const next = followUp({ status: 'ready', collectBy, remindersSent: sent }, settings, today);
          if (next.act === 'expire') {
            expect(today > collectBy).toBe(true);
            expect(mails).toBeLessThanOrEqual(reminderDays.length);
            return;
          }
          if (next.act === 'forget') throw new Error('a ready licence was forgotten');
          if (next.act === 'remind') mails += 1;
          expect(next.nextOn > today).toBe(true);
          [day, sent] = [next.nextOn, next.remindersSent];
        }
        throw new Error('it never ended');
      },
    ),
  );
});
