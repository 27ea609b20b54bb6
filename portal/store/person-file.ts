import type { IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { StoreReader } from './store.ts';

/** Most requests and cases that a look-up shows. */
const LISTED_MOST = 50;

/** The unified number (الرقم الموحد) of a person, by which the trail names them; `null` when the register does not know them. */
export async function findUnifiedNumber(reader: StoreReader, civilId: CivilId): Promise<string | null> {
  const row = await reader
    .selectFrom('people')
    .select('unified_number')
    .where('civil_id', '=', civilId)
    .executeTakeFirst();
  return row?.unified_number ?? null;
}

/** A request or case, as a look-up lists it. */
interface ListedRequest {
  readonly number: string;
  readonly kind: string;
  readonly status: string;
  readonly at: IsoInstant;
}

/** The requests of a person and the cases about them, newest first. */
export async function listRequestsAbout(reader: StoreReader, civilId: CivilId): Promise<ListedRequest[]> {
  const requests = await reader
    .selectFrom('requests as request')
    .innerJoin('applications as application', 'application.request_id', 'request.request_id')
    .select([
      'request.request_id as number',
      'request.kind',
      'request.status',
      'application.created_at as at',
    ])
    .where('request.civil_id', '=', civilId)
    .orderBy('application.created_at', 'desc')
    .limit(LISTED_MOST)
    .execute();
  const cases = await reader
    .selectFrom('cases')
    .select(['case_id as number', 'type as kind', 'status', 'created_at as at'])
    .where('subject', '=', civilId)
    .orderBy('case_id', 'desc')
    .limit(LISTED_MOST)
    .execute();
  return [...requests, ...cases]
    .toSorted((first, second) => second.at.localeCompare(first.at))
    .slice(0, LISTED_MOST);
}
