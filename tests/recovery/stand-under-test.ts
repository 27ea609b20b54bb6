import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DemoSeed } from '../../contracts/demo-seed.ts';
import { RequestId } from '../../contracts/pickup.ts';
import type { PrinterControl } from '../../simulators/card-printer/control.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import { type Stand, startStand } from '../../simulators/stand/stand.ts';
import { readJournal } from '../support/journal-records.ts';
import { untilPrinter } from '../support/plastic.ts';
import { connectScreen, type KioskScreenLine } from './kiosk-screen.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The person who comes again and again, each time for another renewal. */
const CARD = 'spare-renewal-1';
/** Numbers of the renewals made for these tests begin here. */
const FIRST_REQUEST = 950_001;

/** Longest time of one test: processes start anew, and the portal is asked again every few seconds. */
export const TEST_TIMEOUT_MS = 120_000;

/** The driver waits long for a reply, so that a kiosk can be killed while it waits. */
export const PATIENT_TIMINGS = {
  parameterReplyMs: 30_000,
  movementReplyMs: 30_000,
  bezelPollIntervalMs: 50,
} as const;

/** A machine of real processes that are killed and started again. */
export interface StandUnderTest {
  readonly stand: Stand;
  readonly printer: PrinterControl;
  /** The screen of the kiosk that runs now. */
  screen(): KioskScreenLine;
  /** A renewal that is ready and that nobody has touched. */
  nextRequest(): RequestId;
  killKiosk(): Promise<void>;
  startKiosk(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a stand without delays, with `renewals` ready requests of one person and `settings` in the kiosk's configuration. */
export async function startStandUnderTest(
  renewals: number,
  settings: Readonly<Record<string, unknown>>,
): Promise<StandUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-recovery-'));
  const stand = await startStand({ root, folder, baud: 0, panelMs: 0, moveMs: 0, settings, kiosk: true });
  try {
    const requests = seedRenewals(stand, join(folder, 'renewals.json'), renewals);
    return await standUnderTest(stand, requests, folder);
  } catch (error) {
    await stand.stop();
    throw error;
  }
}

async function standUnderTest(stand: Stand, requests: RequestId[], folder: string): Promise<StandUnderTest> {
  let screen = await connectScreen(stand.kioskUrl());
  return {
    stand,
    printer: stand.printer,
    screen: () => screen,
    nextRequest: () => {
      const next = requests.shift();
      if (!next) throw new Error('More renewals are needed than were made');
      return next;
    },
    killKiosk: async () => {
      await stand.kiosk().kill();
      screen.close();
    },
    startKiosk: async () => {
      await stand.startKiosk();
      screen = await connectScreen(stand.kioskUrl());
    },
    stop: async () => {
      screen.close();
      await stand.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives the person `count` renewals at the portal, as its office would; their numbers. */
function seedRenewals({ places }: Stand, file: string, count: number): RequestId[] {
  const person = DEMO_PEOPLE.find(({ card }) => card === CARD);
  const { requests } = DemoSeed.parse(JSON.parse(readFileSync(places.seed, 'utf8')));
  const pattern = requests.find(({ licence }) => licence.civilId === person?.civilId);
  if (!pattern) throw new Error(`${CARD} has no request`);
  const numbers = Array.from({ length: count }, (_, index) =>
    RequestId.parse(`${pattern.requestId.slice(0, 7)}${FIRST_REQUEST + index}`),
  );
  const renewals = numbers.map((requestId) => ({ ...pattern, requestId }));
  writeFileSync(file, JSON.stringify({ kiosks: [], requests: renewals } satisfies DemoSeed));
  execFileSync(
    process.execPath,
    [join(root, 'portal/seed.ts'), '--config', places.portalConfig, '--seed', file],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return numbers;
}

/**
 * Shows the civil ID and confirms `requestId`; the old licence, if due, is then asked for. `justBefore` the details are
 * confirmed, something may be done to a process.
 */
export async function confirm(
  { stand, screen }: StandUnderTest,
  requestId: RequestId,
  justBefore: () => void = () => {},
): Promise<void> {
  await screen().see('attract');
  await stand.reader.insert(CARD);
  await screen().see('choose', ({ requests }) => requests.some((one) => one.requestId === requestId));
  await screen().press({ type: 'choose', requestId });
  await screen().see('confirm');
  justBefore();
  await screen().press({ type: 'confirm' });
}

/** Takes the civil ID out, and presses whatever ends the session. */
export async function leave({ stand, screen }: StandUnderTest): Promise<void> {
  await stand.reader.remove();
  const { view } = screen();
  if (view?.screen === 'done' || view?.screen === 'apology') await screen().press({ type: 'finish' });
  await screen().see('attract');
}

/** Pushes the old licence in, as soon as the machine asks for it. */
export async function handInOldLicence({ printer, screen }: StandUnderTest): Promise<void> {
  await screen().see('oldLicence', ({ stage }) => stage === 'insert');
  await printer.hand({ hand: 'pushCard', kind: 'oldLicence' });
}

/**
 * Lets the kiosk wait in vain for the reply to `command`, which is carried out; returns how to wait until it does. Killed
 * then, the kiosk knows nothing of what the printer has done.
 */
export async function swallowReply(
  { printer }: StandUnderTest,
  command: string,
): Promise<() => Promise<unknown>> {
  const { id } = await printer.arm({ fault: 'silence', command });
  return () => untilPrinter(printer, ({ faults }) => !faults.some((armed) => armed.id === id));
}

/** The journal's last word. */
export function lastEntry({ stand }: StandUnderTest): string | undefined {
  return readJournal(stand.places).entries.at(-1);
}

/** Takes the licence from the bezel. */
export async function takeLicence({ printer, screen }: StandUnderTest): Promise<void> {
  await screen().see('takeCard');
  await printer.hand({ hand: 'takeCard' });
}
