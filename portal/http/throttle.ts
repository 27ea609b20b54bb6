import type { Clock } from '../../contracts/clock.ts';

/** Requests one address may make at once. */
export const THROTTLE_BURST = 30;
/** Time after which an address may make one request more, in milliseconds. */
export const THROTTLE_REFILL_MS = 2_000;
/** Addresses remembered; the one unseen for longest is forgotten first. */
const ADDRESSES_REMEMBERED = 10_000;

/** Groups of an IPv6 address that name a network: one subscriber has all addresses below. */
const IPV6_NETWORK_GROUPS = 4;

/** The address, or the /64 network of an IPv6 address. */
export function throttleKey(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail] = address.split('%', 1).join('').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, IPV6_NETWORK_GROUPS).join(':');
}

/**
 * A token bucket per address.
 * @returns a function that takes one request of `address`: 0 when it may pass, else the seconds to wait
 */
export function createThrottle(clock: Clock): (address: string) => number {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return (address) => {
    const key = throttleKey(address);
    const now = clock.now();
    const last = buckets.get(key) ?? { tokens: THROTTLE_BURST, at: now };
    const tokens = Math.min(THROTTLE_BURST, last.tokens + Math.max(0, now - last.at) / THROTTLE_REFILL_MS);
    const passes = tokens >= 1;
    buckets.delete(key);
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at: now });
    if (buckets.size > ADDRESSES_REMEMBERED) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return passes ? 0 : Math.ceil(((1 - tokens) * THROTTLE_REFILL_MS) / 1_000);
  };
}
