import type { SKRSContext2D } from '@napi-rs/canvas';
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH } from './orientation.ts';

/*
 * The pre-printed stock that the hopper holds: a fictitious blank licence. Its ground is pale everywhere (no darker than
 * about 85 % white), so that black print is legible on any part of it; only thin bands at the edges of the front are dark.
 */

const PAPER = '#f7faf8';
const DEEP_GREEN = '#0b5d4e';
const BAND_HEIGHT = 16;
/** Where the portrait is printed: nothing but white, so that colours come out true. */
const PORTRAIT = { x: 40, y: 150, width: 316, height: 408 } as const;

/** Draws the stock of one side over the whole canvas. */
export function drawStock(context: SKRSContext2D, side: 'front' | 'back'): void {
  context.save();
  drawGround(context);
  drawWaves(context, side);
  drawRosette(context, side);
  if (side === 'front') {
    drawBands(context);
    context.fillStyle = '#ffffff';
    context.fillRect(PORTRAIT.x, PORTRAIT.y, PORTRAIT.width, PORTRAIT.height);
  }
  context.restore();
}

function drawGround(context: SKRSContext2D): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT);
  const iris = context.createLinearGradient(0, 0, LANDSCAPE_WIDTH, 0);
  iris.addColorStop(0, 'rgba(120, 190, 160, 0.16)');
  iris.addColorStop(0.5, 'rgba(220, 205, 150, 0.16)');
  iris.addColorStop(1, 'rgba(130, 180, 205, 0.16)');
  context.fillStyle = iris;
  context.fillRect(0, 0, LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT);
}

/** Two families of interlaced waves, the first layer of a guilloche. */
function drawWaves(context: SKRSContext2D, side: 'front' | 'back'): void {
  context.lineWidth = 0.8;
  const layers = [
    { colour: 'rgba(11, 93, 78, 0.13)', length: 190, height: 15, drift: 0.021 },
    { colour: 'rgba(150, 115, 45, 0.11)', length: 265, height: 21, drift: -0.017 },
  ];
  const phase = side === 'front' ? 0 : Math.PI / 3;
  for (const { colour, length, height, drift } of layers) {
    context.strokeStyle = colour;
    for (let y = -30; y < LANDSCAPE_HEIGHT + 30; y += 9) {
      context.beginPath();
      for (let x = 0; x <= LANDSCAPE_WIDTH; x += 6) {
        const turn = (x / length) * 2 * Math.PI + y * drift + phase;
        const level = y + height * Math.sin(turn) + (height / 3) * Math.sin(turn * 2.7);
        if (x === 0) context.moveTo(x, level);
        else context.lineTo(x, level);
      }
      context.stroke();
    }
  }
}

/** Nested hypotrochoids, as an engraving lathe draws them. */
function drawRosette(context: SKRSContext2D, side: 'front' | 'back'): void {
  const centreX = side === 'front' ? 700 : LANDSCAPE_WIDTH / 2;
  const centreY = LANDSCAPE_HEIGHT / 2 + 20;
  context.lineWidth = 0.8;
  for (const [index, radius] of [215, 165, 115].entries()) {
    context.strokeStyle = index === 1 ? 'rgba(150, 115, 45, 0.13)' : 'rgba(11, 93, 78, 0.12)';
    context.beginPath();
    const lobes = 16 + index * 4;
    for (let step = 0; step <= 2400; step += 1) {
      const angle = (step / 2400) * 2 * Math.PI * 7;
      const reach = radius * (0.78 + 0.22 * Math.cos((angle * lobes) / 7));
      const x = centreX + reach * Math.cos(angle);
      const y = centreY + reach * Math.sin(angle) * 0.86;
      if (step === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }
}

/** Bands at the upper and lower edge of the front. The back has none: codes reach far out and need their quiet zones. */
function drawBands(context: SKRSContext2D): void {
  context.fillStyle = DEEP_GREEN;
  context.fillRect(0, 0, LANDSCAPE_WIDTH, BAND_HEIGHT);
  context.fillRect(0, LANDSCAPE_HEIGHT - BAND_HEIGHT / 2, LANDSCAPE_WIDTH, BAND_HEIGHT / 2);
  // A tint beneath the title, fading into the ground.
  const tint = context.createLinearGradient(0, BAND_HEIGHT, 0, BAND_HEIGHT + 84);
  tint.addColorStop(0, 'rgba(11, 93, 78, 0.14)');
  tint.addColorStop(1, 'rgba(11, 93, 78, 0)');
  context.fillStyle = tint;
  context.fillRect(0, BAND_HEIGHT, LANDSCAPE_WIDTH, 84);
}
