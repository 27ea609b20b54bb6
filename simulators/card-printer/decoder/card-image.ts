import { createCanvas, type ImageData } from '@napi-rs/canvas';
import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH } from './orientation.ts';
import type { Plane } from './plane.ts';
import { drawStock } from './stock.ts';

/** What was printed, by panel; a panel that was not printed is missing. */
export type Planes = ReadonlyMap<PrintPanel, Plane>;

type Side = 'front' | 'back';

/** Which panel absorbs which channel (red, green, blue): dyes are subtractive. */
const DYES: Readonly<Record<Side, readonly (readonly [PrintPanel, 0 | 1 | 2])[]>> = {
  front: [
    ['cyan', 0],
    ['magenta', 1],
    ['yellow', 2],
  ],
  back: [],
};

const RESIN: Readonly<Record<Side, PrintPanel>> = { front: 'black', back: 'backBlack' };
/** Black resin as it looks on a card. */
const RESIN_COLOUR = [18, 18, 20] as const;

/** The finished side as a PNG: dyes and resin on the pre-printed stock. The overlay is clear. */
export async function renderSide(side: Side, planes: Planes): Promise<Uint8Array> {
  const canvas = createCanvas(LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT);
  const context = canvas.getContext('2d');
  drawStock(context, side);
  const image = context.getImageData(0, 0, LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT);
  for (const [panel, channel] of DYES[side]) applyDye(image, channel, planes.get(panel));
  applyResin(image, planes.get(RESIN[side]));
  context.putImageData(image, 0, 0);
  return canvas.encode('png');
}

function applyDye(image: ImageData, channel: number, plane: Plane | undefined): void {
  if (!plane) return;
  const full = plane.levels - 1;
  for (const [pixel, ink] of plane.values.entries()) {
    if (ink === 0) continue;
    const index = pixel * 4 + channel;
    image.data[index] = Math.round(((image.data[index] ?? 0) * (full - ink)) / full);
  }
}

function applyResin(image: ImageData, plane: Plane | undefined): void {
  if (!plane) return;
  for (const [pixel, ink] of plane.values.entries()) {
    if (ink === 0) continue;
    for (const [channel, value] of RESIN_COLOUR.entries()) image.data[pixel * 4 + channel] = value;
  }
}
