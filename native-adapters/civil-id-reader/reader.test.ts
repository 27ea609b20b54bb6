import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeKeys } from './test-support/authority.ts';
import { CARD_TEXT, makeIssuance } from './test-support/card-files.ts';
import type { TestChip } from './test-support/chip.ts';
import { CHALLENGE, chipWith, GENUINE, withCard } from './test-support/stand.ts';

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

afterEach(() => {
  judged.length = 0;
});

describe('readHolder', () => {
  it('reads and authenticates a genuine card without its portrait', async () => {
    const { reader, chip } = await withCard();
    const result = await reader.readHolder(CHALLENGE);
    expect(result).toMatchObject({
      ok: true,
      value: { holder: { civilId: CARD_TEXT.civilId, nameArabic: CARD_TEXT.nameArabic } },
    });
    if (!result.ok) return;
    expect(Buffer.from(result.value.proof.dg11, 'base64')).toEqual(Buffer.from(GENUINE.dg11));
    expect(chip.commands.some((command) => command[1] === 0xb0 && command[2] === 0x82)).toBe(false);
  });

  it('needs no APDU that could be spared', async () => {
    const { reader, chip } = await withCard();
    await reader.readHolder(CHALLENGE);
    const sodParts = Math.ceil(GENUINE.sod.length / 0xe0);
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
