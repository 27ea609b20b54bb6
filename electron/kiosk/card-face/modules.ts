import bwip from 'bwip-js/node';

/** Modules of a printed symbol: `rows[y][x]` is true where a module is dark. No quiet zone. */
export type Modules = readonly (readonly boolean[])[];

/** Settings that the symbologies used here understand. */
interface SymbolSettings {
  readonly eclevel: string;
  readonly version?: string;
  readonly mask?: string;
  readonly columns?: number;
}

/**
 * Encodes `text` (ASCII) and returns its modules.
 *
 * @throws when the text does not fit the settings: callers choose settings that hold it.
 */
export function encodeModules(
  symbology: 'qrcode' | 'pdf417',
  text: string,
  settings: SymbolSettings,
): Modules {
  const options = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const [symbol] = bwip.raw(symbology, text, options.join(' '));
  if (!symbol || !('pixs' in symbol)) throw new Error(`${symbology} gave no matrix`);
  const { pixs, pixx } = symbol;
  return Array.from({ length: pixs.length / pixx }, (_, y) =>
    pixs.slice(y * pixx, (y + 1) * pixx).map((module) => module === 1),
  );
}
