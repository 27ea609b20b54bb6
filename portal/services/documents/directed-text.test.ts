import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { expect, test } from 'vitest';
import { openDirectedText } from './directed-text.ts';

const FONT = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf'),
);

async function drawn(lines: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument();
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const text = openDirectedText(document, 'Arabic', FONT);
  for (const [index, line] of lines.entries()) text.draw(line, 72, 72 + index * 40, 20, 'rtl');
  document.end();
  await once(document, 'end');
  return Buffer.concat(parts);
}

/** Marks that say in which direction a text is read (Unicode, UAX 9). */
const DIRECTION_MARKS = /[\u202a-\u202e]/g;

test('the letters of ligatures are taken out of a document in the order in which they are written', async () => {
  // Lām-alif in its four kinds, and those that the font draws as one besides.
  const words = ['الإقامة', 'العلاقة', 'الآن', 'لأن', 'الشركة', 'نوفمبر', 'حتى', 'مدني', 'المرسى', 'المرفئي'];
  const read = spawnSync('pdftotext', ['-', '-'], { input: await drawn(words), encoding: 'utf8' });
  if (read.error) throw new Error('pdftotext (poppler-utils) is needed', { cause: read.error });
  expect(read.stdout.replace(DIRECTION_MARKS, '').split(/\s+/).filter(Boolean)).toEqual(words);
});
