import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly head: string;
  /** Inflated. */
  readonly stream: string;
}

/** The objects of a PDF as pdfkit writes them, by number. */
function objects(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const [, number = '', content = ''] of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', rest] = content.split('\nstream\n');
    const raw = Buffer.from(rest?.slice(0, rest.lastIndexOf('\nendstream')) ?? '', 'latin1');
    const inflated = head.includes('/FlateDecode') ? inflateSync(raw) : raw;
    found.set(number, { head, stream: inflated.toString('latin1') });
  }
  return found;
}

/** The texts that a glyph of each font stands for, from its ToUnicode map. */
function glyphTexts(all: Map<string, PdfObject>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>();
  for (const { head } of all.values()) {
    for (const [, name = '', reference = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(all.get(reference)?.head ?? '')?.[1] ?? '';
      const texts = new Map<string, string>();
      for (const [, first = '', list = ''] of (all.get(unicode)?.stream ?? '').matchAll(
        /<(\w{4})> <\w{4}> \[([^\]]*)\]/g,
      )) {
        const start = Number.parseInt(first, 16);
        for (const [index, [, hex = '']] of [...list.matchAll(/<([^>]*)>/g)].entries()) {
          const units = (hex.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) =>
            Number.parseInt(unit, 16),
          );
          texts.set((start + index).toString(16).padStart(4, '0'), String.fromCharCode(...units));
        }
      }
      fonts.set(name, texts);
    }
  }
  return fonts;
}

const ARABIC = /\p{Script=Arabic}/u;

/** What is drawn, run by run in logical order, with the glyph numbers of each run. */
export function drawnRuns(pdf: Buffer): { readonly text: string; readonly glyphs: readonly string[] }[] {
  const all = objects(pdf);
  const fonts = glyphTexts(all);
  const pages = [...all.values()].filter(({ stream }) => stream.includes(' Tf'));
  const page = pages.map(({ stream }) => stream).join('\n');
  return [...page.matchAll(/\/(F\d+) [\d.]+ Tf([\s\S]*?)ET/g)].map(([, font = '', shown = '']) => {
    const glyphs = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    const texts = glyphs.map((glyph) => fonts.get(font)?.get(glyph) ?? '?');
    const rightToLeft = texts.some((text) => ARABIC.test(text));
    return { text: (rightToLeft ? texts.toReversed() : texts).join(''), glyphs };
  });
}

/** How many pages a PDF has. */
export const pageCount = (pdf: Buffer): number =>
  [...objects(pdf).values()].filter(({ head }) => /\/Type \/Page\b/.test(head)).length;
