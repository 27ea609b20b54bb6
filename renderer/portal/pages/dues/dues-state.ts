import { useLocation } from '@tanstack/react-router';
import { z } from 'zod';
import { DueId } from '../../../../contracts/portal-api/payments.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Dues that are ticked: kept with the page in the tab's history, so they stand in no address and outlive a reload. */
    readonly dueIds?: readonly DueId[];
  }
}

const DueIds = z.array(DueId).catch([]);

/** The dues that were ticked when this page was gone to. */
export function useTickedBefore(): ReadonlySet<DueId> {
  return new Set(DueIds.parse(useLocation().state.dueIds));
}
