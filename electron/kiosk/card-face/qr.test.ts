import { describe, expect, it } from 'vitest';
import { QrSymbol } from '../../../contracts/kiosk-view.ts';
import { encodeQr } from './qr.ts';
import { decode } from './test-support.ts';

/** The symbol at 4 pixels a module, with a quiet zone of four modules. */
function draw({ rows }: QrSymbol): ImageData {
  const side = (rows.length + 8) * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const dark = rows[Math.floor(y / 4) - 4]?.[Math.floor(x / 4) - 4] === '1';
      if (dark) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' } as ImageData;
}

describe('encodeQr', () => {
  it.each([
    ['a reference', 'K014-7F3A'],
    ['an address', 'https://portal.example.gov.kw/permits/39-0001-0002?lang=ar'],
    ['a long text', 'x'.repeat(900)],
  ])('holds %s', async (_, text) => {
    const symbol = encodeQr(text);
    expect(QrSymbol.safeParse(symbol).success).toBe(true);
    await expect(decode(draw(symbol), 'QRCode')).resolves.toEqual([text]);
  });

  it('is square and no larger than the text needs', () => {
    const { rows } = encodeQr('A');
    expect(rows).toHaveLength(21);
    expect(rows.every((row) => row.length === 21)).toBe(true);
  });

  it('throws for a text that no version holds', () => {
    expect(() => encodeQr('x'.repeat(2332))).toThrow();
  });
});
