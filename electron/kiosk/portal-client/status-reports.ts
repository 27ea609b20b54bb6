import type { Clock } from '../../../contracts/clock.ts';
import type { PortalClient } from './portal.ts';

/** Time between two reports while nothing changes: two may fail to come before the portal says that it does not know. */
export const STATUS_REPORT_MS = 5 * 60_000;

/** Tells the portal whether this machine can print. */
export interface StatusReports {
  /** Something may have changed. */
  notify(): void;
  /** The portal answers again: what it was told last may have been lost. */
  reportNow(): void;
  close(): void;
}

/**
 * Reports `canPrint` at once, whenever it changes, and every {@link STATUS_REPORT_MS}. A report that does not arrive is not
 * repeated: the next one says more.
 */
export function startStatusReports({
  portal,
  clock,
  canPrint,
}: {
  readonly portal: PortalClient;
  readonly clock: Clock;
  readonly canPrint: () => boolean;
}): StatusReports {
  let told: boolean | null = null;
  let next: unknown = null;

  const report = () => {
    clock.clearTimeout(next);
    next = clock.setTimeout(report, STATUS_REPORT_MS);
    told = canPrint();
    void portal.reportStatus({ canPrint: told });
  };
  report();
  return {
    notify: () => {
      if (canPrint() !== told) report();
    },
    reportNow: report,
    close: () => clock.clearTimeout(next),
  };
}
