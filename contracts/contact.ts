import { z } from 'zod';
import { canonicalNumber, withoutInvisible } from './language.ts';

/**
 * A mobile number in Kuwait in canonical form, `+965` and eight digits: 5, 6 or 9 first, or 41
 * (National numbering plan as libphonenumber has it).
 */
export const Mobile = z
  .string()
  .transform((text) => canonicalNumber(text).replace(/[()-]/g, ''))
  .pipe(z.string().regex(/^(?:\+965|00965)?(?:[569]\d{7}|41\d{6})$/, { error: 'mobile' }))
  .transform((text) => `+965${text.slice(-8)}`)
  .brand<'Mobile'>();
export type Mobile = z.infer<typeof Mobile>;

/** An e-mail address as typed, without the spaces around it and what is invisible in it, in lower case. */
export const Email = z
  .string()
  .transform((text) => withoutInvisible(text).trim().toLowerCase())
  .pipe(z.email({ error: 'email' }).max(254, { error: 'email' }))
  .brand<'Email'>();
export type Email = z.infer<typeof Email>;
