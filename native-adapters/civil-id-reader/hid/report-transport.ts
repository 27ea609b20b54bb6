import type { Result } from '../../../contracts/result.ts';

/** Bytes of every report, both ways, its report ID included (ID TECH NEO 2 Interface Developers Guide, USB-HID). */
export const REPORT_BYTES = 64;

/** What an open transport tells. */
export interface ReportListener {
  /** A report of {@link REPORT_BYTES} has come in. It belongs to the listener. */
  onReport(report: Uint8Array): void;
  /** What the layer below says went wrong, for the log. If it ends the connection, `onClose` follows. */
  onError(message: string): void;
  /** The connection is gone. Called once; nothing follows it. */
  onClose(): void;
}

/** One open connection to a reader that carries reports both ways. */
export interface ReportTransport {
  /** Sends reports in order, without waiting: a failure comes as `onError` and `onClose`. */
  send(reports: readonly Uint8Array[]): void;
  /** Ends the connection; `onClose` is called if it was not yet. */
  close(): void;
}

/** Opens a connection. The fault is a sentence for the log. */
export type OpenReportTransport = (listener: ReportListener) => Promise<Result<ReportTransport, string>>;
