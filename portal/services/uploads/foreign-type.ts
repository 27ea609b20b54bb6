/** Octets that make a reader of another type take a file as its own, wherever they stand. */
const SIGNATURES_ANYWHERE = ['Rar!\x1a\x07', "7z\xbc\xaf'\x1c"];

/** The same at one place: TAR, DICOM and ISO 9660 leave room before their signature. */
const SIGNATURES_AT = [
  ['ustar', 257],
  ['DICM', 128],
  ['CD001', 32_769],
] as const;

/** Readers of PDF look for the header in the first octets (ISO 32000-1, annex H, note 13). */
const PDF_HEADER_OCTETS = 1024;

/** What makes text a page or a script of the web. */
const MARKUP = /<(?:!doctype|html|script)\b/i;

/** The end record of a ZIP archive, without its comment, and the longest comment (APPNOTE.TXT, 4.3.16). */
const ZIP_END = 'PK\x05\x06';
const ZIP_END_OCTETS = 22;
const ZIP_COMMENT_MOST_OCTETS = 0xffff;
const ZIP_DIRECTORY = 'PK\x01\x02';
/** Stands right before the end record of a large archive (APPNOTE.TXT, 4.3.15). */
const ZIP64_LOCATOR = 'PK\x06\x07';
const ZIP64_LOCATOR_OCTETS = 20;

const isAt = (octets: Buffer, signature: string, at: number) =>
  at >= 0 && octets.toString('latin1', at, at + signature.length) === signature;

/**
 * Whether a ZIP archive ends the file: such an archive may have anything before it. The end record alone may come about
 * by chance, so the directory that it tells of must be there too.
 */
function endsAsZip(octets: Buffer): boolean {
  const earliest = Math.max(0, octets.length - ZIP_END_OCTETS - ZIP_COMMENT_MOST_OCTETS);
  for (
    let end = octets.indexOf(ZIP_END, earliest, 'latin1');
    end >= 0 && end + ZIP_END_OCTETS <= octets.length;
    end = octets.indexOf(ZIP_END, end + 1, 'latin1')
  ) {
    const directory = end - octets.readUInt32LE(end + 12);
    if (isAt(octets, ZIP_DIRECTORY, directory)) return true;
    if (isAt(octets, ZIP64_LOCATOR, end - ZIP64_LOCATOR_OCTETS)) return true;
  }
  return false;
}

/** Whether a file that is taken for a picture or a PDF would be taken for an archive or a disc by something else. */
export function isAlsoArchive(octets: Buffer): boolean {
  return (
    SIGNATURES_ANYWHERE.some((signature) => octets.includes(signature, 0, 'latin1')) ||
    SIGNATURES_AT.some(([signature, at]) => isAt(octets, signature, at)) ||
    endsAsZip(octets)
  );
}

/** Whether a picture would be taken for a PDF or a page of the web by something else. */
export function isAlsoDocument(octets: Buffer): boolean {
  return octets.subarray(0, PDF_HEADER_OCTETS).includes('%PDF-') || MARKUP.test(octets.toString('latin1'));
}
