import { describe, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { PermitNumber, PickupEvent, type PickupEventBody } from '../../../contracts/pickup.ts';
import { nextStatus, type RequestAction, RequestStatus } from '../../../contracts/request.ts';
import { BEGINNING_MS } from '../../test-support/fixtures.ts';
import { EVENT } from '../../test-support/portal-under-test.ts';
import { applyReport, eventText, type PickupOnFile } from './pickup-events.ts';

const PERMIT = { type: 'permitGranted', permit: PermitNumber.parse('P-AB7CDE2FGH9J') } as const;

const event = (seq: number, body: PickupEventBody): PickupEvent =>
  PickupEvent.parse({ seq, at: isoInstant(BEGINNING_MS + seq), body });

const events = (first: number, ...bodies: PickupEventBody[]) =>
  bodies.map((body, index) => event(first + index, body));

/** A pickup with fencing number 4 that holds `past`. */
const onFile = (status: RequestStatus, past: PickupEvent[] = [], requestFencing = 4): PickupOnFile => ({
  fencing: 4,
  lastSeq: past.length,
  request: { status, fencing: requestFencing },
  held: new Map(past.map((one) => [one.seq, eventText(one)])),
});

describe('one report', () => {
  test('a whole collection in one batch', () => {
    const report = {
      fencing: 4,
      events: events(1, EVENT.oldLicenceRetained, EVENT.printing, EVENT.presented, EVENT.issued),
    };
    const effect = applyReport(onFile('reserved'), report);
    expect(effect).toMatchObject({
      ok: true,
      value: { status: 'issued', lastSeq: 4, oldLicenceRetained: true },
    });
    expect(effect.ok && effect.value.applied.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'reserved → reserved',
      'reserved → printing',
      'printing → presented',
      'presented → issued',
    ]);
  });

  const ACTIONS: readonly [PickupEventBody, RequestAction][] = [
    [EVENT.printing, 'startPrinting'],
    [EVENT.presented, 'present'],
    [EVENT.issued, 'issue'],
    [EVENT.retained, 'retain'],
    [EVENT.released, 'release'],
    [EVENT.parked, 'park'],
  ];
  const everyPair = RequestStatus.options.flatMap((status) =>
    ACTIONS.map(([body, action]) => [body.type, status, body, action] as const),
  );
  test.each(everyPair)('%s in %s does what the request table says', (_type, status, body, action) => {
    const to = nextStatus(status, action);
    const effect = applyReport(onFile(status), { fencing: 4, events: events(1, body) });
    if (to === null) expect(effect).toEqual({ ok: false, fault: 'notAllowed' });
    else expect(effect).toMatchObject({ ok: true, value: { status: to, lastSeq: 1 } });
  });

  test('a forbidden event spoils the whole batch', () => {
    const report = { fencing: 4, events: events(1, EVENT.printing, EVENT.issued) };
    expect(applyReport(onFile('reserved'), report)).toEqual({ ok: false, fault: 'notAllowed' });
  });

  test('a permit moves nothing and is handed on', () => {
    const effect = applyReport(onFile('ready'), { fencing: 4, events: events(1, PERMIT) });
    expect(effect).toMatchObject({
      ok: true,
      value: { status: 'ready', permits: [{ number: PERMIT.permit }] },
    });
  });
});

describe('repetition', () => {
  const past = events(1, EVENT.oldLicenceRetained, EVENT.printing);

  test('the same events again change nothing', () => {
    const effect = applyReport(onFile('printing', past), { fencing: 4, events: past });
    expect(effect).toMatchObject({ ok: true, value: { applied: [], lastSeq: 2, status: 'printing' } });
  });

  test('known events before new ones are passed over', () => {
    const report = { fencing: 4, events: [...past, event(3, EVENT.presented)] };
    const effect = applyReport(onFile('printing', past), report);
    expect(effect.ok && effect.value.applied.map(({ event: { seq } }) => seq)).toEqual([3]);
  });

  test('a repetition is acknowledged also after somebody else has reserved', () => {
    const released = [...past, event(3, EVENT.released)];
    const effect = applyReport(onFile('reserved', released, 5), { fencing: 4, events: released });
    expect(effect).toMatchObject({ ok: true, value: { applied: [], status: 'reserved' } });
  });

  test.each([
    ['another event', event(2, EVENT.released)],
    ['the same event at another time', { ...event(2, EVENT.printing), at: isoInstant(BEGINNING_MS) }],
  ])('%s under a number already held is a contradiction', (_name, other) => {
    const effect = applyReport(onFile('printing', past), { fencing: 4, events: [other] });
    expect(effect).toEqual({ ok: false, fault: 'notAllowed' });
  });

  test('two different events under one number in one batch are a contradiction', () => {
    const report = { fencing: 4, events: [event(1, EVENT.printing), event(1, EVENT.parked)] };
    expect(applyReport(onFile('reserved'), report)).toEqual({ ok: false, fault: 'notAllowed' });
  });
});

describe('order', () => {
  test.each([
    ['a first event that is not number 1', events(2, EVENT.printing)],
    ['a number left out', [event(1, EVENT.printing), event(3, EVENT.presented)]],
    ['events turned round', [event(2, EVENT.presented), event(1, EVENT.printing)]],
  ])('%s is a gap', (_name, reported) => {
    const effect = applyReport(onFile('reserved'), { fencing: 4, events: reported });
    expect(effect).toEqual({ ok: false, fault: 'gap' });
  });
});

describe('fencing', () => {
  test.each([3, 5])('number %i is not the pickup’s', (fencing) => {
    const report = { fencing, events: events(1, EVENT.printing) };
    expect(applyReport(onFile('reserved'), report)).toEqual({ ok: false, fault: 'fenced' });
  });

  test('nothing moves a request that somebody else has reserved since', () => {
    const report = { fencing: 4, events: events(1, EVENT.printing) };
    expect(applyReport(onFile('reserved', [], 5), report)).toEqual({ ok: false, fault: 'fenced' });
  });

  test.each([EVENT.oldLicenceRetained, PERMIT])('the fact $type is kept all the same', (fact) => {
    const effect = applyReport(onFile('reserved', [], 5), { fencing: 4, events: events(1, fact) });
    expect(effect).toMatchObject({ ok: true, value: { status: 'reserved', lastSeq: 1 } });
  });
});
