import { z } from 'zod';
import { IsoDate } from '../../../contracts/calendar.ts';
import { CivilId } from '../../../contracts/civil-id.ts';
import { failure, success } from '../../../contracts/result.ts';
import type { HealthInsurance } from '../../ports/health-insurance.ts';

/** How long the ministry may take to answer, in milliseconds: the renewer waits meanwhile. */
export const HEALTH_INSURANCE_ANSWER_TIMEOUT_MS = 5_000;

/** How the Ministry of Health is reached. */
export const HealthInsuranceConfig = z.strictObject({
  /** Address under which `/cover-inquiries` lies. */
  url: z.url({ protocol: /^https?$/ }),
  /** The page where people pay the insurance. */
  payPageUrl: z.url({ protocol: /^https?$/ }),
});
export type HealthInsuranceConfig = z.infer<typeof HealthInsuranceConfig>;

/** The answer to an inquiry (docs/developer/health-insurance-protocol.md). */
const Answer = z.strictObject({
  covers: z.array(
    z.discriminatedUnion('status', [
      z.strictObject({ civilId: CivilId, status: z.literal('insured'), until: IsoDate }),
      z.strictObject({ civilId: CivilId, status: z.enum(['notInsured', 'unknownPerson']) }),
    ]),
  ),
});

/** Asks the Ministry of Health by HTTP and JSON. Who is asked about stands in the body, never in an address that is logged on the way. */
export function createHealthInsuranceClient(
  { url }: Pick<HealthInsuranceConfig, 'url'>,
  answerTimeoutMs: number = HEALTH_INSURANCE_ANSWER_TIMEOUT_MS,
): HealthInsurance {
  const address = `${url.replace(/\/+$/, '')}/cover-inquiries`;
  return {
    async findCovers(civilIds) {
      if (civilIds.length === 0) return success(new Map());
      try {
        const response = await fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ civilIds }),
          // A redirect would carry the civil IDs somewhere else.
          redirect: 'error',
          signal: AbortSignal.timeout(answerTimeoutMs),
        });
        const answer = Answer.safeParse(await response.json());
        if (!response.ok || !answer.success) return failure('unreachable');
        const { covers } = answer.data;
        // An answer about others, or about fewer, is none.
        if (covers.length !== civilIds.length) return failure('unreachable');
        if (covers.some(({ civilId }, index) => civilId !== civilIds[index])) return failure('unreachable');
        return success(
          new Map(covers.map((cover) => [cover.civilId, cover.status === 'insured' ? cover.until : null])),
        );
      } catch {
        // Away, too slow, broken off or not JSON: `fetch` and `json` throw for nothing else here.
        return failure('unreachable');
      }
    },
  };
}
