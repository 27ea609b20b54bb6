import { useLocation } from '@tanstack/react-router';
import { z } from 'zod';
import { RequestId } from '../../../../contracts/pickup.ts';

const Decided = z.object({ requestId: RequestId, decision: z.enum(['approve', 'return', 'reject']) });
/** The decision that led to the page now shown. */
export type Decided = z.infer<typeof Decided>;

declare module '@tanstack/react-router' {
  interface HistoryState {
    readonly decided?: Decided | undefined;
  }
}

/** The decision that was just made on the case before, to be told on this page. */
export function useDecidedBefore(): Decided | null {
  return Decided.nullable()
    .catch(null)
    .parse(useLocation().state.decided ?? null);
}
