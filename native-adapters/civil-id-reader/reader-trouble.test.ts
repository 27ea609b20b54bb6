import { describe, expect, it, vi } from 'vitest';
import { APDU_DEADLINE_MS, COMMAND_DEADLINE_MS } from './hid/neo2.ts';
import { RECOVERY_CHECK_MS } from './reader.ts';
import { TestChip } from './test-support/chip.ts';
import { CHALLENGE, GENUINE, isApdu, onApdus, SOON, setUpReader, withCard } from './test-support/stand.ts';

describe('chips that do not answer well', () => {
  it.each(['cardMute', 'badCrc', 'refused', 'reversed'] as const)(
    '%s once: a fresh power-on helps',
    async (trick) => {
      const { reader, device, clock, seen } = await withCard();
      device.trick = onApdus(trick, 2, 3);
      const result = reader.readHolder(CHALLENGE);
      if (trick === 'reversed') {
        await seen(5);
        clock.advance(APDU_DEADLINE_MS);
      }
      expect(await result).toMatchObject({ ok: true });
      expect(device.seen.filter(({ subcommand }) => subcommand === 0x12)).toHaveLength(2);
    },
  );

  it.each(['cardMute', 'badCrc', 'refused'] as const)(
    '%s always: cardUnreadable after one more try',
    async (trick) => {
      const { reader, device } = await withCard();
      device.trick = onApdus(trick, 0);
      expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardUnreadable' });
      expect(device.seen.filter(isApdu)).toHaveLength(2);
      expect(reader.status()).toMatchObject({ device: 'online', media: 'present', chip: 'hardwareError' });
      device.trick = () => null;
      expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
    },
  );

  it('a mute answer to reset: cardUnreadable', async () => {
    const { reader, device } = await withCard();
    device.trick = ({ subcommand }) => (subcommand === 0x12 ? 'cardMute' : null);
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardUnreadable' });
  });

  it('a reader that garbles everything: cardUnreadable, and the reader is to blame', async () => {
    const { reader, device } = await withCard();
    device.trick = () => 'badCrc';
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardUnreadable' });
    expect(reader.status()).toMatchObject({ device: 'hardwareError', media: 'present' });
  });

  it('replies whose reports are always in the wrong order: cardUnreadable', async () => {
    const { reader, device, clock, seen } = await withCard();
    device.trick = onApdus('reversed', 1);
    const result = reader.readHolder(CHALLENGE);
    for (const commands of [4, 9]) {
      await seen(commands);
      clock.advance(APDU_DEADLINE_MS);
    }
    expect(await result).toEqual({ ok: false, fault: 'cardUnreadable' });
    expect(reader.status().media).toBe('present');
  });

  it('a reader that falls silent: cardUnreadable, then hardwareError until it speaks again', async () => {
    const { reader, device, clock, seen } = await withCard();
    device.trick = () => 'silence';
    const result = reader.readHolder(CHALLENGE);
    await seen(2);
    clock.advance(APDU_DEADLINE_MS);
    await seen(3);
    clock.advance(COMMAND_DEADLINE_MS);
    await seen(4);
    clock.advance(COMMAND_DEADLINE_MS);
    expect(await result).toEqual({ ok: false, fault: 'cardUnreadable' });
    await vi.waitFor(() => expect(reader.status().device).toBe('hardwareError'), SOON);

    device.trick = () => null;
    clock.advance(RECOVERY_CHECK_MS);
    await vi.waitFor(() => expect(reader.status().device).toBe('online'), SOON);
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
  });
});

describe('a card removed early', () => {
  /** Commands to the device in one whole reading, without the 01-07 of the beginning. */
  const EXCHANGES = 2 + Math.ceil(GENUINE.sod.length / 0xe0) + 1 + 3 + 1;

  it('the number of exchanges is the one the next tests count on', async () => {
    const { reader, device } = await withCard();
    await reader.readHolder(CHALLENGE);
    expect(device.seen).toHaveLength(1 + EXCHANGES);
  });

  it.each(Array.from({ length: EXCHANGES }, (_, index) => index + 1))(
    'at exchange %i: cardRemoved, whether the reader notifies or only the exchange fails, and the next card is read',
    async (exchange) => {
      for (const remove of ['remove', 'removeSilently'] as const) {
        const { reader, device, saw, events } = await withCard();
        device.trick = (_, index) => {
          if (index === exchange) device[remove]();
          return null;
        };
        expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardRemoved' });
        expect(events.at(-1)).toEqual({ type: 'cardRemoved' });
        expect(reader.status()).toEqual({ device: 'online', media: 'notPresent', chip: 'noCard' });
        device.insert(new TestChip(GENUINE));
        await saw('cardInserted', 2);
        expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
      }
    },
  );

  it.each(Array.from({ length: EXCHANGES }, (_, index) => index + 1))(
    'the reader is unplugged at exchange %i: cardRemoved and noDevice, and after plugging in the card is there again',
    async (exchange) => {
      const { reader, device, clock, saw, events } = await withCard();
      let isUnplugged = false;
      device.trick = (_, index) => {
        if (index !== exchange || isUnplugged) return null;
        isUnplugged = true;
        device.unplug();
        return 'silence';
      };
      expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardRemoved' });
      expect(events.slice(-2)).toEqual([
        { type: 'statusChanged', status: { device: 'noDevice', media: 'unknown', chip: 'unknown' } },
        { type: 'cardRemoved' },
      ]);
      clock.advance(1_000);
      await saw('cardInserted', 2);
      expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
    },
  );

  it('a reading asked for without a card is cardRemoved', async () => {
    const stand = setUpReader();
    await stand.online();
    expect(await stand.reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardRemoved' });
  });
});
