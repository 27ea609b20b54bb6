import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { RequestStatus } from '../../contracts/request.ts';
import type { StandPlaces } from '../../simulators/stand/demo-data.ts';

/** A request as it stands in the portal's own store. */
export interface RequestRecord {
  readonly status: RequestStatus;
  /** Types of the events of all its pickups, in the order in which they happened. */
  readonly events: readonly string[];
  /** Number of its pickups. */
  readonly pickups: number;
}

const Status = z.object({ status: RequestStatus, pickups: z.int() });

/** Reads a request from the store of the portal, which may be running or dead; nothing is changed. */
export function readRequest({ portalConfig }: StandPlaces, requestId: string): RequestRecord {
  const portal = new Database(join(dirname(portalConfig), 'portal.sqlite'), { readonly: true });
  try {
    const standing = portal
      .prepare('SELECT status, fencing AS pickups FROM requests WHERE request_id = ?')
      .get(requestId);
    const events = portal
      .prepare(
        `SELECT type FROM pickup_events JOIN pickups USING (pickup_id)
         WHERE request_id = ? ORDER BY fencing, seq`,
      )
      .pluck()
      .all(requestId);
    return { ...Status.parse(standing), events: z.array(z.string()).parse(events) };
  } finally {
    portal.close();
  }
}
