import { execFileSync } from 'node:child_process';

/**
 * The text of the document in `file`, as `pdftotext -layout` finds it.
 * @throws Error with what the tool printed, when qpdf finds anything wrong
 */
export function readPdf(file: string): string {
  execFileSync('qpdf', ['--check', file]);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

/** Marks that say in which direction a text is read (Unicode, UAX 9). */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The words of a text, wherever they stand. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.replace(DIRECTION_MARKS, ' ').match(/[\p{L}\p{M}\p{N}]+/gu));
}

/** The words of `wanted` that a document's text lacks. */
export function missingWords(text: string, wanted: string): string[] {
  const there = wordsOf(text);
  return [...wordsOf(wanted)].filter((word) => !there.has(word));
}

/** The numbered lines of a receipt's text, each with what is written below it. */
export function receiptLines(text: string): string[] {
  return text.split(/^ *\d+\. +/m).slice(1);
}
