import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, type ReadInputBarcodeFormat, readBarcodes } from 'zxing-wasm/reader';

const require = createRequire(import.meta.url);
prepareZXingModule({
  overrides: {
    wasmBinary: Uint8Array.from(readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer,
  },
});

/** The text of the one symbol of `format` in a picture (PNG), as a phone would read it. Throws when there is none or more. */
export async function decodeSymbol(png: Uint8Array, format: ReadInputBarcodeFormat): Promise<string> {
  const found = await readBarcodes(Uint8Array.from(png), { formats: [format], tryHarder: true });
  const [symbol] = found;
  if (!symbol || found.length > 1)
    throw new Error(`${found.length} ${format} symbols were found in the picture instead of one`);
  return symbol.text;
}

/** {@link decodeSymbol} for a QR code. */
export function decodeQr(png: Uint8Array): Promise<string> {
  return decodeSymbol(png, 'QRCode');
}
