import { z } from 'zod';
import { IsoDate, IsoInstant } from './calendar.ts';
import { BinState, CardLocation, CardPrinterStatus, CivilIdReaderStatus } from './device-status.ts';
import { Language } from './language.ts';
import { LicenceCategory } from './licence.ts';
import { Fils } from './money.ts';
import { PermitNumber, PickupEvidence, PickupId, RequestId } from './pickup.ts';
import { MachineRefusalReason, Refusal } from './refusal.ts';
import { RequestKind } from './request.ts';

/** A QR symbol as modules: `rows[y]` is a string of `0` and `1`, without quiet zone. */
export const QrSymbol = z.strictObject({
  rows: z
    .array(z.string().regex(/^[01]+$/))
    .min(21)
    .max(177),
});
export type QrSymbol = z.infer<typeof QrSymbol>;

/** The five steps of a collection, in order (dots at the top of every screen). */
export const KioskStep = z.enum(['card', 'confirm', 'oldLicence', 'printing', 'take']);
export type KioskStep = z.infer<typeof KioskStep>;

/** What surrounds every screen. */
export const KioskFrame = z.strictObject({
  language: Language,
  textSize: z.enum(['normal', 'large']),
  contrast: z.enum(['normal', 'high']),
  /** Machine number, e.g. `K-014`. */
  machine: z.string(),
  /** Wall-clock time in Kuwait, `HH:MM`. */
  time: z.string().regex(/^\d{2}:\d{2}$/),
  /** Reference of the session, shown small; `null` between sessions. */
  reference: z.string().nullable(),
  /** Telephone number of the help desk. */
  helpLine: z.string(),
  /** The steps this session takes; a step that is not needed (old licence) is left out. */
  steps: z.array(KioskStep),
  /** A civil ID is in the reader: the person is reminded to take it. */
  civilIdInserted: z.boolean(),
  /** Present only in the last seconds before the session ends by itself. */
  timeLeft: z
    .strictObject({ seconds: z.int().nonnegative(), extensionsLeft: z.int().nonnegative() })
    .nullable(),
});
export type KioskFrame = z.infer<typeof KioskFrame>;

/** A request that can be collected, as far as a screen shows it. */
export const CollectableRequest = z.strictObject({
  requestId: RequestId,
  kind: RequestKind,
  category: LicenceCategory,
  feePaid: Fils,
  paidOn: IsoDate,
  /** The old card still has to be handed in. */
  oldLicenceDue: z.boolean(),
});
export type CollectableRequest = z.infer<typeof CollectableRequest>;

/** Panels of one licence in the order they are printed: colour, black and overlay in front, black on the back. */
export const PrintPanel = z.enum(['yellow', 'magenta', 'cyan', 'black', 'overlay', 'backBlack']);
export type PrintPanel = z.infer<typeof PrintPanel>;

/** Proof that the request is still the person's, when the old licence was taken and no new one could be given. */
export const TemporaryPermit = z.strictObject({
  number: PermitNumber,
  validUntil: IsoDate,
  /** Opens the portal's verification page. */
  qr: QrSymbol,
});
export type TemporaryPermit = z.infer<typeof TemporaryPermit>;

/** A pickup that waits for a person with a key. */
export const ParkedPickup = z.strictObject({
  pickupId: PickupId,
  reference: z.string(),
  at: IsoInstant,
  evidence: PickupEvidence,
});
export type ParkedPickup = z.infer<typeof ParkedPickup>;

/** What one storage unit holds, counted by the kiosk. */
export const SupplyCount = z.strictObject({
  unit: z.enum(['cards', 'ribbon', 'retainBin', 'rejectBin']),
  count: z.int().nonnegative(),
  capacity: z.int().positive(),
});
export type SupplyCount = z.infer<typeof SupplyCount>;

const inFrame = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.strictObject({ frame: KioskFrame, ...shape });

/**
 * Everything the person or technician sees at one moment: the whole interface is a pure function of it.
 * Replacing the view at the end of a session is what clears the person's data.
 */
export const KioskView = z.discriminatedUnion('screen', [
  inFrame({ screen: z.literal('attract') }),
  inFrame({ screen: z.literal('readingCard'), stage: z.enum(['reading', 'checking']) }),
  inFrame({
    screen: z.literal('pin'),
    digits: z.int().positive(),
    retriesLeft: z.int().nonnegative().nullable(),
  }),
  inFrame({ screen: z.literal('choose'), requests: z.array(CollectableRequest).min(2) }),
  inFrame({
    screen: z.literal('confirm'),
    holder: z.strictObject({
      nameArabic: z.string(),
      nameLatin: z.string(),
      civilIdLastFour: z.string().length(4),
    }),
    request: CollectableRequest,
    /** JPEG in base64 from the chip (DG2); `null` until it has been read. */
    portrait: z.base64().nullable(),
  }),
  inFrame({
    screen: z.literal('oldLicence'),
    kind: RequestKind,
    stage: z.enum(['insert', 'takingIn']),
  }),
  inFrame({
    screen: z.literal('printing'),
    /** Panels this job prints, in order. */
    panels: z.array(PrintPanel),
    /** Index into `panels` of the one being sent; equals the length once all are sent. */
    panel: z.int().nonnegative(),
    bytesSent: z.int().nonnegative(),
    bytesTotal: z.int().positive(),
    secondsLeft: z.int().nonnegative(),
  }),
  inFrame({ screen: z.literal('takeCard'), secondsLeft: z.int().nonnegative() }),
  inFrame({ screen: z.literal('done'), receipt: QrSymbol, expiryDate: IsoDate }),
  inFrame({
    screen: z.literal('apology'),
    refusal: Refusal,
    /** Shown large and as QR: what to tell the help desk. */
    reference: z.string(),
    referenceQr: QrSymbol,
    cardLocation: CardLocation,
    permit: TemporaryPermit.nullable(),
  }),
  inFrame({
    screen: z.literal('outOfService'),
    reason: MachineRefusalReason,
    reference: z.string(),
  }),
  inFrame({
    screen: z.literal('maintenance'),
    printer: CardPrinterStatus,
    reader: CivilIdReaderStatus,
    portal: z.enum(['reachable', 'unreachable']),
    retractBin: BinState,
    supplies: z.array(SupplyCount),
    parked: z.array(ParkedPickup),
    /** Events the portal has not acknowledged yet. */
    outboxLength: z.int().nonnegative(),
    journalIntact: z.boolean(),
  }),
]);
export type KioskView = z.infer<typeof KioskView>;
export type KioskScreen = KioskView['screen'];

/** The view of one screen. */
export type ViewOf<Screen extends KioskScreen> = Extract<KioskView, { screen: Screen }>;
