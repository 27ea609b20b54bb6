import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH } from './orientation.ts';
import type { Plane } from './plane.ts';
import { encodePng } from './png.ts';
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
  const image = stock(side).getImageData(0, 0, LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT);
  for (const [panel, channel] of DYES[side]) applyDye(image.data, channel, planes.get(panel));
  applyResin(image.data, planes.get(RESIN[side]));
  return encodePng(image.data, LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT);
}

const drawnStocks = new Map<Side, SKRSContext2D>();

/** The stock of a side, drawn once: every sheet of it is alike. */
function stock(side: Side): SKRSContext2D {
  const drawn = drawnStocks.get(side);
  if (drawn) return drawn;
  const context = createCanvas(LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT).getContext('2d');
  drawStock(context, side);
  drawnStocks.set(side, context);
  return context;
}

function applyDye(pixels: Uint8ClampedArray, channel: number, plane: Plane | undefined): void {
  if (!plane) return;
  const { values } = plane;
  const full = plane.levels - 1;
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const ink = values[pixel] ?? 0;
    if (ink === 0) continue;
    const index = pixel * 4 + channel;
    pixels[index] = ((pixels[index] ?? 0) * (full - ink)) / full;
  }
}

function applyResin(pixels: Uint8ClampedArray, plane: Plane | undefined): void {
  if (!plane) return;
  const { values } = plane;
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    if (values[pixel]) pixels.set(RESIN_COLOUR, pixel * 4);
  }
}
