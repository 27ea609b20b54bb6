import type { Clock } from '../../../contracts/clock.ts';
import type { OpenReportTransport, ReportTransport } from './report-transport.ts';

/** Wait before the first attempt to open the reader again. Doubles with each failure. */
export const RECONNECT_FIRST_MS = 100;
/** Longest wait between attempts: how late a reader that was plugged in again is noticed at worst. */
export const RECONNECT_LONGEST_MS = 1_000;

/** What a kept connection tells. */
export interface ConnectionListener {
  onConnected(transport: ReportTransport): void;
  onReport(report: Uint8Array): void;
  onDisconnected(): void;
  /** An attempt failed or the layer below complained: a sentence for the log. */
  onTrouble(message: string): void;
}

/**
 * Keeps a connection to the reader: opens it, and opens it again with a growing wait whenever it is lost.
 * The first attempt begins at once. The returned function ends it for good; `onDisconnected` is called if connected.
 */
export function keepConnected(
  open: OpenReportTransport,
  clock: Clock,
  listener: ConnectionListener,
): () => void {
  let isEnded = false;
  let waitMs = RECONNECT_FIRST_MS;
  let transport: ReportTransport | null = null;
  let retry: unknown = null;

  const retryLater = () => {
    if (isEnded) return;
    retry = clock.setTimeout(() => void attempt(), waitMs);
    waitMs = Math.min(waitMs * 2, RECONNECT_LONGEST_MS);
  };

  const attempt = async () => {
    let isGone = false;
    const opened = await open({
      onReport: (report) => listener.onReport(report),
      onError: (message) => listener.onTrouble(message),
      onClose: () => {
        isGone = true;
        if (transport === null) return;
        transport = null;
        listener.onDisconnected();
        retryLater();
      },
    });
    if (!opened.ok) {
      listener.onTrouble(opened.fault);
      retryLater();
    } else if (isEnded) {
      opened.value.close();
    } else if (isGone) {
      retryLater();
    } else {
      waitMs = RECONNECT_FIRST_MS;
      transport = opened.value;
      listener.onConnected(opened.value);
    }
  };

  void attempt();
  return () => {
    isEnded = true;
    clock.clearTimeout(retry);
    transport?.close();
  };
}
