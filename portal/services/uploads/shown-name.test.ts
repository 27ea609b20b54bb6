import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownName } from './shown-name.ts';

test.each([
  ['صورة شخصية.jpg', 'صورة شخصية.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\Noura\\photo.PNG', 'photo.PNG'],
  ['..\\..\\', 'document'],
  ['..', 'document'],
  ['   ', 'document'],
  ['', 'document'],
  ['photo\u0000.jpg', 'photo.jpg'],
  ['two\r\nlines.pdf', 'two lines.pdf'],
  ['evil\u202Egpj.exe', 'evilgpj.exe'],
  ['\u2066a\u2069\u200F\uFEFF.pdf', 'a.pdf'],
  ['نامه\u200Cها.pdf', 'نامه\u200Cها.pdf'],
  ['half \uD800 a pair.pdf', 'half a pair.pdf'],
  ['e\u0301.png', '\u00E9.png'],
])('%j is shown as %j', (name, shown) => expect(shownName(name)).toBe(shown));

test('a long name keeps its extension and whole characters', () => {
  const shown = shownName(`${'😀'.repeat(300)}.jpeg`);
  expect(shown).toBe(`${'😀'.repeat(95)}.jpeg`);
  expect(shownName('x'.repeat(300))).toHaveLength(100);
});

const PATH_OR_INVISIBLE = /[/\\]|(?!\u200C|\u200D)\p{C}/u;

test('whatever the name, nothing of a path and nothing invisible is shown', () => {
  const anyCharacter = fc.nat(0x10ffff).map((codePoint) => String.fromCodePoint(codePoint));
  const letters = fc.constantFrom('/', '\\', '.', ' ', '\0', '\u202E', '\u2067', 'a', 'ب', '\uD83D', '%2f');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: anyCharacter }), fc.string({ unit: letters })), (name) => {
      const shown = shownName(name);
      expect(shown).not.toMatch(PATH_OR_INVISIBLE);
      expect(shown).toMatch(/[^.\s]/);
      expect([...shown].length).toBeLessThanOrEqual(100);
    }),
    { numRuns: 500 },
  );
});
