import { describe, expect, it } from 'vitest';
import { makeCard } from './test-support/card-files.ts';
import { TestChip } from './test-support/chip.ts';
import type { SeenCommand } from './test-support/fake-reader.ts';
import { CHALLENGE, chipWith, GENUINE, ISSUANCE, isApdu, withCard } from './test-support/stand.ts';

describe('readPortrait', () => {
  it.each([300, 30_000])('gives the JPEG of %i bytes, checked against the signed list', async (jpegBytes) => {
    const { reader, chip } = await withCard(chipWith({ jpegBytes }));
    await reader.readHolder(CHALLENGE);
    const portrait = await reader.readPortrait();
    expect(portrait).toMatchObject({ ok: true });
    expect(portrait.ok ? portrait.value.length : 0).toBe(jpegBytes);
    expect(
      chip.commands.filter((command) => command[1] === 0xb0).every((command) => (command[4] ?? 0) <= 0xe0),
    ).toBe(true);
  });

  it('dataNotSigned: the signed list does not name DG2', async () => {
    const { reader } = await withCard(chipWith({ unsigned: [2] }));
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'dataNotSigned' });
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'cardRemoved' });
  });

  it('dataAltered: the portrait of somebody else', async () => {
    const chip = chipWith();
    chip.files.set(0x0102, makeCard({ signer: ISSUANCE.signer, jpegBytes: 500 }).dg2);
    const { reader } = await withCard(chip);
    await reader.readHolder(CHALLENGE);
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'dataAltered' });
  });

  it('cardRemoved: no card was authenticated, or another one lies in the slot now', async () => {
    const { reader, device, saw } = await withCard();
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'cardRemoved' });
    await reader.readHolder(CHALLENGE);
    device.remove();
    device.insert(new TestChip(GENUINE));
    await saw('cardInserted', 2);
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'cardRemoved' });
  });

  it('a reading that fails takes back the one that succeeded before', async () => {
    const { reader, chip } = await withCard();
    await reader.readHolder(CHALLENGE);
    chip.signingKey = null;
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'chipCloned' });
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'cardRemoved' });
  });
});

describe('verifyPin', () => {
  const withPin = () => chipWith({}, { pin: '4711', tries: 3 });

  it('verified, wrong with the tries left, and blocked', async () => {
    const { reader } = await withCard(withPin());
    expect(await reader.verifyPin('4711')).toEqual({ ok: true, value: { outcome: 'verified' } });
    expect(await reader.verifyPin('0000')).toEqual({ ok: true, value: { outcome: 'wrong', retriesLeft: 2 } });
    expect(await reader.verifyPin('00000000')).toEqual({
      ok: true,
      value: { outcome: 'wrong', retriesLeft: 1 },
    });
    expect(await reader.verifyPin('0000')).toEqual({ ok: false, fault: 'pinBlocked' });
    expect(await reader.verifyPin('4711')).toEqual({ ok: false, fault: 'pinBlocked' });
  });

  it('is never sent twice by itself', async () => {
    const { reader, device, chip } = await withCard(withPin());
    await reader.readHolder(CHALLENGE);
    const isVerify = ({ data }: SeenCommand) => data[2] === 0x20;
    device.trick = (seen) => (isApdu(seen) && isVerify(seen) ? 'badCrc' : null);
    expect(await reader.verifyPin('0000')).toEqual({ ok: false, fault: 'cardUnreadable' });
    expect(chip.commands.filter((command) => command[1] === 0x20)).toHaveLength(1);
  });

  it('leaves the holder authenticated, also after a wrong PIN', async () => {
    const { reader } = await withCard(withPin());
    await reader.readHolder(CHALLENGE);
    await reader.verifyPin('0000');
    expect(await reader.readPortrait()).toMatchObject({ ok: true });
  });

  it.each(['123', '123456789', '12a4', ''])('refuses "%s" without repeating it in the error', async (pin) => {
    const { reader } = await withCard(withPin());
    expect(() => reader.verifyPin(pin)).toThrow('a PIN has 4 to 8 digits');
  });
});
