import { MESSAGE_HEADER_BYTES, messageLength } from './message.ts';
import { REPORT_BYTES } from './report-transport.ts';

/** Report IDs of the NEO 2 (ID TECH NEO 2 Interface Developers Guide, USB-HID data format). */
const REPORT_ID = { whole: 1, first: 2, middle: 3, last: 4 } as const;
/** Bytes of a message that one report carries, after its ID. */
const REPORT_DATA_BYTES = REPORT_BYTES - 1;

function report(id: number, data: Uint8Array): Uint8Array {
  const octets = new Uint8Array(REPORT_BYTES);
  octets[0] = id;
  octets.set(data, 1);
  return octets;
}

/** Cuts a message into reports: one with ID 1, or 2, 3…, 4; the last is padded with zeros. */
export function toReports(message: Uint8Array): Uint8Array[] {
  if (message.length <= REPORT_DATA_BYTES) return [report(REPORT_ID.whole, message)];
  const reports: Uint8Array[] = [];
  for (let start = 0; start < message.length; start += REPORT_DATA_BYTES) {
    const isLast = start + REPORT_DATA_BYTES >= message.length;
    const id = start === 0 ? REPORT_ID.first : isLast ? REPORT_ID.last : REPORT_ID.middle;
    reports.push(report(id, message.subarray(start, start + REPORT_DATA_BYTES)));
  }
  return reports;
}

/** What a report completed: nothing yet, a message (its own octets, no padding), or a message lost. */
export type Assembled =
  | { readonly type: 'incomplete' }
  | { readonly type: 'message'; readonly message: Uint8Array }
  | { readonly type: 'garbled' };

const INCOMPLETE: Assembled = { type: 'incomplete' };
const GARBLED: Assembled = { type: 'garbled' };

/** A message under way: its octets, and how many have come. */
interface MessageUnderWay {
  readonly octets: Uint8Array;
  filled: number;
}

/**
 * Puts reports together to messages. Reports with an unknown ID are ignored, and so are 3 and 4 that do not follow a 2
 * or 3. A message that another one interrupts, or whose own length disagrees with its reports, is `garbled`.
 */
export class MessageAssembler {
  #partial: MessageUnderWay | null = null;

  accept(octets: Uint8Array): Assembled {
    const data = octets.subarray(1);
    switch (octets[0]) {
      case REPORT_ID.whole:
        return this.#whole(data);
      case REPORT_ID.first:
        return this.#first(data);
      case REPORT_ID.middle:
        return this.#middle(data);
      case REPORT_ID.last:
        return this.#last(data);
      default:
        return INCOMPLETE;
    }
  }

  /** Forgets a message under way. */
  reset(): void {
    this.#partial = null;
  }

  #whole(data: Uint8Array): Assembled {
    this.#partial = null;
    const length = messageLength(data);
    if (length === null || length > data.length) return GARBLED;
    return { type: 'message', message: Uint8Array.from(data.subarray(0, length)) };
  }

  #first(data: Uint8Array): Assembled {
    const interrupted = this.#partial !== null;
    const length = messageLength(data.subarray(0, MESSAGE_HEADER_BYTES));
    this.#partial = null;
    if (length === null || length <= data.length) return GARBLED;
    const octets = new Uint8Array(length);
    octets.set(data);
    this.#partial = { octets, filled: data.length };
    return interrupted ? GARBLED : INCOMPLETE;
  }

  #middle(data: Uint8Array): Assembled {
    const partial = this.#partial;
    if (partial === null) return INCOMPLETE;
    if (partial.octets.length - partial.filled <= data.length) {
      this.#partial = null;
      return GARBLED;
    }
    partial.octets.set(data, partial.filled);
    partial.filled += data.length;
    return INCOMPLETE;
  }

  #last(data: Uint8Array): Assembled {
    const partial = this.#partial;
    if (partial === null) return INCOMPLETE;
    this.#partial = null;
    const missing = partial.octets.length - partial.filled;
    if (missing > data.length) return GARBLED;
    partial.octets.set(data.subarray(0, missing), partial.filled);
    return { type: 'message', message: partial.octets };
  }
}
