import { Secret, TOTP } from 'otpauth';

/** Seconds that a code is shown (RFC 6238, 4.1). */
const PERIOD_S = 30;
/** Octets of a secret (RFC 4226, 4: at least 128 bits, 160 recommended). */
const SECRET_OCTETS = 20;
/** Whose code it is, as the authenticator names it. */
const ISSUER = 'Traffic services portal';
/** Steps before and after the present one that are taken too: clocks differ, and typing takes time (RFC 6238, 5.2). */
const TOLERATED_STEPS = 1;

/**
 * The time step (RFC 6238) for which `code` is right, or `null`.
 * @param secret shared secret in base32 (RFC 4648)
 * @param now milliseconds since the Unix epoch
 */
export function totpStep(secret: string, code: string, now: number): number | null {
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(secret),
    period: PERIOD_S,
    timestamp: now,
    window: TOLERATED_STEPS,
  });
  return delta === null ? null : TOTP.counter({ period: PERIOD_S, timestamp: now }) + delta;
}

/** A new shared secret in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_OCTETS }).base32;
}

/** What an authenticator is set up with, typed or as a QR symbol (Google Authenticator's key URI format). */
export function totpUri(secret: string, userName: string): string {
  return new TOTP({
    issuer: ISSUER,
    label: userName,
    secret: Secret.fromBase32(secret),
    period: PERIOD_S,
  }).toString();
}
