import { z } from 'zod';
import { IsoDate } from './calendar.ts';

/** Why a chip was not believed (ICAO 9303-11: passive and active authentication) or could not be read. */
export const CardRefusalReason = z.enum([
  'cardUnreadable',
  'cardRemoved',
  'notCivilId',
  /** EF.SOD is not signed by the certificate it carries. */
  'signatureInvalid',
  /** The signer does not chain to a country signing authority this machine knows. */
  'issuerUntrusted',
  /** A file on the chip differs from the hash that was signed. */
  'dataAltered',
  /** A file was presented that the signed list does not name. */
  'dataNotSigned',
  /** The chip does not hold the private key that belongs to it. */
  'chipCloned',
  'issuingStateWrong',
  'cardExpired',
  'pinBlocked',
]);
export type CardRefusalReason = z.infer<typeof CardRefusalReason>;

/** Why the portal has no licence to hand out. */
export const RequestRefusalReason = z.enum([
  'noRequest',
  'unpaid',
  'underReview',
  'notReadyYet',
  /** The licence was not collected by the last day. */
  'collectionOver',
  'reservedElsewhere',
  'parked',
]);
export type RequestRefusalReason = z.infer<typeof RequestRefusalReason>;

/** Why this machine cannot serve. */
export const MachineRefusalReason = z.enum([
  'outOfCards',
  'outOfRibbon',
  'retractBinFull',
  'printerJam',
  'printerUnavailable',
  'readerUnavailable',
  'portalUnavailable',
]);
export type MachineRefusalReason = z.infer<typeof MachineRefusalReason>;

/** How a collection ended that had begun. */
export const PickupRefusalReason = z.enum([
  /** Nothing was printed or the spoiled card lies in the reject bin; the request is first in line again. */
  'printFailed',
  /** The card may exist; the attendant must look. */
  'printUncertain',
  /** Nobody took the card; it was drawn back in. */
  'notTaken',
  /** The old licence was not inserted in time. */
  'oldLicenceMissing',
  'timedOut',
  'cancelled',
]);
export type PickupRefusalReason = z.infer<typeof PickupRefusalReason>;

export const RefusalReason = z.enum([
  ...CardRefusalReason.options,
  ...RequestRefusalReason.options,
  ...MachineRefusalReason.options,
  ...PickupRefusalReason.options,
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** A refusal and what its sentence needs besides the reason. */
export const Refusal = z.strictObject({
  reason: RefusalReason,
  /** For `notReadyYet`: the first date of collection. */
  readyOn: IsoDate.nullable(),
});
export type Refusal = z.infer<typeof Refusal>;
