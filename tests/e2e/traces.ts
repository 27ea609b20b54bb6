import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CardFile } from '../../simulators/civil-id-card/card-file.ts';
import type { Stand } from '../../simulators/stand/stand.ts';

/** Something that would tell of a person, and every form in which it could lie about. */
interface Mark {
  readonly what: string;
  readonly forms: readonly Buffer[];
}

/** Octets of a portrait that are looked for, from its middle: the beginnings of all JPEG files are alike. */
const PORTRAIT_OCTETS = 48;
/** Characters of a TD1 zone, and where its document number stands (ICAO 9303-5 §4.2). */
const TD1_LENGTH = 90;
const DOCUMENT_NUMBER = { from: 5, to: 14 };

/** What base64 makes of `octets` whatever stands before and after them: the characters that depend on neither. */
function base64Forms(octets: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), octets]).toString('base64');
    const begin = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + octets.length) * 8) / 6);
    return text.slice(begin, end);
  });
}

function markOctets(what: string, octets: Buffer): Mark {
  const hex = octets.toString('hex');
  const texts = [hex, hex.toUpperCase(), ...base64Forms(octets)];
  return { what, forms: [octets, ...texts.map((text) => Buffer.from(text))] };
}

/** A text as UTF-8, UTF-16 in both orders, escaped as in JSON or a URL, and within base64 or hex. */
export function markText(what: string, text: string): Mark {
  const littleEndian = Buffer.from(text, 'utf16le');
  const { forms } = markOctets(what, Buffer.from(text));
  const escaped = [jsonEscaped(text), jsonEscaped(text).toUpperCase().replaceAll('\\U', '\\u')];
  const texts = [...escaped, encodeURIComponent(text)].map((form) => Buffer.from(form));
  return { what, forms: [...forms, littleEndian, Buffer.from(littleEndian).swap16(), ...texts] };
}

/** Everything but printable ASCII as `\u` and four hexadecimal digits (RFC 8259 §7). */
function jsonEscaped(text: string): string {
  return text.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function chipMarks(files: Readonly<Record<string, string>>): Mark[] {
  const octets = (identifier: string) => Buffer.from(files[identifier] ?? '', 'base64');
  const zone = octets('0101').toString('latin1').slice(-TD1_LENGTH);
  const [personalNumber = ''] = /\d{12}/.exec(octets('010b').toString('latin1')) ?? [];
  const face = octets('0102');
  const middle = face.subarray(Math.floor(face.length / 2), Math.floor(face.length / 2) + PORTRAIT_OCTETS);
  return [
    markText('document number', zone.slice(DOCUMENT_NUMBER.from, DOCUMENT_NUMBER.to)),
    markText('machine-readable name', zone.slice(-TD1_LENGTH / 3).replace(/<+$/, '')),
    markText('personal number on the chip', personalNumber),
    markOctets('portrait', middle),
  ];
}

/** What tells of the holder of the card `name`: what is printed on it and what its chip holds. */
export function marksOfCard({ places }: Stand, name: string): readonly Mark[] {
  const { printed, application } = CardFile.parse(
    JSON.parse(readFileSync(join(places.cards, `${name}.json`), 'utf8')),
  );
  const latin = printed?.nameLatin ?? '';
  // The zone has no hyphens (ICAO 9303-3 §4.6); a family name is looked for without the article before it.
  const names = printed ? [printed.nameArabic, latin, latin.replaceAll('-', ' ')] : [];
  const families = names.slice(0, 2).flatMap((name) => name.split(/[ -]/).slice(-1));
  return [
    ...names.map((full) => markText('name', full)),
    ...families.map((family) => markText('family name', family)),
    ...(printed ? [markText('civil ID', printed.civilId)] : []),
    ...(application ? chipMarks(application.files) : []),
  ];
}

/** Names of the marks that are found in `content`. */
export function tracesIn(content: string | Buffer, marks: readonly Mark[]): string[] {
  const octets = Buffer.from(content);
  return marks.filter(({ forms }) => forms.some((form) => octets.includes(form))).map(({ what }) => what);
}

/** Traces in all files that the kiosk has written, and in every log of the stand: `<file>: <mark>`. */
export function tracesOnDisk({ places }: Stand, marks: readonly Mark[]): string[] {
  return [places.kioskData, places.logs].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ parentPath, name }) =>
        tracesIn(readFileSync(join(parentPath, name)), marks).map((what) => `${name}: ${what}`),
      ),
  );
}

/** Every row of the portal's database in which a mark is found, whole. */
export function portalRowsWith({ places }: Stand, marks: readonly Mark[]): string[] {
  const database = new Database(join(places.portalConfig, '..', 'portal.sqlite'), { readonly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    return tables.flatMap((table) =>
      database
        .prepare(`SELECT * FROM "${String(table)}"`)
        .raw()
        .all()
        .map((row) => rowText(table, row))
        .filter((row) => tracesIn(row, marks).length > 0),
    );
  } finally {
    database.close();
  }
}

/** A row as text; octets as they are, so that marks are found in them. */
function rowText(table: unknown, row: unknown): string {
  const values = Array.isArray(row) ? row : [row];
  return [table, ...values.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value))].join(
    '|',
  );
}
