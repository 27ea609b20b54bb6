import { z } from 'zod';
import { IsoInstant } from './calendar.ts';
import { CardLocation } from './device-status.ts';
import type { RequestAction } from './request.ts';

/** Made on the kiosk for each collection; the idempotency key of everything that follows. */
export const PickupId = z.uuid().brand<'PickupId'>();
export type PickupId = z.infer<typeof PickupId>;

export const RequestId = z
  .string()
  .regex(/^R-\d{4}-\d{6}$/)
  .brand<'RequestId'>();
export type RequestId = z.infer<typeof RequestId>;

/** Number of a temporary permit: unguessable, so that holding it is the proof. */
export const PermitNumber = z
  .string()
  .regex(/^P-[0-9A-HJKMNP-TV-Z]{12}$/)
  .brand<'PermitNumber'>();
export type PermitNumber = z.infer<typeof PermitNumber>;

/** The printer's own counters, the evidence that decides what happened to a job. */
export const PrinterCounters = z.strictObject({
  /** Cards the printer has completed since it was made (`Rco;c`). */
  cardsPrinted: z.int().nonnegative(),
  /** Cards left on the ribbon (`Rrt;count`). */
  ribbonRemaining: z.int().nonnegative(),
});
export type PrinterCounters = z.infer<typeof PrinterCounters>;

/** What an attendant reads when a pickup is parked: no personal data. */
export const PickupEvidence = z.strictObject({
  /** One word for what went wrong, e.g. `coverOpen`, `powerLost`. */
  cause: z.string(),
  cardLocation: CardLocation,
  countersBefore: PrinterCounters.nullable(),
  countersAfter: PrinterCounters.nullable(),
});
export type PickupEvidence = z.infer<typeof PickupEvidence>;

/**
 * What a kiosk reports of a pickup, in order. The portal turns each into an action of the request table.
 * | event | action |
 * |---|---|
 * | oldLicenceRetained | none; remembered, so that no machine asks for the old card again |
 * | printing | startPrinting |
 * | presented | present |
 * | issued | issue |
 * | retained | retain |
 * | released | release |
 * | parked | park |
 * | permitGranted | none; the permit becomes verifiable |
 */
export const PickupEventBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('oldLicenceRetained') }),
  z.strictObject({ type: z.literal('printing'), jobHash: z.string(), counters: PrinterCounters }),
  z.strictObject({ type: z.literal('presented'), counters: PrinterCounters }),
  z.strictObject({ type: z.literal('issued') }),
  z.strictObject({ type: z.literal('retained'), evidence: PickupEvidence }),
  z.strictObject({ type: z.literal('released'), evidence: PickupEvidence }),
  z.strictObject({ type: z.literal('parked'), evidence: PickupEvidence }),
  z.strictObject({ type: z.literal('permitGranted'), permit: PermitNumber }),
]);
export type PickupEventBody = z.infer<typeof PickupEventBody>;

/** An event with its place in the pickup: idempotent by (pickup id, seq), sequence numbers from 1 without gaps. */
export const PickupEvent = z.strictObject({
  seq: z.int().positive(),
  at: IsoInstant,
  body: PickupEventBody,
});
export type PickupEvent = z.infer<typeof PickupEvent>;

/** The action of the request table that each reported event is; `null`: a fact that moves nothing. */
export const PICKUP_EVENT_ACTIONS = {
  oldLicenceRetained: null,
  printing: 'startPrinting',
  presented: 'present',
  issued: 'issue',
  retained: 'retain',
  released: 'release',
  parked: 'park',
  permitGranted: null,
} as const satisfies Record<PickupEventBody['type'], RequestAction | null>;
