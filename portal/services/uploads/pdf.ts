import { failure, type Result, success } from '../../../contracts/result.ts';

export const PDF_SIGNATURE = Buffer.from('%PDF-', 'latin1');

/** ISO 32000-1, 7.5.2; ISO 32000-2 adds 2.0. */
const HEADER = /^%PDF-(1\.[0-7]|2\.0)(?!\d)/;

/** How much of the end is searched for the end-of-file marker, as readers do (ISO 32000-1, annex H, note 18). */
const TAIL_OCTETS = 1024;
const END_OF_FILE = '%%EOF';
/** The trailer's last lines (ISO 32000-1, 7.5.5). */
const LAST_LINES = /startxref\s+(\d{1,10})\s+$/;

/** One of `names`, as it is or with characters written as their numbers (ISO 32000-1, 7.3.5). */
function namePattern(...names: string[]): RegExp {
  const spelled = names.map((name) =>
    [...name].map((character) => {
      const [high, low] = character.charCodeAt(0).toString(16);
      return `(?:${character}|#${high}[${low}${low?.toUpperCase()}])`;
    }),
  );
  return new RegExp(`/(?:${spelled.map((name) => name.join('')).join('|')})(?![A-Za-z0-9])`);
}

/** Names of what acts or hides when a document is opened, too long to come about by chance in compressed data. */
const ACTIVE_NAME = namePattern('JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles');
/** A script's text under its short name; compressed data may look like that, so streams are left out. */
const SCRIPT_NAME = namePattern('JS');
const STREAM_START = /stream\r?\n/;
const STREAM_END = 'endstream';

/** `text` without the content of its streams, in one pass whatever it is made of. */
function outsideStreams(text: string): string {
  return text
    .split(STREAM_END)
    .map((part) => part.split(STREAM_START, 1)[0])
    .join(STREAM_END);
}

function isActive(text: string): boolean {
  return ACTIVE_NAME.test(text) || SCRIPT_NAME.test(outsideStreams(text));
}

/**
 * Whether a PDF begins and ends as one, with nothing after its end, and does nothing by itself as far as can be seen
 * without unpacking it. `octets` begins with {@link PDF_SIGNATURE}.
 */
export function readPdf(octets: Buffer): Result<null, 'damaged' | 'moreThanOneType' | 'activeContent'> {
  const tail = octets.subarray(-TAIL_OCTETS).toString('latin1');
  const end = tail.lastIndexOf(END_OF_FILE);
  const lastLines = LAST_LINES.exec(tail.slice(0, Math.max(end, 0)));
  const crossReference = Number(lastLines?.[1] ?? octets.length);
  if (!HEADER.test(octets.toString('latin1', 0, 16)) || crossReference >= octets.length)
    return failure('damaged');
  if (/[^\s\0]/.test(tail.slice(end + END_OF_FILE.length))) return failure('moreThanOneType');
  return isActive(octets.toString('latin1')) ? failure('activeContent') : success(null);
}
