import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { totpStep } from './totp.ts';

/** RFC 6238, appendix B: the secret `12345678901234567890` in base32, and the last six of its eight digits (SHA-1). */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS = [
  { seconds: 59, step: 0x1, code: '287082' },
  { seconds: 1_111_111_109, step: 0x23523ec, code: '081804' },
  { seconds: 1_111_111_111, step: 0x23523ed, code: '050471' },
  { seconds: 1_234_567_890, step: 0x273ef07, code: '005924' },
  { seconds: 2_000_000_000, step: 0x3f940aa, code: '279037' },
  { seconds: 20_000_000_000, step: 0x27bc86aa, code: '353130' },
];

describe('RFC 6238', () => {
  test.each(VECTORS)('$seconds s: $code', ({ seconds, step, code }) => {
    expect(totpStep(SECRET, code, seconds * 1_000)).toBe(step);
  });

  test.each(VECTORS.slice(1))('$code is right one step around its own, with the same step', (vector) => {
    const { step, code } = vector;
    const at = (moved: number) => totpStep(SECRET, code, (step + moved) * 30_000);
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step, step, step, null]);
  });
});

test('no more codes than three are right at a moment', () => {
  const now = 1_234_567_890_000;
  const right = ['005924'];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
      const code = String(number).padStart(6, '0');
      if (totpStep(SECRET, code, now) !== null && !right.includes(code)) right.push(code);
      expect(right.length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 2_000 },
  );
});
