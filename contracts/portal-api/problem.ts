import { z } from 'zod';

/** What every answer with a status of 400 or more carries. Never personal data. */
export const Problem = z.strictObject({
  error: z.string(),
  /** With `invalidBody`: paths of the fields that were refused, with the reason's name. */
  fields: z.array(z.strictObject({ path: z.string(), reason: z.string() })).optional(),
  /** With `tooManyRequests`: seconds to wait. */
  retryAfter: z.int().positive().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Names of what was wrong with each field: messages of the contracts' schemas are reasons, and others say `invalid`. */
export function problemFields(error: z.ZodError): NonNullable<Problem['fields']> {
  return error.issues.map(({ path, message, code }) => ({
    path: path.join('.'),
    reason: code === 'custom' || /^[a-zA-Z.]+$/.test(message) ? message : 'invalid',
  }));
}
