import type { IsoDate } from '../../contracts/calendar.ts';
import type { ChipProof } from '../../contracts/collection-api.ts';
import type { Holder } from '../../contracts/person.ts';
import type { CardRefusalReason } from '../../contracts/refusal.ts';
import type { Result } from '../../contracts/result.ts';

/**
 * Believes a chip or says why not: passive authentication of the files in `proof`, active authentication of its
 * signature over `challenge` (8 octets), document type, issuing state and expiry on `today` (ICAO 9303-11).
 */
export type VerifyChip = (
  proof: ChipProof,
  challenge: Uint8Array,
  today: IsoDate,
) => Result<Holder, CardRefusalReason>;
