import type { ReaderFault } from './control.ts';
import { REPORT_BYTES, REPORT_ID } from './framing.ts';

/** How late a reply comes under the fault `slow`: beyond any patience with a chip. */
export const SLOW_REPLY_MS = 5_000;
/** Mixed into the CRC of replies under the fault `badCrc`. */
export const BAD_CRC_MASK = 0x5aa5;
/** Report IDs that mean nothing. */
const UNKNOWN_IDS = [0x05, 0x7f];

function withId(report: Buffer, id: number): Buffer {
  const changed = Buffer.from(report);
  changed[0] = id;
  return changed;
}

function unknownReport(index: number): Buffer {
  return Buffer.alloc(REPORT_BYTES, 0xee).fill(UNKNOWN_IDS[index % UNKNOWN_IDS.length] ?? 0, 0, 1);
}

/** The reports of one reply as they leave a reader with `fault`. */
export function spoilReports(reports: readonly Buffer[], fault: ReaderFault | null): readonly Buffer[] {
  const [first] = reports;
  const last = reports.at(-1);
  if (!first || !last) return reports;
  switch (fault) {
    case 'truncated':
      return reports.length > 1 ? reports.slice(0, -1) : [withId(first, REPORT_ID.first)];
    case 'unknownReports':
      return reports.flatMap((report, index) => [unknownReport(index), report]);
    case 'outOfOrder':
      return reports.length > 1
        ? [last, ...reports.slice(0, -1)]
        : [withId(unknownReport(0), REPORT_ID.middle), first];
    case 'silence':
      return [];
    case 'badCrc':
    case 'slow':
    case 'refused':
    case null:
      return reports;
  }
}
