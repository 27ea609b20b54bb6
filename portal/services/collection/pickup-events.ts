import { type PermitNumber, PICKUP_EVENT_ACTIONS, type PickupEvent } from '../../../contracts/pickup.ts';
import { nextStatus, type RequestStatus } from '../../../contracts/request.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';

/** What the portal holds of a pickup before a report. */
export interface PickupOnFile {
  /** The pickup's own number. */
  readonly fencing: number;
  readonly lastSeq: number;
  readonly request: {
    readonly status: RequestStatus;
    /** The request's current number: greater than the pickup's once somebody else has reserved. */
    readonly fencing: number;
  };
  /** The events held, as JSON by sequence number. */
  readonly held: ReadonlyMap<number, string>;
}

export type ReportRefusal = 'notAllowed' | 'fenced' | 'gap';

/** One new event and where it led. */
export interface AppliedEvent {
  readonly event: PickupEvent;
  readonly from: RequestStatus;
  readonly to: RequestStatus;
}

/** What a report changes; without `applied` events it was a repetition and changes nothing. */
export interface ReportEffect {
  readonly applied: readonly AppliedEvent[];
  readonly status: RequestStatus;
  readonly lastSeq: number;
  readonly oldLicenceRetained: boolean;
  readonly permits: readonly { readonly number: PermitNumber; readonly event: PickupEvent }[];
}

/** The text by which a repeated event is known again. Parsed events have their fields in the schema's order. */
export function eventText(event: PickupEvent): string {
  return JSON.stringify(event);
}

/**
 * Applies a report to a pickup, wholly or not at all.
 *
 * - An event already held is a repetition if it is the same to the letter, else a contradiction (`notAllowed`).
 * - A new event must be the next one (`gap`).
 * - A new event that moves the request needs the current fencing number (`fenced`) and a row of the request table
 *   (`notAllowed`).
 * - A new event that only states a fact (the old licence lies in the bin, a permit was given) is taken also after
 *   somebody else has reserved: refusing it would not undo it.
 */
export function applyReport(
  pickup: PickupOnFile,
  report: { readonly fencing: number; readonly events: readonly PickupEvent[] },
): Result<ReportEffect, ReportRefusal> {
  if (report.fencing !== pickup.fencing) return failure('fenced');
  let { status } = pickup.request;
  let { lastSeq } = pickup;
  const current = pickup.fencing === pickup.request.fencing;
  const texts = new Map(pickup.held);
  const applied: AppliedEvent[] = [];
  for (const event of report.events) {
    const text = eventText(event);
    if (event.seq <= lastSeq) {
      if (texts.get(event.seq) !== text) return failure('notAllowed');
      continue;
    }
    if (event.seq !== lastSeq + 1) return failure('gap');
    const action = PICKUP_EVENT_ACTIONS[event.body.type];
    if (action !== null && !current) return failure('fenced');
    const to = action === null ? status : nextStatus(status, action);
    if (to === null) return failure('notAllowed');
    applied.push({ event, from: status, to });
    texts.set(event.seq, text);
    status = to;
    lastSeq = event.seq;
  }
  return success({
    applied,
    status,
    lastSeq,
    oldLicenceRetained: applied.some(({ event }) => event.body.type === 'oldLicenceRetained'),
    permits: applied.flatMap(({ event }) =>
      event.body.type === 'permitGranted' ? [{ number: event.body.permit, event }] : [],
    ),
  });
}
