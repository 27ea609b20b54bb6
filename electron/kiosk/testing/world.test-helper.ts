import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KioskView, type KioskScreen, type ViewOf } from '../../../contracts/kiosk-view.ts';
import type { PickupId, RequestId } from '../../../contracts/pickup.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../../native-adapters/card-printer/port.ts';
import type { RenderCardFace } from '../collect/pickup-deps.ts';
import { KioskConfig } from '../config.ts';
import type { JournalEntryType } from '../journal/entries.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import type { PickupRecord } from '../journal/pickup-record.ts';
import { createKiosk, type Kiosk } from '../kiosk.ts';
import { FakeClock, flush } from './fake-clock.test-helper.ts';
import { PortalOffice, type TestRequest } from './fake-portal.test-helper.ts';
import { type PrinterOperation, PrinterMetal } from './fake-printer.test-helper.ts';
import { ReaderMetal, type TestCard } from './fake-reader.test-helper.ts';
import { testCard, testRequest } from './people.test-helper.ts';
import { Run } from './run.test-helper.ts';

/** Memory where the system has it: every entry waits for the disk, and tests write thousands. */
const TEMPORARY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** More of the configuration than every test needs. */
export type ConfigChange = Partial<
  Pick<KioskConfig, 'askPin' | 'maintenance' | 'capacities' | 'timeouts' | 'pinDigits'>
>;

function testConfig(change: ConfigChange): KioskConfig {
  return {
    ...KioskConfig.parse({
      machine: 'K-014',
      helpLine: '1889988',
      dataFolder: '/unused',
      portal: { url: 'http://127.0.0.1:1', keyFile: '/unused' },
      cscaFolder: '/unused',
      reader: { transport: { type: 'hid' }, issuingState: 'KWT', access: 'open' },
      printer: { transport: { type: 'tcp', host: '127.0.0.1', port: 1 } },
    }),
    ...change,
  };
}

/** A kiosk among fakes at the ports: printer, reader and portal outlive its process, and so does its journal file. */
export class World {
  readonly clock = new FakeClock();
  readonly printer = new PrinterMetal();
  readonly reader = new ReaderMetal();
  readonly office = new PortalOffice(this.clock);
  readonly folder = mkdtempSync(join(TEMPORARY, 'kiosk-'));
  readonly logged: string[] = [];
  readonly views: KioskView[] = [];
  /** Called after every journal entry of the run. */
  onEntry: (type: JournalEntryType, pickupId: PickupId) => void = () => {};
  renderFails = false;
  run = new Run();
  #kiosk: Kiosk | null = null;
  #journal: Journal | null = null;
  readonly #config: KioskConfig;

  constructor(change: ConfigChange = {}) {
    this.#config = testConfig(change);
  }

  get kiosk(): Kiosk {
    if (!this.#kiosk) throw new Error('The kiosk is not running');
    return this.#kiosk;
  }

  get journal(): Journal {
    if (!this.#journal) throw new Error('The journal is not open');
    return this.#journal;
  }

  /** Starts the process; it serves once everything that is ready has run. */
  async start(): Promise<void> {
    this.run = new Run();
    const opened = openJournal({ path: join(this.folder, 'journal.sqlite'), clock: this.clock });
    if (!opened.ok) throw new Error(opened.fault);
    this.#journal = opened.value;
    const { run, clock } = this;
    const kiosk = await createKiosk({
      reader: this.reader.port(run),
      printer: this.printer.port(run),
      portal: this.office.client(run),
      journal: this.#mortal(opened.value, run),
      clock: {
        now: () => clock.now(),
        setTimeout: (callback, ms) => clock.setTimeout(() => run.alive && callback(), ms),
        clearTimeout: (handle) => clock.clearTimeout(handle),
      },
      config: this.#config,
      log: this.#log(),
      renderCardFace: this.#renderCardFace,
      encodeQr: (text) => ({ rows: [...encodeBits(text)] }),
    });
    this.views.push(KioskView.parse(kiosk.view()));
    kiosk.subscribe((view) => {
      if (run.alive) this.views.push(KioskView.parse(view));
    });
    this.#kiosk = kiosk;
    await flush();
  }

  /** The process dies: nothing is closed in order, but the operating system frees what it held. */
  crash(): void {
    this.run.kill();
    this.#journal?.close();
    this.#kiosk = null;
    this.#journal = null;
  }

  async stop(): Promise<void> {
    await this.#kiosk?.close();
    this.run.kill();
    this.#journal?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The process dies right after the next entry of `type` is on the disk. */
  dieAfterEntry(type: JournalEntryType): void {
    this.onEntry = (written) => {
      if (written === type) this.run.kill();
    };
  }

  /** The process dies after the printer has done `operation`, before it hears of it. */
  dieAfterAct(operation: PrinterOperation): void {
    const { run } = this;
    this.printer.afterAct = (done) => {
      if (done === operation) run.kill();
    };
  }

  /** A person with a card, and ready requests of theirs at the portal. */
  person(kinds: readonly RequestKind[], serial = 1, mark = ''): TestCard {
    const card = testCard(serial, mark);
    for (const [index, kind] of kinds.entries()) {
      const request = testRequest(card, kind, serial * 10 + index);
      this.office.requests.set(request.request.requestId, request);
    }
    return card;
  }

  request(index = 0): TestRequest {
    const request = [...this.office.requests.values()][index];
    if (!request) throw new Error('There is no such request');
    return request;
  }

  screen(): KioskScreen {
    return this.kiosk.view().screen;
  }

  view<Screen extends KioskScreen>(screen: Screen): ViewOf<Screen> {
    const view = this.kiosk.view();
    if (!isView(view, screen)) throw new Error(`The screen is ${JSON.stringify(view)}, not ${screen}`);
    return view;
  }

  /** The screens shown so far, each once in a row. */
  screens(): KioskScreen[] {
    return this.views.map(({ screen }) => screen).filter((screen, index, all) => screen !== all[index - 1]);
  }

  async ask(intent: { type: string; [field: string]: unknown }): Promise<string> {
    const outcome = this.kiosk.dispatch(intent);
    await flush();
    return outcome.outcome === 'accepted' ? 'accepted' : outcome.reason;
  }

  /** Inserts `card` and confirms the request shown. */
  async confirm(card: TestCard): Promise<void> {
    this.reader.insert(card);
    await flush();
    await this.ask({ type: 'confirm' });
  }

  /** From the card in the slot to the licence at the bezel. */
  async untilPresented(card: TestCard): Promise<void> {
    await this.confirm(card);
    if (this.screen() !== 'oldLicence') return;
    this.printer.push('oldLicence');
    await flush();
  }

  async take(): Promise<void> {
    this.printer.take();
    await flush();
  }

  /** The journal's record of the only pickup, or of the `index`-th. */
  pickup(index = 0): PickupRecord {
    const id = [...this.office.pickups.keys()][index];
    const record = id === undefined ? null : this.journal.pickup(id as PickupId);
    if (!record) throw new Error('There is no such pickup');
    return record;
  }

  status(requestId?: RequestId): string {
    const request = requestId ? this.office.requests.get(requestId) : this.request();
    return request?.status ?? 'unknown';
  }

  /** The licences that somebody could use: taken, at the bezel, or finished and within reach of a hand. */
  usableLicences(): number {
    const { taken, bezel, transport } = this.printer;
    return [...taken, bezel, transport].filter((card) => card === 'licence').length;
  }

  readonly #renderCardFace: RenderCardFace = async ({ licence }) => {
    if (this.renderFails) throw new TypeError(`no such glyph in ${licence.nameLatin.family}`);
    const black = new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
    const colour = new Uint8Array(CARD_WIDTH * CARD_HEIGHT * 3);
    return { artwork: { front: { colour, black }, back: { black } } };
  };

  #mortal(journal: Journal, run: Run): Journal {
    const writes = new Set(['append', 'beginReservation', 'setSupply', 'keepPortalSettings'] as const);
    const mortal: Journal = { ...journal };
    for (const name of writes) {
      const write = journal[name] as (...values: unknown[]) => unknown;
      Object.assign(mortal, { [name]: (...values: unknown[]) => this.#write(run, name, write, values) });
    }
    return mortal;
  }

  #write(run: Run, name: string, write: (...values: unknown[]) => unknown, values: unknown[]): unknown {
    const [pickupId, entry] = values as [PickupId, { type: JournalEntryType }];
    if (!run.alive) return name === 'append' ? this.#journal?.pickup(pickupId) : undefined;
    const result = write(...values);
    if (name === 'append') this.onEntry(entry.type, pickupId);
    if (name === 'beginReservation') this.onEntry('reserving', pickupId);
    return result;
  }

  #log() {
    const write = (level: string) => (fields: object, message: string) => {
      this.logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    };
    return { info: write('info'), warn: write('warn'), error: write('error') };
  }
}

function isView<Screen extends KioskScreen>(view: KioskView, screen: Screen): view is ViewOf<Screen> {
  return view.screen === screen;
}

/** Something in the shape of a QR symbol from which a test can read the text again. */
function encodeBits(text: string): string[] {
  const bits = [...Buffer.from(text)].map((octet) => octet.toString(2).padStart(8, '0'));
  return [...bits, ...Array.from({ length: Math.max(0, 21 - bits.length) }, () => '00000000')];
}

/** The text in a symbol of `World`. */
export function decodeBits(rows: readonly string[]): string {
  return Buffer.from(rows.map((row) => Number.parseInt(row, 2)).filter((octet) => octet > 0)).toString();
}
