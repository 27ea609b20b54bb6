import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { makeCsca, makeDocumentSigner } from '../civil-id-card/certificate.ts';
import { issueAllCards } from '../civil-id-card/office.ts';
import { CardLibrary } from './card-library.ts';
import { ManualClock, type ReaderMessage, TestHost } from './host.test-helper.ts';
import { SlotMemory } from './memory.ts';
import { ReaderSimulator } from './reader.ts';
import { parseLinkAddress } from './report-link.ts';
import { STATUS } from './status.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');

export const NOTIFY = [0x01, 0x07, '01'] as const;
export const GET_ATR = [0x2c, 0x12, '20'] as const;
export const POWER_OFF = [0x2c, 0x18, '20'] as const;
export const SELECT = '00a4040c07a0000002471001';

/** A message with status 00. */
export function ok(command: number, data: string): ReaderMessage {
  return { command, status: STATUS.ok, data, crcRight: true };
}

/** Waits until `expectation` holds. */
export function soon(expectation: () => void): Promise<void> {
  return vi.waitFor(expectation, { interval: 2 });
}

/** Folder, state file and cards of one test file, made before its first test and removed after its last. */
export function setUpCards(names: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'reader-'));
  const cards = join(folder, 'cards');
  const statePath = join(folder, 'state.json');
  beforeAll(() => {
    mkdirSync(cards);
    const signer = makeDocumentSigner(makeCsca(NOW), NOW);
    for (const file of issueAllCards({ signer, now: NOW }))
      if (names.includes(file.card)) writeFileSync(join(cards, `${file.card}.json`), JSON.stringify(file));
  });
  beforeEach(() => rmSync(statePath, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, cards, statePath };
}

/** A plugged-in reader on a clock that the test moves, and a host that has opened it. */
export interface Bench {
  readonly reader: ReaderSimulator;
  readonly clock: ManualClock;
  readonly host: TestHost;
  /** Sends a command and waits for the next message. */
  ask(command: number, subCommand: number, data: string): Promise<ReaderMessage | undefined>;
  /** Has the reader exchange an APDU with the card. */
  exchange(apdu: string): Promise<ReaderMessage | undefined>;
}

/** Starts readers over `place`; each is stopped after its test. */
export function setUpBenches(place: ReturnType<typeof setUpCards>): (socket?: string) => Promise<Bench> {
  const open = new Set<Bench>();
  afterEach(async () => {
    for (const { host, reader } of open) {
      host.close();
      await reader.plug(false);
    }
    open.clear();
  });
  return async (socket = '0') => {
    const clock = new ManualClock(NOW);
    const reader = new ReaderSimulator({
      cards: new CardLibrary(place.cards),
      memory: new SlotMemory(place.statePath),
      address: parseLinkAddress(socket),
      clock,
      latencyMs: 0,
    });
    await reader.plug(true);
    const host = await TestHost.open(reader.address);
    const ask = async (command: number, subCommand: number, data: string) => {
      const before = host.messages.length;
      host.send(command, subCommand, data);
      await host.until(() => host.messages.length > before);
      return host.messages[before];
    };
    const bench = { reader, clock, host, ask, exchange: (apdu: string) => ask(0x2c, 0x13, `20${apdu}`) };
    open.add(bench);
    return bench;
  };
}
