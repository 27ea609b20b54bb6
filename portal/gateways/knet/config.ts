import { z } from 'zod';

/** The password travels as it is in inquiries and refunds: only TLS, or a gateway on this machine, is a line for it. */
const GatewayUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/)/.test(url),
    'must be https, or on this machine',
  );

/** The merchant's account at KNET (K-064 §3.5.4), and where KNET is. */
export const KnetConfig = z.strictObject({
  tranportalId: z.string().regex(/^[A-Za-z0-9]+$/),
  password: z.string().regex(/^[^&<>\s]+$/),
  /** Terminal resource key: 16 ASCII characters, key and initialisation vector of AES-128-CBC. */
  resourceKey: z.string().regex(/^[\x21-\x7e]{16}$/),
  /** Address of `PaymentHTTP.htm`, without parameters. */
  paymentUrl: GatewayUrl,
  /** Address of `tranPipe.htm`, without parameters. */
  tranPipeUrl: GatewayUrl,
  /** What `langid` says for each language: sources disagree (EN, ENG and USA are all seen for English). */
  languageIds: z
    .strictObject({ ar: z.string().regex(/^[A-Z]{2,3}$/), en: z.string().regex(/^[A-Z]{2,3}$/) })
    .default({ ar: 'AR', en: 'EN' }),
});
export type KnetConfig = z.infer<typeof KnetConfig>;
