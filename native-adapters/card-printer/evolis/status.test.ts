import { describe, expect, test } from 'vitest';
import type { CardPrinterStatus } from '../../../contracts/device-status.ts';
import { failure, success } from '../../../contracts/result.ts';
import { acceptingForbiddenBy, droppingForbiddenBy, printingForbiddenBy } from './gates.ts';
import { explainFault, faultOf } from './fault.ts';
import type { SensorReadings } from './sensors.ts';
import { StatusBoard } from './status-board.ts';
import { type RawStatus, summariseStatus } from './status.ts';

const ready: SensorReadings = {
  coverClosed: success(true),
  cardInFeeder: success(true),
  feederNotNearEmpty: success(true),
  ribbon: success({ cardsLeft: 300 }),
  cardInTransport: success(false),
  cardAtBezel: success(false),
  boxFull: success(false),
};
const broken = failure('hardwareError' as const);

const summary = (readings: Partial<SensorReadings>, raw: Partial<RawStatus> = {}) =>
  summariseStatus({ line: 'online', latched: null, readings: { ...ready, ...readings }, ...raw });

describe('summariseStatus', () => {
  test('a printer that is ready', () => {
    expect(summary({})).toEqual({
      device: 'online',
      media: 'notPresent',
      cover: 'closed',
      cards: 'full',
      ribbon: 'full',
      ribbonRemaining: 300,
      retractBin: 'healthy',
    });
  });

  test.each<[Partial<SensorReadings>, Partial<CardPrinterStatus>]>([
    [{ coverClosed: success(false) }, { cover: 'open' }],
    [{ coverClosed: broken }, { cover: 'unknown' }],
    [{ cardInFeeder: success(false) }, { cards: 'out' }],
    [{ feederNotNearEmpty: success(false) }, { cards: 'low' }],
    [{ feederNotNearEmpty: broken }, { cards: 'unknown' }],
    [{ cardInFeeder: broken }, { cards: 'unknown' }],
    [{ ribbon: success({ cardsLeft: 21 }) }, { ribbon: 'full', ribbonRemaining: 21 }],
    [{ ribbon: success({ cardsLeft: 20 }) }, { ribbon: 'low', ribbonRemaining: 20 }],
    [{ ribbon: success({ cardsLeft: 0 }) }, { ribbon: 'out', ribbonRemaining: 0 }],
    [{ ribbon: success('absent') }, { ribbon: 'out', ribbonRemaining: null }],
    [{ ribbon: broken }, { ribbon: 'unknown', ribbonRemaining: null }],
    [{ cardInTransport: success(true) }, { media: 'present' }],
    [{ cardAtBezel: success(true) }, { media: 'present' }],
    [{ cardAtBezel: broken }, { media: 'unknown' }],
    [{ boxFull: success(true) }, { retractBin: 'full' }],
    [{ boxFull: broken }, { retractBin: 'unknown' }],
  ])('%j is %j', (readings, expected) => {
    expect(summary(readings)).toMatchObject(expected);
  });

  test('a jam and a broken device show over what sensors say', () => {
    expect(summary({ cardInTransport: success(true) }, { latched: 'mediaJammed' })).toMatchObject({
      device: 'online',
      media: 'jammed',
    });
    expect(summary({}, { latched: 'hardwareError' }).device).toBe('hardwareError');
  });

  test('nothing is known of a printer that is not reached, even if it once was', () => {
    for (const line of ['powerOff', 'offline'] as const) {
      expect(summary({}, { line })).toEqual({
        device: line,
        media: 'unknown',
        cover: 'unknown',
        cards: 'unknown',
        ribbon: 'unknown',
        ribbonRemaining: null,
        retractBin: 'unknown',
      });
    }
  });
});

describe('gates', () => {
  test('printing needs all, accepting a card and dropping one only what concerns them', () => {
    const nothingToPrint = { ...ready, cardInFeeder: success(false), cardAtBezel: success(true) };
    expect(printingForbiddenBy(ready)).toBeNull();
    expect(printingForbiddenBy(nothingToPrint)).toBe('cardsOut');
    expect(acceptingForbiddenBy(nothingToPrint)).toBeNull();
    expect(droppingForbiddenBy({ ...ready, coverClosed: success(false) })).toBeNull();
    expect(droppingForbiddenBy({ ...ready, boxFull: success(true) })).toBe('retractBinFull');
    expect(droppingForbiddenBy({ ...ready, boxFull: broken })).toBe('hardwareError');
  });
});

describe('explaining a fault', () => {
  const open = { ...ready, coverClosed: success(false) };
  const emptyFeeder = { ...ready, cardInFeeder: success(false) };

  test('a general error with an open cover is the open cover', () => {
    expect(explainFault('hardwareError', open).reason).toBe('coverOpen');
    expect(explainFault('mediaJammed', open).reason).toBe('mediaJammed');
  });

  test('an empty feeder explains a failed feeding, and nothing else', () => {
    expect(explainFault('mediaJammed', emptyFeeder, 'feeding').reason).toBe('cardsOut');
    expect(explainFault('mediaJammed', emptyFeeder).reason).toBe('mediaJammed');
    const lastCardJammed = { ...emptyFeeder, cardInTransport: success(true) };
    expect(explainFault('mediaJammed', lastCardJammed, 'feeding')).toEqual(
      faultOf('mediaJammed', 'transport'),
    );
  });

  test('the place of a card is unknown if a sensor that would tell is broken', () => {
    expect(explainFault('mediaJammed', { ...ready, cardAtBezel: broken }).cardLocation).toBe('unknown');
  });
});

describe('StatusBoard', () => {
  test('a jam is over when no sensor sees the card, a hardware error only when something works again', () => {
    const board = new StatusBoard();
    board.showLine('online');
    board.showReadings({ ...ready, cardInTransport: success(true) });
    board.latch('mediaJammed');
    board.showReadings({ ...ready, cardInTransport: success(true) });
    expect(board.status.media).toBe('jammed');
    board.showReadings(ready);
    expect(board.status.media).toBe('notPresent');
    board.latch('hardwareError');
    board.showReadings(ready);
    expect(board.status.device).toBe('hardwareError');
    board.unlatch();
    expect(board.status.device).toBe('online');
  });
});
