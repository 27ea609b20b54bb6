import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas } from '@napi-rs/canvas';
import { prepareZXingModule, type ReadInputBarcodeFormat, readBarcodes } from 'zxing-wasm/reader';
import { Licence } from '../../../contracts/licence.ts';
import { type BlackRaster, CARD_HEIGHT, CARD_WIDTH } from '../../../native-adapters/card-printer/port.ts';

const require = createRequire(import.meta.url);

prepareZXingModule({
  overrides: {
    wasmBinary: Uint8Array.from(readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer,
  },
});

/** Texts of all codes that an independent decoder finds. */
export async function decode(
  source: Uint8Array | ImageData,
  format: ReadInputBarcodeFormat,
): Promise<string[]> {
  const found = await readBarcodes(source, { formats: [format], tryHarder: true, maxNumberOfSymbols: 4 });
  return found.map(({ text }) => text);
}

/** A black plane as an image: ink on white. */
export function toImageData(black: BlackRaster): ImageData {
  const data = new Uint8ClampedArray(black.length * 4).fill(255);
  black.forEach((ink, pixel) => {
    if (ink === 1) data.fill(0, pixel * 4, pixel * 4 + 3);
  });
  return { data, width: CARD_WIDTH, height: CARD_HEIGHT, colorSpace: 'srgb' } as ImageData;
}

/** A synthetic person, born 2090. */
export function exampleLicence(changes: Partial<Record<keyof Licence, unknown>> = {}): Licence {
  return Licence.parse({
    number: '390012345',
    civilId: '390010100028',
    nameArabic: { family: 'المطيري', given: 'عبدالرحمن محمد عبدالعزيز' },
    nameLatin: { family: 'AL MUTAIRI', given: 'ABDULRAHMAN MOHAMMED ABDULAZIZ' },
    birthDate: '2090-01-01',
    sex: 'M',
    nationality: 'KWT',
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    issueDate: '2026-11-22',
    expiryDate: '2041-11-21',
    issuingAuthority: { ar: 'الإدارة العامة للمرور', en: 'General Department of Traffic' },
    privileges: [{ category: 'private', issueDate: '2026-11-22', expiryDate: '2041-11-21' }],
    ...changes,
  });
}

/** A JPEG of one colour. */
export function plainPortrait(colour: string, width = 480, height = 600): Uint8Array {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas.toBuffer('image/jpeg', 95);
}

/** Letters shaped like a compact JSON Web Signature, `length` of them, the same on every run. */
export function exampleCredential(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let state = length;
  const letters = Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return alphabet[state >>> 26];
  });
  return `eyJ${letters.join('').slice(3, 20)}.${letters.join('').slice(21, -87)}.${letters.join('').slice(-86)}`;
}
