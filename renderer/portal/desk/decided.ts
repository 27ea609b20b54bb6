import { useLocation } from '@tanstack/react-router';
import { z } from 'zod';

/** The decision that led to the page now shown, and the number of what it was on. */
const Decided = z.object({ number: z.string(), decision: z.enum(['approve', 'return', 'reject']) });
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
