import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureText } from './fonts.ts';
import { SMALLEST_TYPE } from './geometry.ts';
import { fitText, type TextSlot } from './text-fit.ts';

const slot = (text: string, changes: Partial<TextSlot> = {}): TextSlot => ({
  box: { x: 0, y: 0, width: 546, height: 50 },
  text,
  script: 'latin',
  weight: 'semiBold',
  size: 34,
  ...changes,
});

const ARABIC = [...'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچگ'];
const VOWELS = ['\u064B', '\u064D', '\u064E', '\u064F', '\u0650', '\u0651', '\u0652', '\u0670'];
const LATIN = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZÁÇŞĞqyjg'];
const OTHER = [..."0123456789 '-.()/"];
const name = fc
  .array(fc.constantFrom(...ARABIC, ...VOWELS, ...LATIN, ...OTHER), { minLength: 1, maxLength: 90 })
  .map((letters) => letters.join(''));

describe('fitText', () => {
  it('keeps a text that fits as it is', () => {
    expect(fitText(slot('AL MUTAIRI'), measureText)).toMatchObject({
      text: 'AL MUTAIRI',
      size: 34,
      condensed: 1,
    });
  });

  it('sets a long name smaller before it condenses it', () => {
    const smaller = fitText(slot('ABDULRAHMAN MOHAMMED AHMED'), measureText);
    expect(smaller.size).toBeLessThan(34);
    expect(smaller.size).toBeGreaterThanOrEqual(SMALLEST_TYPE);
    expect(smaller.condensed).toBeGreaterThan(0.99);
  });

  it('holds every name of 36 letters whole', () => {
    const widest = 'WWWWWWWW MMMMMMMM WWWWWWWW MMMMMMMMM';
    expect(widest).toHaveLength(36);
    expect(fitText(slot(widest), measureText).text).toBe(widest);
  });

  it('cuts what cannot be legible at a word, and says so', () => {
    const { text } = fitText(slot('FATIMA AL-ZAHRA '.repeat(8)), measureText);
    expect(text).toMatch(/^FATIMA AL-ZAHRA .*[A-Z]…$/);
  });

  it('cuts a single endless word between letters, never within one', () => {
    const { text } = fitText(slot('مُ'.repeat(120), { script: 'arabic' }), measureText);
    expect(text).toMatch(/^(مُ)+…$/);
  });

  it('drops marks that would turn the line, and line breaks', () => {
    expect(fitText(slot('ALI\u202E\nDLROW'), measureText).text).toBe('ALI DLROW');
  });

  it('never exceeds its slot, whatever the name', () => {
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: 110, max: 550 }),
        fc.integer({ min: 37, max: 50 }),
        (text, width, height) => {
          const given = slot(text, { box: { x: 0, y: 0, width, height } });
          const fitted = fitText(given, measureText);
          const extent = measureText(fitted.text, given.weight, fitted.size);
          expect(extent.width * fitted.condensed).toBeLessThanOrEqual(width + 0.001);
          expect(extent.ascent).toBeLessThanOrEqual(fitted.baseline);
          expect(extent.descent).toBeLessThanOrEqual(height - fitted.baseline);
        },
      ),
      { numRuns: 300 },
    );
  });
});
