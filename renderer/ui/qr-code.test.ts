import { describe, expect, it } from 'vitest';
import { SAMPLE_RECEIPT_QR } from '../kiosk/sample-codes.ts';
import { qrPath } from './qr-code.tsx';

const QUIET_ZONE = 4;

/** Fills the rectangles of a path of `M x y h w v 1 …` runs into rows of modules. */
function rasterise(path: string, side: number): string[] {
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => '0'));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    modules[Number(y)]?.fill('1', Number(x), Number(x) + Number(width));
  }
  return modules.map((row) => row.join(''));
}

describe('qrPath', () => {
  it('draws exactly the dark modules, within a quiet zone of four', () => {
    const side = SAMPLE_RECEIPT_QR.rows.length + 2 * QUIET_ZONE;
    const drawn = rasterise(qrPath(SAMPLE_RECEIPT_QR), side);
    const inside = drawn.slice(QUIET_ZONE, -QUIET_ZONE).map((row) => row.slice(QUIET_ZONE, -QUIET_ZONE));
    expect(inside).toEqual(SAMPLE_RECEIPT_QR.rows);
    expect(drawn.slice(0, QUIET_ZONE).join('')).not.toContain('1');
    expect(drawn.every((row) => !row.slice(0, QUIET_ZONE).includes('1'))).toBe(true);
  });
});
