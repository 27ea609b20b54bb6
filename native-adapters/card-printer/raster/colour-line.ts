/** First byte of a run at 128 levels (seven bits a dot): the top bit says run, the count follows. */
const RUN = 0x80;
/** Count that says: the rest of this line is blank; no value byte follows. */
const REST_IS_BLANK = 0;
/** Most dots of one run at 128 levels, where the count is a single byte. */
const LONGEST_RUN = 255;
/** A run takes three bytes, so a shorter one is not worth it. */
const SHORTEST_RUN = 4;

/**
 * Compresses one line of 128-level dots (`0` no ink – `127` full ink) into `out` from `offset`; returns the offset behind
 * it. A run never crosses a line. Never longer than the line itself (Evolis programming guide, compressed colour download).
 */
export function compressColourLine(dots: Uint8Array, out: Uint8Array, offset: number): number {
  let inked = dots.length;
  while (inked > 0 && dots[inked - 1] === 0) inked--;
  let next = offset;
  for (let dot = 0; dot < inked; ) {
    const value = dots[dot] ?? 0;
    let end = dot + 1;
    while (end < inked && dots[end] === value) end++;
    let left = end - dot;
    while (left >= SHORTEST_RUN) {
      const count = Math.min(left, LONGEST_RUN);
      out[next++] = RUN;
      out[next++] = count;
      out[next++] = value;
      left -= count;
    }
    for (; left > 0; left--) out[next++] = value;
    dot = end;
  }
  const blank = dots.length - inked;
  if (blank === 1) {
    out[next++] = 0;
  } else if (blank > 1) {
    out[next++] = RUN;
    out[next++] = REST_IS_BLANK;
  }
  return next;
}
