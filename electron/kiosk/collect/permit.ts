import { addDays, kuwaitDate } from '../../../contracts/calendar.ts';
import type { TemporaryPermit } from '../../../contracts/kiosk-view.ts';
import { randomPermitNumber } from '../codes.ts';
import type { PickupRecord } from '../journal/pickup-record.ts';
import type { PickupDeps } from './pickup-deps.ts';

/**
 * The temporary permit of a pickup whose old licence was kept and which gave no new one; granted if it was not yet. The
 * number is made here, so that it can be given while the portal is away; the portal verifies it once it has the event.
 */
export function grantPermit(
  { journal, clock, encodeQr }: Pick<PickupDeps, 'journal' | 'clock' | 'encodeQr'>,
  { pickupId, permit }: Pick<PickupRecord, 'pickupId' | 'permit'>,
): TemporaryPermit {
  const settings = journal.portalSettings();
  if (!settings) throw new Error('A licence was reserved before the portal told its settings');
  const number = permit ?? randomPermitNumber();
  if (permit === null) journal.append(pickupId, { type: 'permitGranted', permit: number });
  return {
    number,
    validUntil: addDays(kuwaitDate(clock.now()), settings.permitDays),
    qr: encodeQr(settings.permitUrlTemplate.replace('{number}', number)),
  };
}
