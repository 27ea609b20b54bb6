import { z } from 'zod';
import { IsoDate, IsoInstant } from './calendar.ts';
import { Licence, LicenceCategory } from './licence.ts';
import { Fils } from './money.ts';
import { RequestId } from './pickup.ts';
import { RequestKind, RequestStatus } from './request.ts';

/** A request as the portal stores it, for demonstration and tests: synthetic people only. */
export const SeedRequest = z.strictObject({
  requestId: RequestId,
  kind: RequestKind,
  category: LicenceCategory,
  status: RequestStatus,
  feePaid: Fils,
  paidAt: IsoInstant.nullable(),
  paymentReference: z.string().nullable(),
  /** First date of collection; `null`: as soon as it is ready. */
  readyOn: IsoDate.nullable(),
  /** The licence that will be printed. */
  licence: Licence,
  /** Portrait, JPEG in base64. */
  portrait: z.base64(),
});
export type SeedRequest = z.infer<typeof SeedRequest>;

/** What the portal's `seed` command reads. */
export const DemoSeed = z.strictObject({
  kiosks: z.array(
    z.strictObject({
      machine: z.string(),
      /** Ed25519 public key, SubjectPublicKeyInfo in PEM. */
      publicKey: z.string(),
    }),
  ),
  requests: z.array(SeedRequest),
});
export type DemoSeed = z.infer<typeof DemoSeed>;
