import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { contentType } from './content-type.ts';
import {
  chunk,
  claimedPng,
  exampleJpeg,
  examplePdf,
  examplePng,
  exampleZip,
  orientation,
  withSegment,
} from './test-support.ts';

const COMMENT = 0xfe;
const APPLICATION_1 = 0xe1;
const APPLICATION_2 = 0xe2;
const HTML = '<!DOCTYPE html><script>alert(1)</script>';

const refusal = (octets: Buffer) => {
  const judged = contentType(octets);
  return judged.ok ? judged.value : judged.fault;
};
const text = (content: string) => Buffer.from(content, 'latin1');
const joined = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)));

/** A PNG with a chunk of text before its end. */
function pngWithText(content: string): Buffer {
  const png = examplePng();
  return joined(png.subarray(0, -12), chunk('tEXt', text(`Comment\0${content}`)), png.subarray(-12));
}

function realPdf(): Promise<Buffer> {
  const document = new PDFDocument();
  const chunks: Buffer[] = [];
  document.on('data', (part: Buffer) => chunks.push(part));
  document.text('Eye test').image(exampleJpeg(), 100, 100).addPage().text('Second page').end();
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
}

describe('accepted', () => {
  test('a JPEG, with its size', () =>
    expect(refusal(exampleJpeg(60, 80))).toEqual({ type: 'image/jpeg', size: { width: 60, height: 80 } }));

  test('a PNG, with its size', () =>
    expect(refusal(examplePng(60, 80))).toEqual({ type: 'image/png', size: { width: 60, height: 80 } }));

  test('a PDF, as written by hand and by a program', async () => {
    expect(refusal(examplePdf())).toEqual({ type: 'application/pdf', size: null });
    expect(refusal(await realPdf())).toEqual({ type: 'application/pdf', size: null });
  });

  test.each([1, 2, 3, 4])('a JPEG that EXIF leaves upright (%i) has the size of its pixels', (value) =>
    expect(refusal(withSegment(exampleJpeg(80, 60), APPLICATION_1, orientation(value)))).toMatchObject({
      size: { width: 80, height: 60 },
    }),
  );

  test.each([5, 6, 7, 8])('a JPEG that EXIF turns by a quarter (%i) has the size that is shown', (value) => {
    for (const order of ['MM', 'II'] as const)
      expect(
        refusal(withSegment(exampleJpeg(80, 60), APPLICATION_1, orientation(value, order))),
      ).toMatchObject({ size: { width: 60, height: 80 } });
  });

  test('a JPEG with EXIF that makes no sense', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const exif = joined('Exif\0\0', Buffer.from(noise));
        expect(contentType(withSegment(exampleJpeg(), APPLICATION_1, exif)).ok).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('a JPEG of several pictures, as telephones make them', () => {
    const several = joined(exampleJpeg(60, 80), exampleJpeg(20, 20));
    expect(refusal(several)).toEqual({ type: 'image/jpeg', size: { width: 60, height: 80 } });
  });

  test('a PDF whose compressed streams look like a script by chance', () => {
    expect(contentType(examplePdf({ stream: '\x01/JS(\x02 /JS <' })).ok).toBe(true);
  });

  test('names that only begin like active ones', () => {
    expect(contentType(examplePdf({ catalogue: '/JSON 1 /LaunchDate 2' })).ok).toBe(true);
  });

  test('a PNG in which the end of an archive came about by chance', () => {
    expect(contentType(pngWithText('PK\x05\x06 and no directory that belongs to it')).ok).toBe(true);
  });
});

describe('refused', () => {
  test('nothing', () => expect(refusal(Buffer.alloc(0))).toBe('empty'));

  test.each([
    ['text', text('Curriculum vitae')],
    ['HTML', text(HTML)],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['GIF', text('GIF89a\x01\0\x01\0')],
    ['an archive', exampleZip()],
    ['a program', text('MZ\x90\0')],
    ['a PDF after a line of its own', joined('\n', examplePdf())],
    ['a JPEG after an octet of its own', joined('\0', exampleJpeg())],
  ])('%s, under whatever name', (_, octets) => expect(refusal(octets)).toBe('notAllowedType'));

  const frame = (height: number, width: number) => {
    const jpeg = Buffer.from(exampleJpeg());
    const at = jpeg.indexOf(Buffer.from('ffc0', 'hex'));
    jpeg.writeUInt16BE(height, at + 5);
    jpeg.writeUInt16BE(width, at + 7);
    return jpeg;
  };
  const brokenPng = Buffer.from(examplePng());
  brokenPng[40] = (brokenPng[40] ?? 0) ^ 1;
  test.each([
    ['a JPEG signature and no more', text('\xff\xd8\xff')],
    ['a JPEG without picture', text('\xff\xd8\xff\xd9')],
    ['a JPEG without pixels', frame(0, 60)],
    ['a PNG signature and no more', examplePng().subarray(0, 8)],
    ['a PNG with a flipped bit', brokenPng],
    ['a PNG without pixels', claimedPng(0, 80)],
    ['a PNG without image data', joined(examplePng().subarray(0, 33), chunk('IEND', Buffer.alloc(0)))],
    ['a PDF header and no more', text('%PDF-1.7\n')],
    ['a PDF of no version', joined('%PDF-9.9\n', examplePdf())],
    ['a PDF that does not say where its objects are', text('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n')],
    ['a PDF whose objects are beyond its end', text('%PDF-1.7\nstartxref\n99999\n%%EOF\n')],
    ['a PDF with more than 1 KiB after its end', joined(examplePdf(), ' '.repeat(1100))],
  ])('%s: damaged', (_, octets) => expect(refusal(octets)).toBe('damaged'));

  test.each([
    ['JPEG', exampleJpeg()],
    ['PNG', examplePng()],
    ['PDF', examplePdf()],
  ])('a %s that was cut off, wherever', (_, whole) => {
    // A PDF may do without the white space after its end.
    const least = whole.length - (whole.at(-1) === 0x0a ? 1 : 0);
    for (let length = 1; length < least; length += 1)
      expect(contentType(whole.subarray(0, length)).ok).toBe(false);
  });

  test.each([
    ['a PNG', claimedPng(7_000, 7_000)],
    ['a PNG of the greatest size there is', claimedPng(0xffff_ffff, 0xffff_ffff)],
    ['a JPEG', frame(65_535, 65_535)],
  ])('%s that claims too many pixels', (_, octets) => expect(refusal(octets)).toBe('imageTooLarge'));

  test.each([
    ['JPEG', exampleJpeg()],
    ['PNG', examplePng()],
    ['PDF', examplePdf()],
  ])('a %s with something of another type after its end', (_, octets) => {
    const others = { archive: exampleZip(), page: HTML, program: 'MZ\x90\0', pdf: '%PDF-1.7', octet: 'x' };
    for (const [name, other] of Object.entries(others))
      expect([name, refusal(joined(octets, other))]).toEqual([name, 'moreThanOneType']);
  });

  test('a JPEG followed by a PNG, a whole PDF or a JPEG that is cut off', () => {
    for (const other of [examplePng(), examplePdf(), exampleJpeg().subarray(0, -2)])
      expect(refusal(joined(exampleJpeg(), other))).toBe('moreThanOneType');
  });

  const catalogueAt = examplePdf({ catalogue: '/X (' }).indexOf('/X (');
  const ustar = Buffer.alloc(300);
  ustar.write('ustar', 257 - 6, 'latin1');
  test.each([
    ['a JPEG with a PDF in its comment', withSegment(exampleJpeg(), COMMENT, examplePdf())],
    ['a JPEG with a page in its comment', withSegment(exampleJpeg(), COMMENT, text(HTML))],
    ['a JPEG that is a tape archive too', withSegment(exampleJpeg(), APPLICATION_2, ustar)],
    ['a JPEG with an archive in its comment', withSegment(exampleJpeg(), COMMENT, exampleZip())],
    [
      'a PNG with a PDF in its text',
      joined(examplePng().subarray(0, 33), chunk('tEXt', examplePdf()), examplePng().subarray(33)),
    ],
    ['a PNG with a script in its text', pngWithText('<ScRiPt src=x>')],
    ['a PNG with an archive in its text', pngWithText(exampleZip().toString('latin1'))],
    ['a PNG with a RAR archive in its text', pngWithText('Rar!\x1a\x07\0')],
    ['a PNG with a 7z archive in its text', pngWithText("7z\xbc\xaf'\x1c")],
    ['a PDF with an archive in a stream', examplePdf({ stream: exampleZip().toString('latin1') })],
    [
      'a PDF that is a tape archive too',
      examplePdf({ catalogue: `/X (${' '.repeat(257 - catalogueAt - 4)}ustar)` }),
    ],
  ])('%s', (_, octets) => expect(refusal(octets)).toBe('moreThanOneType'));

  test.each([
    '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
    '/OpenAction<</S/J#61vaScript>>',
    '/OpenAction << /S /#4a#61vaScript >>',
    '/OpenAction << /S /#4A#61vaScript#',
    '/OpenAction << /S /Rendition /JS (x) >>',
    '/OpenAction << /S /Launch /F (calc.exe) >>',
    '/Names << /EmbeddedFiles 5 0 R >>',
    '/Type /EmbeddedFile',
  ])('a PDF that acts: %s', (catalogue) => expect(refusal(examplePdf({ catalogue }))).toBe('activeContent'));

  test('random octets, with any of the signatures before them', () => {
    const signature = fc.constantFrom(
      '',
      '%PDF-1.7\n',
      '\xff\xd8\xff',
      '\xff\xd8\xff\xe0',
      '\x89PNG\r\n\x1a\n',
    );
    fc.assert(
      fc.property(signature, fc.uint8Array({ maxLength: 3_000 }), (start, noise) => {
        expect(contentType(joined(start, Buffer.from(noise))).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a PNG with any one octet changed', () => {
    const png = examplePng();
    fc.assert(
      fc.property(fc.nat(png.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(png);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(contentType(changed).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
