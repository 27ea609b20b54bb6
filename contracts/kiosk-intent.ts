import { z } from 'zod';
import type { KioskScreen } from './kiosk-view.ts';
import { Language } from './language.ts';
import { PickupId, RequestId } from './pickup.ts';

/** What a person or technician may ask of the kiosk. */
export const KioskIntent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('setLanguage'), language: Language }),
  z.strictObject({ type: z.literal('setTextSize'), textSize: z.enum(['normal', 'large']) }),
  z.strictObject({ type: z.literal('setContrast'), contrast: z.enum(['normal', 'high']) }),
  z.strictObject({ type: z.literal('needMoreTime') }),
  z.strictObject({ type: z.literal('enterPin'), pin: z.string().regex(/^\d{4,8}$/) }),
  z.strictObject({ type: z.literal('choose'), requestId: RequestId }),
  z.strictObject({ type: z.literal('confirm') }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('finish') }),
  z.strictObject({
    type: z.literal('replenish'),
    unit: z.enum(['cards', 'ribbon', 'retainBin', 'rejectBin']),
    /** What the unit holds now. */
    count: z.int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('resetPrinter') }),
  z.strictObject({
    type: z.literal('resolvePickup'),
    pickupId: PickupId,
    /** What the attendant found: the person has the card, or no usable card exists. */
    finding: z.enum(['handedOver', 'noCard']),
  }),
  z.strictObject({ type: z.literal('leaveMaintenance') }),
]);
export type KioskIntent = z.infer<typeof KioskIntent>;
export type KioskIntentType = KioskIntent['type'];

const FRAME_INTENTS = ['setLanguage', 'setTextSize', 'setContrast', 'needMoreTime'] as const;

/** Which intents each screen accepts. Any other is refused and logged. */
export const SCREEN_INTENTS = {
  attract: FRAME_INTENTS,
  readingCard: FRAME_INTENTS,
  pin: [...FRAME_INTENTS, 'enterPin', 'cancel'],
  choose: [...FRAME_INTENTS, 'choose', 'cancel'],
  confirm: [...FRAME_INTENTS, 'confirm', 'cancel'],
  oldLicence: [...FRAME_INTENTS, 'cancel'],
  printing: FRAME_INTENTS,
  takeCard: FRAME_INTENTS,
  done: [...FRAME_INTENTS, 'finish'],
  apology: [...FRAME_INTENTS, 'finish'],
  outOfService: FRAME_INTENTS,
  maintenance: [...FRAME_INTENTS, 'replenish', 'resetPrinter', 'resolvePickup', 'leaveMaintenance'],
} as const satisfies Record<KioskScreen, readonly KioskIntentType[]>;

/** What became of an intent. */
export const IntentOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('accepted') }),
  z.strictObject({ outcome: z.literal('refused'), reason: z.enum(['invalid', 'notAllowedNow']) }),
]);
export type IntentOutcome = z.infer<typeof IntentOutcome>;
