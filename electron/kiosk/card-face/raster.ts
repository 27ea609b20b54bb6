import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import {
  type BlackRaster,
  CARD_HEIGHT,
  CARD_WIDTH,
  type ColourRaster,
} from '../../../native-adapters/card-printer/port.ts';
import { cssFont, type MeasureText } from './fonts.ts';
import type { Rectangle } from './geometry.ts';
import type { Modules } from './modules.ts';
import { fitText, type TextSlot } from './text-fit.ts';

/** Grey below this is ink: half of full coverage. */
const INK_THRESHOLD = 128;
const WHITE = '#ffffff';
const BLACK = '#000000';

/** A side without ink. */
export function createBlackRaster(): BlackRaster {
  return new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
}

/**
 * Draws into `box` with black on white, antialiased, and prints as the black ribbon does: a pixel is ink or it is not.
 * Coordinates are those of the box, and nothing reaches beyond it.
 */
export function paint(black: BlackRaster, box: Rectangle, draw: (context: SKRSContext2D) => void): void {
  const context = createCanvas(box.width, box.height).getContext('2d');
  context.fillStyle = WHITE;
  context.fillRect(0, 0, box.width, box.height);
  context.fillStyle = BLACK;
  draw(context);
  const { data } = context.getImageData(0, 0, box.width, box.height);
  for (let y = 0; y < box.height; y += 1) {
    const line = (box.y + y) * CARD_WIDTH + box.x;
    for (let x = 0; x < box.width; x += 1) {
      if ((data[(y * box.width + x) * 4] ?? 0) < INK_THRESHOLD) black[line + x] = 1;
    }
  }
}

/** Fills `box` with ink. */
export function paintRectangle(black: BlackRaster, box: Rectangle): void {
  for (let y = box.y; y < box.y + box.height; y += 1) {
    black.fill(1, y * CARD_WIDTH + box.x, y * CARD_WIDTH + box.x + box.width);
  }
}

/** Sets a text in its slot: Latin from the left edge, Arabic from the right. */
export function paintText(black: BlackRaster, slot: TextSlot, measure: MeasureText): void {
  const { text, size, condensed, baseline } = fitText(slot, measure);
  const rightToLeft = slot.script === 'arabic';
  paint(black, slot.box, (context) => {
    context.font = cssFont(slot.weight, size);
    context.direction = rightToLeft ? 'rtl' : 'ltr';
    context.textAlign = rightToLeft ? 'right' : 'left';
    context.translate(rightToLeft ? slot.box.width : 0, baseline);
    context.scale(condensed, 1);
    context.fillText(text, 0, 0);
  });
}

/** Paints the modules of a code as whole pixels from `corner`, so that every edge is sharp. */
export function paintModules(
  black: BlackRaster,
  modules: Modules,
  corner: { readonly x: number; readonly y: number },
  module: { readonly width: number; readonly height: number },
): void {
  modules.forEach((row, line) => {
    row.forEach((dark, column) => {
      if (!dark) return;
      const x = corner.x + column * module.width;
      paintRectangle(black, { ...module, x, y: corner.y + line * module.height });
    });
  });
}

/** A colour plane that is white but for `rectangle`, whose RGBA pixels are `rgba`. */
export function toColourRaster(rgba: Uint8Array | Uint8ClampedArray, rectangle: Rectangle): ColourRaster {
  const colour = new Uint8Array(CARD_WIDTH * CARD_HEIGHT * 3).fill(255);
  let from = 0;
  for (let y = rectangle.y; y < rectangle.y + rectangle.height; y += 1) {
    let to = (y * CARD_WIDTH + rectangle.x) * 3;
    for (let column = 0; column < rectangle.width; column += 1, from += 4, to += 3) {
      colour[to] = rgba[from] ?? 255;
      colour[to + 1] = rgba[from + 1] ?? 255;
      colour[to + 2] = rgba[from + 2] ?? 255;
    }
  }
  return colour;
}

/** The face as it will look: black over colour (or over white), as PNG. */
export function toPng(black: BlackRaster, colour?: ColourRaster): Buffer {
  const canvas = createCanvas(CARD_WIDTH, CARD_HEIGHT);
  const context = canvas.getContext('2d');
  const image = context.createImageData(CARD_WIDTH, CARD_HEIGHT);
  for (let pixel = 0; pixel < black.length; pixel += 1) {
    const inked = black[pixel] === 1;
    for (let channel = 0; channel < 3; channel += 1) {
      image.data[pixel * 4 + channel] = inked ? 0 : (colour?.[pixel * 3 + channel] ?? 255);
    }
    image.data[pixel * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}
