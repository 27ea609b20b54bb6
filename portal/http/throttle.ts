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

/** What a token bucket says to one more of an address: it may pass, or it is the first or a further one that has to wait. */
interface Taken {
  readonly verdict: 'passes' | 'firstToWait' | 'waits';
  /** Seconds to wait; 0 when it may pass. */
  readonly seconds: number;
}

/**
 * A token bucket per address.
 * @param burst how many of one address may pass at once; one more may every {@link THROTTLE_REFILL_MS}
 */
export function createBuckets(clock: Clock, burst: number): (address: string) => Taken {
  const buckets = new Map<
    string,
    { readonly tokens: number; readonly at: number; readonly passed: boolean }
  >();
  return (address) => {
    const key = throttleKey(address);
    const now = clock.now();
    const last = buckets.get(key) ?? { tokens: burst, at: now, passed: true };
    const tokens = Math.min(burst, last.tokens + Math.max(0, now - last.at) / THROTTLE_REFILL_MS);
    const passes = tokens >= 1;
    buckets.delete(key);
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at: now, passed: passes });
    if (buckets.size > ADDRESSES_REMEMBERED) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    if (passes) return { verdict: 'passes', seconds: 0 };
    const seconds = Math.ceil(((1 - tokens) * THROTTLE_REFILL_MS) / 1_000);
    return { verdict: last.passed ? 'firstToWait' : 'waits', seconds };
  };
}

/**
 * Guards what addresses ask for by token buckets of {@link THROTTLE_BURST}.
 * @returns a function that takes one request of `address`: 0 when it may pass, else the seconds to wait
 */
export function createThrottle(clock: Clock): (address: string) => number {
  const take = createBuckets(clock, THROTTLE_BURST);
  return (address) => take(address).seconds;
}
