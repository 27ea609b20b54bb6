import { crc32, deflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';

/** A picture of one colour. */
function canvas(width: number, height: number) {
  const made = createCanvas(width, height);
  const context = made.getContext('2d');
  context.fillStyle = '#4080c0';
  context.fillRect(0, 0, width, height);
  return made;
}

export const exampleJpeg = (width = 60, height = 80): Buffer =>
  canvas(width, height).toBuffer('image/jpeg', 90);
export const examplePng = (width = 60, height = 80): Buffer => canvas(width, height).toBuffer('image/png');

/** A JPEG with one segment more, right after its start. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), header, content, jpeg.subarray(2)]);
}

/** EXIF that says which way up a picture is shown (1 to 8), in either order of octets. */
export function orientation(value: number, order: 'MM' | 'II' = 'MM'): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(order, 'latin1');
  const number = (at: number, length: number, what: number) =>
    order === 'MM' ? tiff.writeUIntBE(what, at, length) : tiff.writeUIntLE(what, at, length);
  number(2, 2, 42);
  number(4, 4, 8);
  number(8, 2, 1);
  number(10, 2, 0x0112);
  number(12, 2, 3);
  number(14, 4, 1);
  number(18, 2, value);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

/** One chunk of a PNG. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), framed.length - 4);
  return framed;
}

/** A PNG that says it has this size, whatever its image data hold. */
export function claimedPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

/** A PDF of one empty page; `catalogue` stands in its catalogue, `stream` is its content, `end` comes last. */
export function examplePdf({ catalogue = '', stream = '', end = '\n' } = {}): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 5\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 5 /Root 1 0 R >>\n`;
  return Buffer.from(`${text}${table}startxref\n${text.length}\n%%EOF${end}`, 'latin1');
}

/** A ZIP archive of one empty file `a`. */
export function exampleZip(comment = ''): Buffer {
  const local = Buffer.from(`504b0304140000000000${'00'.repeat(16)}0100000061`, 'hex');
  const directory = Buffer.alloc(47);
  directory.write('PK\x01\x02', 'latin1');
  directory.writeUInt16LE(1, 28);
  directory.write('a', 46, 'latin1');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([local, directory, end, Buffer.from(comment, 'latin1')]);
}
