import { z } from 'zod';
import { IsoDate } from '../../../../contracts/calendar.ts';

/** What of a search of the trail stands in the address: never whom it is about or who did it. */
export const AuditPageSearch = z.object({
  from: IsoDate.optional().catch(undefined),
  until: IsoDate.optional().catch(undefined),
  action: z.string().max(64).optional().catch(undefined),
});
export type AuditPageSearch = z.infer<typeof AuditPageSearch>;

/** What is looked for: the address's part, and what is kept on the page alone. */
export interface AuditFilter extends AuditPageSearch {
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
}

/** `filter` as the query of a call; what is not given is left out. */
export function auditQuery(filter: AuditFilter): Record<string, string> {
  return Object.fromEntries(
    (['from', 'until', 'actor', 'action', 'subject'] as const).flatMap((name) => {
      const value = filter[name];
      return value ? [[name, value]] : [];
    }),
  );
}
