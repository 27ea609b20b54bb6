import { z } from 'zod';
import { IsoDate, IsoInstant } from './calendar.ts';
import { CollectableRequest } from './kiosk-view.ts';
import { Licence } from './licence.ts';
import { PickupEvent, PickupId, RequestId } from './pickup.ts';
import { RequestRefusalReason } from './refusal.ts';
import { RequestStatus } from './request.ts';

/** Octets in base64. */
const Octets = z.base64();

/** A challenge that the chip signs (ICAO 9303-11 §6.1: RND.IFD, 8 bytes). Single use, made by the portal. */
export const Challenge = z.strictObject({
  challengeId: z.uuid(),
  /** 8 octets in base64. */
  challenge: Octets,
  expiresAt: IsoInstant,
});
export type Challenge = z.infer<typeof Challenge>;

/** Files and signature of one chip: what passive and active authentication need, whole and unaltered. */
export const ChipProof = z.strictObject({
  sod: Octets,
  dg1: Octets,
  dg11: Octets,
  dg15: Octets,
  /** Answer to INTERNAL AUTHENTICATE over the challenge. */
  signature: Octets,
});
export type ChipProof = z.infer<typeof ChipProof>;

export const LookupBody = z.strictObject({ challengeId: z.uuid(), proof: ChipProof });
export type LookupBody = z.infer<typeof LookupBody>;

/** What the portal found for the holder of the chip. */
export const LookupAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('ready'),
    /** Needed to reserve; bound to this kiosk and holder, short-lived. */
    collectionToken: z.string().min(32),
    requests: z.array(CollectableRequest).min(1),
  }),
  z.strictObject({
    outcome: z.literal('refused'),
    reason: RequestRefusalReason,
    /** With `notReadyYet`. */
    readyOn: IsoDate.nullable(),
  }),
  /** The portal does not believe the chip, whatever the kiosk believes. */
  z.strictObject({ outcome: z.literal('notAuthentic') }),
]);
export type LookupAnswer = z.infer<typeof LookupAnswer>;

/**
 * Repeated with the same content, it is answered the same until `printing` is reported: so an answer that got lost is
 * asked for again (then `released`, if the person has left), because a reservation nobody gives back stays taken.
 */
export const ReserveBody = z.strictObject({
  pickupId: PickupId,
  requestId: RequestId,
  collectionToken: z.string().min(32),
});
export type ReserveBody = z.infer<typeof ReserveBody>;

/** A reservation: one kiosk, one request, until the lease ends. */
export const ReserveAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('reserved'),
    /** Grows with every reservation of a request; an event that would move it under an older number is refused. */
    fencing: z.int().positive(),
    leaseExpiresAt: IsoInstant,
    licence: Licence,
    /** Portrait, JPEG in base64. */
    portrait: Octets,
    /** LicenceCredential as compact JSON Web Signature (RFC 7515). */
    credential: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    /** Address of the receipt, for the QR on the last screen. */
    receiptUrl: z.url(),
  }),
  z.strictObject({ outcome: z.literal('refused'), reason: RequestRefusalReason }),
]);
export type ReserveAnswer = z.infer<typeof ReserveAnswer>;

/**
 * Events are sent in the order in which they happened, over all pickups of the machine. The portal relies on it: once
 * it holds an event of a later pickup, it takes an expired reservation without `printing` for never printed.
 */
export const EventsBody = z.strictObject({
  fencing: z.int().positive(),
  events: z.array(PickupEvent).min(1),
});
export type EventsBody = z.infer<typeof EventsBody>;

export const EventsAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('acknowledged'),
    /** Highest sequence number now held. */
    seq: z.int().nonnegative(),
    status: RequestStatus,
  }),
  /** The table forbids the change, the fencing number is old, or a sequence number is missing. Nothing was changed. */
  z.strictObject({
    outcome: z.literal('refused'),
    reason: z.enum(['notAllowed', 'fenced', 'gap', 'unknownPickup']),
  }),
]);
export type EventsAnswer = z.infer<typeof EventsAnswer>;

/**
 * Answer with an HTTP status of 400 or more: the question could not be answered at all.
 * | error | status | what the kiosk does |
 * |---|---|---|
 * | invalidBody, bodyTooLarge | 400, 413 | never repeats it: the two sides disagree about the contract |
 * | notSigned | 401 | checks clock and key |
 * | collectionTokenInvalid | 403 | looks the holder up again: the token is unknown or has expired |
 * | notFound | 404 | never repeats it |
 * | pickupConflict | 409 | never repeats it: the pickup id is taken, or its reservation has been used or has ended |
 * | challengeSpent | 410 | lets the chip sign a new challenge: this one expired or was answered before |
 * | internal | 500 | tries again later |
 */
export const CollectionProblem = z.strictObject({
  error: z.enum([
    'invalidBody',
    'bodyTooLarge',
    'notSigned',
    'collectionTokenInvalid',
    'notFound',
    'pickupConflict',
    'challengeSpent',
    'internal',
  ]),
});
export type CollectionProblem = z.infer<typeof CollectionProblem>;

/** Settings the kiosk takes from the portal, because they change by decree. */
export const KioskSettings = z.strictObject({
  permitDays: z.int().positive(),
  /** `{number}` is replaced by the permit number. */
  permitUrlTemplate: z.string().includes('{number}'),
});
export type KioskSettings = z.infer<typeof KioskSettings>;

/** What a machine says of itself, whenever it changes and every few minutes: where people choose a machine, they see it. */
export const KioskStatus = z.strictObject({ canPrint: z.boolean() });
export type KioskStatus = z.infer<typeof KioskStatus>;

/** The kiosk's routes at the portal. Every request is signed (http-signature.ts). */
export const COLLECTION_ROUTES = {
  /** Also the heartbeat: an answer means the portal is reachable. */
  settings: { method: 'GET', path: '/kiosk/v1/settings', answer: KioskSettings },
  challenge: { method: 'POST', path: '/kiosk/v1/challenges', body: z.strictObject({}), answer: Challenge },
  lookup: { method: 'POST', path: '/kiosk/v1/lookups', body: LookupBody, answer: LookupAnswer },
  reserve: { method: 'POST', path: '/kiosk/v1/pickups', body: ReserveBody, answer: ReserveAnswer },
  events: {
    method: 'POST',
    path: '/kiosk/v1/pickups/:pickupId/events',
    body: EventsBody,
    answer: EventsAnswer,
  },
  status: { method: 'POST', path: '/kiosk/v1/status', body: KioskStatus, answer: z.strictObject({}) },
} as const;
