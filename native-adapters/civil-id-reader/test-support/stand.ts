import { afterEach, vi } from 'vitest';
import { prepareTrustAnchors } from '../lds1/trust-anchors.ts';
import type { CivilIdReaderEvent } from '../port.ts';
import { type CivilIdReaderDeps, Neo2CivilIdReader } from '../reader.ts';
import { type CardOptions, makeCard, makeIssuance } from './card-files.ts';
import { type ChipHabits, TestChip } from './chip.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeReader, type SeenCommand, type Trick } from './fake-reader.ts';

/** Polls quickly: what is waited for takes microseconds. */
export const SOON = { interval: 1, timeout: 5_000 };

/** The challenge of every test. */
export const CHALLENGE = Buffer.from('1122334455667788', 'hex');

/** The issuer whom the driver of every stand believes. */
export const ISSUANCE = makeIssuance();

/** Files of a card that nothing is wrong with. */
export const GENUINE = makeCard({ signer: ISSUANCE.signer });

/** A chip with a card of the trusted issuer, made as `options` say. */
export function chipWith(options: Partial<CardOptions> = {}, habits: ChipHabits = {}): TestChip {
  return new TestChip(makeCard({ signer: ISSUANCE.signer, ...options }), habits);
}

const readers: Neo2CivilIdReader[] = [];
afterEach(() => Promise.all(readers.splice(0).map((reader) => reader.close())));

/** The driver, connected to a fake reader under a fake clock. */
export function setUpReader(deps: Partial<CivilIdReaderDeps> = {}) {
  const device = new FakeReader();
  const clock = new FakeClock();
  const log = { info: vi.fn(), warn: vi.fn() };
  const trustAnchors = prepareTrustAnchors([ISSUANCE.authority.certificate]);
  const reader = new Neo2CivilIdReader('KWT', { clock, log, trustAnchors, ...deps }, device.open);
  readers.push(reader);
  const events: CivilIdReaderEvent[] = [];
  reader.subscribe((event) => events.push(event));
  const until = (isSo: () => boolean, what: string) =>
    vi.waitFor(() => {
      if (!isSo()) throw new Error(`not yet: ${what}`);
    }, SOON);
  /** Waits for an event that has come or will come. */
  const saw = (type: CivilIdReaderEvent['type'], times = 1) =>
    until(() => events.filter((event) => event.type === type).length >= times, type);
  const online = () => until(() => reader.status().device === 'online', 'online');
  /** Waits until the device has seen `count` commands. */
  const seen = (count: number) => until(() => device.seen.length >= count, `${count} commands`);
  return { device, clock, log, reader, events, saw, online, seen };
}

/** The same, with a card in the reader. */
export async function withCard(chip: TestChip = new TestChip(GENUINE)) {
  const stand = setUpReader();
  await stand.online();
  stand.device.insert(chip);
  await stand.saw('cardInserted');
  return { ...stand, chip };
}

export function isApdu({ command, subcommand }: SeenCommand): boolean {
  return command === 0x2c && subcommand === 0x13;
}

/** Plays a trick on the APDUs numbered `from` to before `to`, counted from the beginning. */
export function onApdus(trick: Trick, from: number, to = Number.POSITIVE_INFINITY) {
  let count = -1;
  return (seen: SeenCommand): Trick | null => {
    if (!isApdu(seen)) return null;
    count += 1;
    return count >= from && count < to ? trick : null;
  };
}
