import type { QrSymbol } from '../../../contracts/kiosk-view.ts';
import { encodeModules } from './modules.ts';

/**
 * A QR code (ISO/IEC 18004) for the screen, in the smallest version that holds `text` at error correction M.
 *
 * @param text ASCII, up to 2331 bytes (version 40 at M); beyond that it throws.
 */
export function encodeQr(text: string): QrSymbol {
  const modules = encodeModules('qrcode', text, { eclevel: 'M' });
  return { rows: modules.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) };
}
