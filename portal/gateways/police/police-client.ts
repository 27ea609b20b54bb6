import { z } from 'zod';
import { toLatinDigits } from '../../../contracts/language.ts';
import { failure, success } from '../../../contracts/result.ts';
import type { Police } from '../../ports/police.ts';

/** How long the police may take to answer, in milliseconds: the applicant waits meanwhile. */
export const POLICE_ANSWER_TIMEOUT_MS = 10_000;

/** How the police's register is reached. */
export const PoliceConfig = z.strictObject({
  /** Address under which `/loss-report-inquiries` lies. */
  url: z.url({ protocol: /^https?$/ }),
});
export type PoliceConfig = z.infer<typeof PoliceConfig>;

/** The answer to an inquiry (docs/developer/police-protocol.md). */
const Answer = z.strictObject({ result: z.enum(['confirmed', 'noSuchReport']) });

/** Asks the police by HTTP and JSON. What identifies a person stands in the body, never in an address that is logged on the way. */
export function createPoliceClient(
  config: PoliceConfig,
  answerTimeoutMs: number = POLICE_ANSWER_TIMEOUT_MS,
): Police {
  const address = `${config.url.replace(/\/+$/, '')}/loss-report-inquiries`;
  return {
    async findLossReport({ reportNumber, station, reportedOn, civilId }) {
      const body = { reportNumber: toLatinDigits(reportNumber), station, reportedOn, civilId };
      try {
        const response = await fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          // A redirect would carry the civil ID somewhere else.
          redirect: 'error',
          signal: AbortSignal.timeout(answerTimeoutMs),
        });
        const answer = Answer.safeParse(await response.json());
        return response.ok && answer.success ? success(answer.data.result) : failure('unreachable');
      } catch {
        // Away, too slow, broken off or not JSON: `fetch` and `json` throw for nothing else here.
        return failure('unreachable');
      }
    },
  };
}
