import { describe, expect, test } from 'vitest';
import { machineRefusal, printerRefusal } from '../machine-refusal.ts';
import { READY_PRINTER } from '../testing/fake-printer.test-helper.ts';
import { READY_READER } from '../testing/fake-reader.test-helper.ts';
import { listSupplies, supplyStates } from './supplies.ts';

const capacities = { cards: 100, ribbon: 200, retainBin: 50, rejectBin: 20 };
const plenty = { cards: 80, ribbon: 150, retainBin: 3, rejectBin: 3 };
const mute = {
  ...READY_PRINTER,
  cards: 'unknown',
  ribbon: 'notSupported',
  ribbonRemaining: null,
  retractBin: 'unknown',
} as const;

describe('supplies in words of XFS4IoT', () => {
  test('a sensor overrules the count', () => {
    const printer = { ...READY_PRINTER, cards: 'out', ribbon: 'low', retractBin: 'full' } as const;
    expect(supplyStates(plenty, capacities, printer)).toEqual({
      cards: 'out',
      ribbon: 'low',
      retainBin: 'full',
      rejectBin: 'full',
    });
  });

  test.each([
    [100, 'full'],
    [16, 'full'],
    [15, 'low'],
    [1, 'low'],
    [0, 'low'],
  ] as const)('%i cards where the sensor sees at least one: %s', (cards, state) =>
    expect(supplyStates({ ...plenty, cards }, capacities, READY_PRINTER).cards).toBe(state),
  );

  test.each([
    [16, 'full'],
    [15, 'low'],
    [0, 'out'],
  ] as const)('%i cards where no sensor tells: %s', (cards, state) =>
    expect(supplyStates({ ...plenty, cards }, capacities, mute).cards).toBe(state),
  );

  test.each([
    [16, 'healthy'],
    [17, 'high'],
    [19, 'high'],
    [20, 'full'],
    [21, 'full'],
  ] as const)('%i cards in the reject bin: %s', (rejectBin, state) =>
    expect(supplyStates({ ...plenty, rejectBin }, capacities, mute).rejectBin).toBe(state),
  );

  test("the ribbon's tag goes before the count", () => {
    expect(listSupplies(plenty, capacities, { ...READY_PRINTER, ribbonRemaining: 12 })).toContainEqual({
      unit: 'ribbon',
      count: 12,
      capacity: 200,
    });
    expect(supplyStates(plenty, capacities, { ...READY_PRINTER, ribbonRemaining: 12 }).ribbon).toBe('low');
  });
});

describe('why the machine cannot serve', () => {
  const condition = {
    printer: READY_PRINTER,
    reader: READY_READER,
    portal: 'reachable',
    supplies: supplyStates(plenty, capacities, READY_PRINTER),
    printerBlocked: null,
  } as const;

  test('nothing', () => expect(machineRefusal(condition)).toBeNull());
  test('a printer at work is no reason', () =>
    expect(printerRefusal({ ...READY_PRINTER, device: 'deviceBusy', media: 'present' })).toBeNull());
  test('what is low or high is no reason', () =>
    expect(printerRefusal({ ...READY_PRINTER, cards: 'low', ribbon: 'low', retractBin: 'high' })).toBeNull());
  test('the gravest goes first', () => {
    const away = { ...condition, portal: 'unreachable' } as const;
    expect(machineRefusal(away)).toBe('portalUnavailable');
    const empty = { ...away, printer: { ...READY_PRINTER, cards: 'out', ribbon: 'out' } } as const;
    expect(machineRefusal(empty)).toBe('outOfRibbon');
    const deaf = { ...empty, reader: { ...READY_READER, device: 'noDevice' } } as const;
    expect(machineRefusal(deaf)).toBe('readerUnavailable');
    expect(machineRefusal({ ...deaf, printerBlocked: 'printerJam' })).toBe('printerJam');
  });
});
