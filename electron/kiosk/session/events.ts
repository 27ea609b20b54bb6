import type { CardPrinterStatus, CivilIdReaderStatus } from '../../../contracts/device-status.ts';
import type { KioskIntent } from '../../../contracts/kiosk-intent.ts';
import type { PrintProgress } from '../../../native-adapters/card-printer/port.ts';
import type { OldLicenceRetained } from '../collect/old-licence.ts';
import type { Reachability } from '../portal-client/reachability.ts';
import type { ReconcileOutcome } from '../recovery/reconcile.ts';
import type { CountdownEvent } from './countdown.ts';

/** How a step of a pickup came out. */
export type PickupMoved = ReconcileOutcome | OldLicenceRetained;

/** What a running step of a pickup tells the session. */
export type PickupEvent =
  | { readonly type: 'oldLicenceEntered' }
  | { readonly type: 'printProgress'; readonly progress: PrintProgress }
  | { readonly type: 'pickupMoved'; readonly outcome: PickupMoved };

/** Everything that moves the session: intents of the person, devices, portal, time and the steps under way. */
export type SessionEvent =
  | KioskIntent
  | CountdownEvent
  | PickupEvent
  | { readonly type: 'cardInserted' }
  | { readonly type: 'cardRemoved' }
  | { readonly type: 'readerStatus'; readonly status: CivilIdReaderStatus }
  | { readonly type: 'printerStatus'; readonly status: CardPrinterStatus }
  | { readonly type: 'portalReachability'; readonly reachability: Reachability }
  | { readonly type: 'journalChanged' }
  | { readonly type: 'minute'; readonly time: string };
