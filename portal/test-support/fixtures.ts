import { generateKeyPairSync } from 'node:crypto';
import { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedRequest } from '../../contracts/demo-seed.ts';
import { Licence } from '../../contracts/licence.ts';
import { Fils } from '../../contracts/money.ts';
import { RequestId } from '../../contracts/pickup.ts';
import type { DatedSettings } from '../dated-settings.ts';

/** Synthetic holders, born 2090. */
export const HOLDER = CivilId.parse('390010100028');
export const OTHER_HOLDER = CivilId.parse('390010100036');

/** When tests begin: 22 November 2026, 12:00 in Kuwait. */
export const BEGINNING_MS = Date.parse('2026-11-22T09:00:00.000Z');
export const MINUTE_MS = 60_000;
export const LEASE_MINUTES = 15;

export const REQUEST_ID = RequestId.parse('R-2026-000001');
export const OTHER_REQUEST_ID = RequestId.parse('R-2026-000002');

/** An Ed25519 key pair of a kiosk. */
export function kioskKeys() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
}

export function licenceOf(civilId: CivilId): Licence {
  return Licence.parse({
    number: '12345678',
    civilId,
    nameArabic: { family: 'المثال', given: 'سالم أحمد' },
    nameLatin: { family: 'ALMITHAL', given: 'SALEM AHMAD' },
    birthDate: '2090-01-01',
    sex: 'M',
    nationality: 'KWT',
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    issueDate: '2026-11-22',
    expiryDate: '2041-11-21',
    issuingAuthority: { ar: 'الإدارة العامة للمرور', en: 'General Traffic Department' },
    privileges: [{ category: 'private', issueDate: '2026-11-22', expiryDate: '2041-11-21' }],
  });
}

/** A paid, ready renewal of {@link HOLDER}; what a test needs otherwise is given. */
export function seedRequest(
  changes: Partial<SeedRequest> & { readonly civilId?: CivilId } = {},
): SeedRequest {
  const { civilId = HOLDER, ...rest } = changes;
  return {
    requestId: REQUEST_ID,
    kind: 'renewal',
    category: 'private',
    status: 'ready',
    feePaid: Fils.parse(10_000),
    paidAt: IsoInstant.parse('2026-11-20T10:00:00.000Z'),
    paymentReference: 'KNET-202611200001',
    readyOn: null,
    licence: licenceOf(civilId),
    portrait: Buffer.from('portrait').toString('base64'),
    ...rest,
  };
}

const SINCE = IsoDate.parse('2020-01-01');

export const DATED_SETTINGS: DatedSettings = {
  permitDays: [{ validFrom: SINCE, value: 14, source: 'test' }],
  leaseMinutes: [{ validFrom: SINCE, value: LEASE_MINUTES, source: 'test' }],
  feeNames: [
    {
      validFrom: SINCE,
      value: {
        renewal: { ar: 'رسم التجديد', en: 'Renewal fee' },
        damaged: { ar: 'رسم بدل تالف', en: 'Damaged replacement fee' },
        lost: { ar: 'رسم بدل فاقد', en: 'Lost replacement fee' },
      },
      source: 'test',
    },
  ],
};
