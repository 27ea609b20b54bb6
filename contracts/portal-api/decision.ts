import { z } from 'zod';
import { LINES } from '../language.ts';

/** Longest reason of a decision, in characters. */
export const REVIEW_REASON_MOST_LENGTH = 1000;

/** What an officer decides; returning and rejecting need a reason that the applicant reads. */
export const ReviewDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve') }),
  z.strictObject({
    decision: z.enum(['return', 'reject']),
    reason: z
      .string()
      .trim()
      .regex(LINES)
      .min(5, { error: 'decisionReasonTooShort' })
      .max(REVIEW_REASON_MOST_LENGTH, { error: 'decisionReasonTooLong' }),
  }),
]);
export type ReviewDecision = z.infer<typeof ReviewDecision>;
