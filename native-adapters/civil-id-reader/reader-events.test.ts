import { describe, expect, it, vi } from 'vitest';
import { COMMAND_DEADLINE_MS } from './hid/neo2.ts';
import { HEALTH_CHECK_MS, RECOVERY_CHECK_MS } from './reader.ts';
import { TestChip } from './test-support/chip.ts';
import { CHALLENGE, GENUINE, SOON, setUpReader, withCard } from './test-support/stand.ts';

describe('events and status', () => {
  it('tells of insertion and removal, once each', async () => {
    const { reader, device, events } = await withCard();
    device.insert(new TestChip(GENUINE));
    device.remove();
    device.remove();
    expect(events.filter(({ type }) => type !== 'statusChanged').map(({ type }) => type)).toEqual([
      'cardInserted',
      'cardRemoved',
    ]);
    expect(reader.status()).toEqual({ device: 'online', media: 'notPresent', chip: 'noCard' });
  });

  it('tells of a card that already sits in the slot when the reader is found', async () => {
    const stand = setUpReader();
    stand.device.insert(new TestChip(GENUINE));
    expect(stand.reader.status()).toEqual({ device: 'noDevice', media: 'unknown', chip: 'unknown' });
    await stand.saw('cardInserted');
    expect(stand.reader.status()).toMatchObject({ device: 'online', media: 'present', chip: 'poweredOff' });
  });

  it('follows the chip from poweredOff over busy to online', async () => {
    const { reader, events } = await withCard();
    await reader.readHolder(CHALLENGE);
    const chips = events.flatMap((event) => (event.type === 'statusChanged' ? [event.status.chip] : []));
    expect(chips).toEqual(['noCard', 'poweredOff', 'busy', 'online']);
  });

  it('looks for an absent reader, with one line in the log, until it is there', async () => {
    const stand = setUpReader();
    await stand.online();
    stand.device.isPlugged = false;
    stand.device.unplug();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      stand.clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(stand.log.warn).toHaveBeenCalledTimes(1);
    stand.device.isPlugged = true;
    stand.clock.advance(1_000);
    await stand.online();
    expect(stand.device.connections).toBe(2);
  });

  it.each([
    [
      'stayed',
      (stand: Awaited<ReturnType<typeof withCard>>) => stand.device,
      ['cardRemoved', 'cardInserted'],
    ],
    [
      'has gone',
      (stand: Awaited<ReturnType<typeof withCard>>) => stand.device.removeSilently(),
      ['cardRemoved'],
    ],
  ])('a reader that was silent and speaks again: its card %s', async (_, meanwhile, expected) => {
    const stand = await withCard();
    const { reader, device, clock, seen, events } = stand;
    device.trick = () => 'silence';
    clock.advance(HEALTH_CHECK_MS);
    await seen(2);
    clock.advance(COMMAND_DEADLINE_MS);
    await vi.waitFor(() => expect(reader.status().device).toBe('hardwareError'), SOON);
    meanwhile(stand);
    device.trick = () => null;
    const before = events.length;
    clock.advance(RECOVERY_CHECK_MS);
    await stand.online();
    clock.advance(RECOVERY_CHECK_MS);
    await stand.saw('cardRemoved');
    if (expected.includes('cardInserted')) await stand.saw('cardInserted', 2);
    expect(events.slice(before).flatMap(({ type }) => (type === 'statusChanged' ? [] : [type]))).toEqual(
      expected,
    );
    expect(reader.status().media).toBe(expected.includes('cardInserted') ? 'present' : 'notPresent');
  });

  it('finds out while idle that the reader has fallen silent', async () => {
    const { reader, device, clock, seen } = await withCard();
    device.trick = () => 'silence';
    clock.advance(HEALTH_CHECK_MS);
    await seen(2);
    clock.advance(COMMAND_DEADLINE_MS);
    await vi.waitFor(() => expect(reader.status().device).toBe('hardwareError'), SOON);
  });

  it('a listener that ended its subscription hears nothing more', async () => {
    const { reader, device } = await withCard();
    const listener = vi.fn();
    reader.subscribe(listener)();
    device.remove();
    expect(listener).not.toHaveBeenCalled();
  });

  it('taps the wire both ways', async () => {
    const onReport = vi.fn();
    const stand = setUpReader({ onReport });
    await stand.online();
    expect(onReport.mock.calls.map(([direction]) => direction)).toEqual(['toReader', 'fromReader']);
    expect(onReport.mock.calls.every(([, report]) => report.length === 64)).toBe(true);
  });

  it('close ends what is under way and connects no more', async () => {
    const { reader, device, clock, seen } = await withCard();
    device.trick = () => 'silence';
    const result = reader.readHolder(CHALLENGE);
    await seen(2);
    await reader.close();
    expect(await result).toEqual({ ok: false, fault: 'cardRemoved' });
    expect(clock.nextIn).toBeNull();
  });
});
