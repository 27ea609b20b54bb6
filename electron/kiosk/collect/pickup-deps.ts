import type { Clock } from '../../../contracts/clock.ts';
import type { QrSymbol } from '../../../contracts/kiosk-view.ts';
import type { Licence } from '../../../contracts/licence.ts';
import type { CardArtwork, CardPrinter } from '../../../native-adapters/card-printer/port.ts';
import type { Journal } from '../journal/journal.ts';
import type { KioskLog } from '../log.ts';
import type { PortalClient } from '../portal-client/portal.ts';
import type { SupplyCapacities } from '../supplies/supplies.ts';

/** Draws the licence: artwork for both sides from its data, the portrait (JPEG) and the signed credential (JWS). */
export type RenderCardFace = (input: {
  readonly licence: Licence;
  readonly portrait: Uint8Array;
  readonly credential: string;
}) => Promise<{ readonly artwork: CardArtwork }>;

/** Encodes a text as a QR symbol (ISO/IEC 18004). */
export type EncodeQr = (text: string) => QrSymbol;

/** What the steps of a pickup work with. */
export interface PickupDeps {
  readonly printer: CardPrinter;
  readonly portal: PortalClient;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: KioskLog;
  readonly renderCardFace: RenderCardFace;
  readonly encodeQr: EncodeQr;
  readonly capacities: SupplyCapacities;
}
