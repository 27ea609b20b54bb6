import { isoInstant } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import { COMMAND, COMMAND_NAMES, type CommandName, NOTIFICATION } from './commands.ts';
import type { WireEntry } from './control.ts';
import { MESSAGE_HEAD_BYTES, REPORT_ID } from './framing.ts';
import { statusName } from './status.ts';

/** Reports kept: some twenty collections with portrait. */
const WIRE_LOG_CAPACITY = 8_192;

type Direction = WireEntry['direction'];

/** The most recent reports both ways. They are described when somebody asks, not on the way. */
export class WireLog {
  readonly #clock: Clock;
  readonly #kept: { readonly at: number; readonly direction: Direction; readonly report: Buffer }[] = [];
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(direction: Direction, report: Buffer): void {
    this.#kept[this.#count % WIRE_LOG_CAPACITY] = { at: this.#clock.now(), direction, report };
    this.#count += 1;
  }

  /** Those kept after number `after`, oldest first. */
  entriesAfter(after: number): WireEntry[] {
    const entries: WireEntry[] = [];
    const first = Math.max(after, this.#count - WIRE_LOG_CAPACITY);
    for (let index = first; index < this.#count; index += 1) {
      const kept = this.#kept[index % WIRE_LOG_CAPACITY];
      if (!kept) continue;
      entries.push({
        n: index + 1,
        at: isoInstant(kept.at),
        direction: kept.direction,
        hex: kept.report.toString('hex'),
        name: nameReport(kept.direction, kept.report),
      });
    }
    return entries;
  }
}

const COMMAND_WORDS: Readonly<Record<CommandName, string>> = {
  setSwitchNotifications: 'Set switch notifications',
  getAtr: 'Get ATR',
  exchangeApdu: 'Exchange APDU',
  powerOff: 'Power off',
};

/** Commands to the chip by INS (ISO/IEC 7816-4). */
const INSTRUCTION_WORDS: ReadonlyMap<number, string> = new Map([
  [0xa4, 'SELECT'],
  [0xb0, 'READ BINARY'],
  [0x88, 'INTERNAL AUTHENTICATE'],
  [0x20, 'VERIFY'],
  [0xc0, 'GET RESPONSE'],
]);

/** What a report is, in words. */
function nameReport(direction: Direction, report: Buffer): string {
  switch (report[0]) {
    case REPORT_ID.whole:
    case REPORT_ID.first:
      return direction === 'toReader' ? nameCommand(report.subarray(1)) : nameResponse(report.subarray(1));
    case REPORT_ID.middle:
      return 'continued';
    case REPORT_ID.last:
      return 'continued, last';
    default:
      return 'unknown report';
  }
}

function nameCommand(message: Buffer): string {
  const [command, subCommand] = message.subarray(MESSAGE_HEAD_BYTES - 4);
  const name = COMMAND_NAMES.find(
    (known) => COMMAND[known].command === command && COMMAND[known].subCommand === subCommand,
  );
  if (!name) return 'unknown command';
  if (name !== 'exchangeApdu') return COMMAND_WORDS[name];
  const apdu = message.subarray(MESSAGE_HEAD_BYTES + 1);
  return `${COMMAND_WORDS[name]}: ${INSTRUCTION_WORDS.get(apdu[1] ?? 0) ?? 'unknown instruction'}`;
}

function nameResponse(message: Buffer): string {
  const [command = 0, status = 0, high = 0, low = 0, firstByte = 0] = message.subarray(
    MESSAGE_HEAD_BYTES - 4,
  );
  if (command === NOTIFICATION) return firstByte & 1 ? 'Card seated' : 'Card removed';
  return `Reply: ${statusName(status)}, ${(high << 8) | low} bytes`;
}
