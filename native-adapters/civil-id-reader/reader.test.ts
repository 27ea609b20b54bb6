import { afterEach, describe, expect, it, vi } from 'vitest';
import { APDU_DEADLINE_MS, COMMAND_DEADLINE_MS } from './hid/neo2.ts';
import { CARD_TEXT, type CardOptions, makeCard, makeIssuance } from './test-support/card-files.ts';
import { type ChipHabits, TestChip } from './test-support/chip.ts';
import { makeKeys } from './test-support/authority.ts';
import type { SeenCommand, Trick } from './test-support/fake-reader.ts';
import { HEALTH_CHECK_MS, RECOVERY_CHECK_MS } from './reader.ts';
import { CHALLENGE, SOON, setUpReader } from './test-support/stand.ts';

const issuance = makeIssuance();
const genuine = makeCard({ signer: issuance.signer });

/** The files given to the judge, so that a test can look at them afterwards. */
const judged: Uint8Array[] = vi.hoisted(() => []);
vi.mock('./lds1/authenticate-chip.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('./lds1/authenticate-chip.ts')>();
  const authenticateChip: typeof original.authenticateChip = (evidence, rules) => {
    judged.push(...Object.values(evidence.files), evidence.signature);
    return original.authenticateChip(evidence, rules);
  };
  return { ...original, authenticateChip };
});

const stands: ReturnType<typeof setUpReader>[] = [];

afterEach(async () => {
  judged.length = 0;
  await Promise.all(stands.splice(0).map(({ reader }) => reader.close()));
});

/** A driver with a card in its reader. */
async function withCard(chip: TestChip = new TestChip(genuine)) {
  const stand = setUpReader(issuance);
  stands.push(stand);
  await stand.online();
  stand.device.insert(chip);
  await stand.saw('cardInserted');
  return { ...stand, chip };
}

const chipWith = (options: Partial<CardOptions> = {}, habits: ChipHabits = {}) =>
  new TestChip(makeCard({ signer: issuance.signer, ...options }), habits);

const isApdu = ({ command, subcommand }: SeenCommand) => command === 0x2c && subcommand === 0x13;
/** Plays a trick on the APDUs numbered `from` to before `to`, counted from the beginning. */
function onApdus(trick: Trick, from: number, to = Number.POSITIVE_INFINITY) {
  let count = -1;
  return (seen: SeenCommand): Trick | null => {
    if (!isApdu(seen)) return null;
    count += 1;
    return count >= from && count < to ? trick : null;
  };
}

describe('readHolder', () => {
  it('reads and authenticates a genuine card without its portrait', async () => {
    const { reader, chip } = await withCard();
    const result = await reader.readHolder(CHALLENGE);
    expect(result).toMatchObject({
      ok: true,
      value: { holder: { civilId: CARD_TEXT.civilId, nameArabic: CARD_TEXT.nameArabic } },
    });
    if (!result.ok) return;
    expect(Buffer.from(result.value.proof.dg11, 'base64')).toEqual(Buffer.from(genuine.dg11));
    expect(chip.commands.some((command) => command[1] === 0xb0 && command[2] === 0x82)).toBe(false);
  });

  it('needs no APDU that could be spared', async () => {
    const { reader, chip } = await withCard();
    await reader.readHolder(CHALLENGE);
    const sodParts = Math.ceil(genuine.sod.length / 0xe0);
    // SELECT LDS1, EF.SOD (with one SELECT beyond 255 bytes), DG1, DG11, DG15, INTERNAL AUTHENTICATE.
    expect(chip.commands).toHaveLength(1 + sodParts + 1 + 3 + 1);
  });

  it.each(['short', 'exact', 'moreData', 'endOfFile'] as const)(
    'reads a chip that answers in the way "%s"',
    async (reading) => {
      const { reader } = await withCard(chipWith({}, { reading, portion: 100 }));
      expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
    },
  );

  it('reads a chip with an RSA key', async () => {
    const { reader } = await withCard(chipWith({ chipKeys: makeKeys('rsa2048') }));
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
  });

  it('is not confused by notifications between command and reply', async () => {
    const { reader, device, events } = await withCard();
    device.trick = () => 'notifyBefore';
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
    expect(events.filter(({ type }) => type === 'cardInserted')).toHaveLength(1);
  });

  it('reads the same card again', async () => {
    const { reader } = await withCard();
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
    expect(await reader.readHolder(Buffer.alloc(8, 9))).toMatchObject({ ok: true });
  });

  it('two readings asked for at once run one after the other', async () => {
    const { reader } = await withCard();
    const both = await Promise.all([reader.readHolder(CHALLENGE), reader.readHolder(CHALLENGE)]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('refuses a challenge of another length', async () => {
    const { reader } = await withCard();
    expect(() => reader.readHolder(Buffer.alloc(7))).toThrow(RangeError);
  });
});

describe('cards that are refused', () => {
  const other = makeIssuance();

  it.each<[string, () => TestChip]>([
    ['signatureInvalid', () => chipWith({ sod: { signingKeys: makeKeys('prime256v1') } })],
    ['issuerUntrusted', () => chipWith({ signer: other.signer })],
    ['dataNotSigned', () => chipWith({ unsigned: [11] })],
    ['issuingStateWrong', () => chipWith({ text: { issuingState: 'UTO' } })],
    ['cardExpired', () => chipWith({ text: { expiryDate: '260101' } })],
    ['notCivilId', () => chipWith({ text: { documentCode: 'AC' } })],
    [
      'dataAltered',
      () => {
        const chip = chipWith();
        chip.files.set(
          0x010b,
          chipWith({ text: { civilId: '390010100036' } }).files.get(0x010b) ?? Buffer.alloc(0),
        );
        return chip;
      },
    ],
    [
      'chipCloned',
      () => {
        const chip = chipWith();
        chip.signingKey = makeKeys('prime256v1').privateKey;
        return chip;
      },
    ],
    [
      'chipCloned',
      () => {
        const chip = chipWith();
        chip.signingKey = null;
        return chip;
      },
    ],
  ])('%s, nothing of it is kept, and the chip is left without power', async (fault, make) => {
    const { reader, device, chip } = await withCard(make());
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault });
    expect(judged).toHaveLength(5);
    expect(judged.every((octets) => octets.every((octet) => octet === 0))).toBe(true);
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'cardRemoved' });
    expect(device.seen.some(({ subcommand }) => subcommand === 0x18)).toBe(true);
    expect(reader.status().chip).not.toBe('busy');
    expect(chip.commands.some((command) => command[2] === 0x82)).toBe(false);
  });

  it('notCivilId: a chip without LDS1, such as a bank card', async () => {
    const chip = chipWith();
    chip.hasApplication = false;
    const { reader } = await withCard(chip);
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'notCivilId' });
    expect(chip.commands).toHaveLength(1);
  });

  it.each([
    ['notCivilId', 0x6d00],
    ['notCivilId', 0x6283],
    ['cardUnreadable', 0x6f00],
    ['cardUnreadable', 0x1234],
  ])('%s: SELECT is answered with status word %i', async (fault, statusWord) => {
    const chip = chipWith();
    vi.spyOn(chip, 'answer').mockReturnValue(Buffer.of(statusWord >> 8, statusWord & 0xff));
    const { reader } = await withCard(chip);
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault });
  });

  it.each([0x011d, 0x0101, 0x010b, 0x010f])('notCivilId: file %i is missing', async (file) => {
    const chip = chipWith();
    chip.files.delete(file);
    const { reader } = await withCard(chip);
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'notCivilId' });
  });

  it.each([
    ['of another tag', Buffer.from('610100', 'hex')],
    ['that says it is longer than it is', Buffer.from('7701', 'hex')],
    ['too long for READ BINARY', Buffer.from('7783ffffff00', 'hex')],
    ['of nonsense', Buffer.alloc(300, 0xff)],
  ])('cardUnreadable: an EF.SOD %s', async (_, sod) => {
    const chip = chipWith();
    chip.files.set(0x011d, sod);
    const { reader } = await withCard(chip);
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardUnreadable' });
  });

  it('cardUnreadable: a chip that gives no octets any more', async () => {
    const { reader } = await withCard(chipWith({}, { stopsGiving: true }));
    expect(await reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardUnreadable' });
  });

  it('says nothing of the holder to the log', async () => {
    const { reader, log } = await withCard(chipWith({ text: { expiryDate: '260101' } }));
    await reader.readHolder(CHALLENGE);
    expect(JSON.stringify([log.info.mock.calls, log.warn.mock.calls])).not.toMatch(
      /3900|ALSALEM|السالم|T12345678/,
    );
  });
});

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
    clock.advance(HEALTH_CHECK_MS);
    await vi.waitFor(() => expect(reader.status().device).toBe('online'), SOON);
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });
  });
});

describe('a card removed early', () => {
  /** Commands to the device in one whole reading, without the 01-07 of the beginning. */
  const EXCHANGES = 2 + Math.ceil(genuine.sod.length / 0xe0) + 1 + 3 + 1;

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
        device.insert(new TestChip(genuine));
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
    const stand = setUpReader(issuance);
    stands.push(stand);
    await stand.online();
    expect(await stand.reader.readHolder(CHALLENGE)).toEqual({ ok: false, fault: 'cardRemoved' });
  });
});

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
    chip.files.set(0x0102, makeCard({ signer: issuance.signer, jpegBytes: 500 }).dg2);
    const { reader } = await withCard(chip);
    await reader.readHolder(CHALLENGE);
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'dataAltered' });
  });

  it('cardRemoved: no card was authenticated, or another one lies in the slot now', async () => {
    const { reader, device, saw } = await withCard();
    expect(await reader.readPortrait()).toEqual({ ok: false, fault: 'cardRemoved' });
    await reader.readHolder(CHALLENGE);
    device.remove();
    device.insert(new TestChip(genuine));
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

describe('events and status', () => {
  it('tells of insertion and removal, once each', async () => {
    const { reader, device, events } = await withCard();
    device.insert(new TestChip(genuine));
    device.remove();
    device.remove();
    expect(events.filter(({ type }) => type !== 'statusChanged').map(({ type }) => type)).toEqual([
      'cardInserted',
      'cardRemoved',
    ]);
    expect(reader.status()).toEqual({ device: 'online', media: 'notPresent', chip: 'noCard' });
  });

  it('tells of a card that already sits in the slot when the reader is found', async () => {
    const stand = setUpReader(issuance);
    stands.push(stand);
    stand.device.insert(new TestChip(genuine));
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
    const stand = setUpReader(issuance);
    stands.push(stand);
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
    const stand = setUpReader(issuance, { onReport });
    stands.push(stand);
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
