import { addDays, type IsoDate, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import type { DeskAge, DeskDashboard, DeskDay } from '../../../contracts/portal-api/dashboards.ts';
import {
  countClaimed,
  countMoves,
  countWaiting,
  type Desk,
  type HourOfMoves,
} from '../../store/dashboards.ts';
import { moment } from '../applications/context.ts';
import type { PortalContext } from '../portal-context.ts';
import { CLAIM_LASTS_MS } from '../review/claim.ts';

/** What the services of dashboards work with. */
export type DashboardContext = Pick<PortalContext, 'store' | 'clock' | 'datedSettings'>;

/** Days that the chart of throughput shows, today included. */
export const DESK_DAYS = 14;

/** Days in Kuwait that each age reaches back to, the last one without end. */
const AGES = [
  { age: 'today', days: 0 },
  { age: 'oneToThreeDays', days: 3 },
  { age: 'fourToSevenDays', days: 7 },
  { age: 'longer', days: null },
] as const satisfies readonly { readonly age: DeskAge['age']; readonly days: number | null }[];

/** The instant at which a day begins in Kuwait (UTC+3 the whole year). */
const dayBegins = (date: IsoDate) => isoInstant(Date.parse(`${date}T00:00:00+03:00`));

/** By how much a move changes the numbers of its day. */
function weight({ by, byStaff }: HourOfMoves): { readonly arrived: number; readonly decided: number } {
  if (by === 'submit') return { arrived: 1, decided: 0 };
  if (byStaff) return { arrived: 0, decided: 1 };
  // What no officer has to look at is submitted and asked to be paid in one: it never came to the desk.
  return by === 'requestPayment' ? { arrived: -1, decided: 0 } : { arrived: 0, decided: 0 };
}

/** The numbers of each of `dates`, from moves hour by hour: an hour lies within one day in Kuwait. */
export function daysOf(dates: readonly IsoDate[], moves: readonly HourOfMoves[]): DeskDay[] {
  const days = new Map(dates.map((date) => [date, { date, arrived: 0, decided: 0 }]));
  for (const move of moves) {
    const day = days.get(kuwaitDate(Date.parse(`${move.hour}:00:00.000Z`)));
    if (day === undefined) continue;
    const { arrived, decided } = weight(move);
    day.arrived += arrived * move.count;
    day.decided += decided * move.count;
  }
  return [...days.values()];
}

/** What waits at a desk and for how long, and what came and went in the last days. */
export async function deskDashboard(
  context: DashboardContext,
  desk: Desk,
  staffId: string,
): Promise<DeskDashboard> {
  const { reader } = context.store;
  const { ms, today } = moment(context);
  const ages: DeskAge[] = [];
  let until: IsoDate | null = null;
  for (const { age, days } of AGES) {
    const from: IsoDate | null = days === null ? null : addDays(today, -days);
    ages.push({
      age,
      count: await countWaiting(
        reader,
        desk,
        from === null ? null : dayBegins(from),
        until === null ? null : dayBegins(until),
      ),
    });
    until = from;
  }
  const dates = Array.from({ length: DESK_DAYS }, (_, index) => addDays(today, index + 1 - DESK_DAYS));
  const moves = await countMoves(reader, desk, dayBegins(addDays(today, 1 - DESK_DAYS)));
  return {
    waiting: ages.reduce((sum, { count }) => sum + count, 0),
    claimedByMe: await countClaimed(reader, desk, staffId, isoInstant(ms - CLAIM_LASTS_MS)),
    ages,
    days: daysOf(dates, moves),
  };
}
