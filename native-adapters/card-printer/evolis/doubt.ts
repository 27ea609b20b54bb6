/**
 * How many bytes of what is sent next a printer may swallow as a bitmap. A printer that has lost a byte of a bitmap, or
 * whose line broke in the middle of one, goes on counting.
 */
export interface Doubt {
  readonly bytes: number;
  /** `known`: the driver sent that bitmap itself. `unknown`: a predecessor may have, and this is the longest there is. */
  readonly extent: 'known' | 'unknown';
}

/** NULs before the first, gentle attempt to get back in step: often only a few bytes are missing. */
export const FIRST_NULS = 64;
/** NULs before each further attempt where nobody knows how many are needed: few first, and then as many again and again. */
const GROWING_BURSTS = [1_024, 8_192] as const;
const LARGEST_BURST = 65_536;

/**
 * NULs to send before each further attempt, together with {@link FIRST_NULS} as many as are in doubt: at once where that
 * number is known. None if nothing is in doubt.
 */
export function nulBursts({ bytes, extent }: Doubt): readonly number[] {
  if (bytes === 0) return [];
  let left = Math.max(0, bytes - FIRST_NULS);
  const bursts: number[] = [];
  do {
    const most = extent === 'known' ? left : (GROWING_BURSTS[bursts.length] ?? LARGEST_BURST);
    const burst = Math.min(left, most);
    bursts.push(burst);
    left -= burst;
  } while (left > 0);
  return bursts;
}
