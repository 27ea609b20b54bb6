import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type CivilId, parseCivilId } from '../../../contracts/civil-id.ts';
import { toLatinDigits } from '../../../contracts/language.ts';
import type { ImportFault } from '../../../contracts/portal-api/residency.ts';

/** A line of a list that can be read. */
export interface ListedRenewal {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly text: string;
  readonly civilId: CivilId;
  /** `null`: not chosen. */
  readonly months: number | null;
}

/** A list as far as it can be read; lines without content are none. */
export interface RenewalList {
  readonly listed: readonly ListedRenewal[];
  readonly refused: readonly ImportFault[];
}

/** Most characters of a refused line that are told. */
const TOLD_LENGTH = 120;
/** Civil ID and months. */
const MOST_COLUMNS = 2;
/** Longest renewal that a list can name, in months; how long one can be is judged later. */
const MOST_MONTHS = 120;

const Cells = z.array(z.array(z.string()));

/** The cells of lines (RFC 4180, or semicolons or tabs as spreadsheets write them), without empty ones at the end of a line. */
const parseLines = (lines: readonly string[]): string[][] =>
  Cells.parse(
    parse(lines.join('\n'), { delimiter: [',', ';', '\t'], trim: true, relax_column_count: true }),
  ).map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1));

/** The cells of one line; `null`: quotes that do not end. */
function parseLine(line: string): string[] | null {
  try {
    const [cells = []] = parseLines([line]);
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/**
 * The cells of each line; `null`: quotes that do not end. Lines with quotes are read one by one, so that a mistake in one
 * spoils no other; the others have nothing that could, and are read at once.
 */
function cellsOf(lines: readonly string[]): (string[] | null)[] {
  const hasQuotes = (line: string) => line.includes('"');
  const plain = parseLines(lines.filter((line) => !hasQuotes(line))).values();
  return lines.map((line) => (hasQuotes(line) ? parseLine(line) : (plain.next().value ?? [])));
}

const Months = z
  .string()
  .transform(toLatinDigits)
  .pipe(z.string().regex(/^\d{1,3}$/))
  .transform(Number)
  .pipe(z.int().min(1).max(MOST_MONTHS));

type Read =
  | { readonly civilId: CivilId; readonly months: number | null }
  | { readonly fault: ImportFault['fault'] };

function read(cells: string[] | null): Read {
  const [typed, typedMonths] = cells ?? [];
  if (cells === null || typed === undefined || cells.length > MOST_COLUMNS) return { fault: 'columns' };
  const civilId = parseCivilId(typed);
  if (!civilId.ok) return { fault: 'civilId' };
  if (typedMonths === undefined) return { civilId: civilId.value, months: null };
  const months = Months.safeParse(typedMonths);
  return months.success ? { civilId: civilId.value, months: months.data } : { fault: 'months' };
}

/** A first line of words alone names the columns. */
const isHeading = (text: string): boolean => !/\d/.test(toLatinDigits(text));

/**
 * Reads a list of residencies to renew (S5, S6): on each line a civil ID and, where they are chosen, months. A mistake in
 * one line spoils no other; a byte order mark, a first line with the names of the columns, line
 * ends of any system, and Arabic-Indic and Persian digits are understood.
 */
export function readRenewalList(csv: string): RenewalList {
  const listed: ListedRenewal[] = [];
  const refused: ImportFault[] = [];
  const seen = new Set<CivilId>();
  const lines = csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.replace(/[\s,;"]/g, '') !== '');
  const cells = cellsOf(lines.map(({ text }) => text));
  for (const [index, { text, line }] of lines.entries()) {
    if (index === 0 && isHeading(text)) continue;
    const found = read(cells[index] ?? null);
    const fault = 'fault' in found ? found.fault : seen.has(found.civilId) ? 'twice' : null;
    if (fault !== null) refused.push(refusal(line, text, fault));
    else if (!('fault' in found)) {
      seen.add(found.civilId);
      listed.push({ line, text, ...found });
    }
  }
  return { listed, refused };
}

/** A line that is not taken in. */
export function refusal(line: number, text: string, fault: ImportFault['fault']): ImportFault {
  return { line, text: text.slice(0, TOLD_LENGTH), fault };
}
