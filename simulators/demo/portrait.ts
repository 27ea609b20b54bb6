import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { drawBehindHead, drawHeadwear, drawShoulders } from './portrait/dress.ts';
import { drawFace, drawNeckAndEars, softly, traceFace } from './portrait/face.ts';
import { measureFace, type PortraitTraits, seededRandom } from './portrait/traits.ts';

export type { PortraitTraits } from './portrait/traits.ts';

/** Pixels across a portrait. */
export const PORTRAIT_WIDTH = 300;
/** Pixels down a portrait. */
export const PORTRAIT_HEIGHT = 400;
const JPEG_QUALITY = 86;

/**
 * A head-and-shoulders portrait of nobody: JPEG octets, 300 × 400, plain light background, frontal, even light
 * (the composition of ISO/IEC 19794-5, full frontal). The same traits and seed always give the same person.
 */
export function drawPortrait(traits: PortraitTraits, seed: number): Buffer {
  const face = measureFace(traits, seed);
  const random = seededRandom(seed ^ 0x5eed);
  const canvas = createCanvas(PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
  const context = canvas.getContext('2d');
  drawBackground(context);
  drawBehindHead(context, traits, face);
  drawNeckAndEars(context, traits, face);
  drawShoulders(context, traits);
  softly(context, 7, () => {
    context.save();
    context.translate(2, 9);
    context.fillStyle = 'rgba(30, 16, 10, 0.3)';
    context.beginPath();
    context.rect(90, 290, 120, 40);
    context.clip();
    traceFace(context, face);
    context.fill();
    context.restore();
  });
  drawFace(context, traits, face);
  drawHeadwear(context, traits, face, random);
  addGrain(context, random);
  return canvas.toBuffer('image/jpeg', JPEG_QUALITY);
}

function drawBackground(context: SKRSContext2D): void {
  const light = context.createRadialGradient(130, 150, 40, 150, 200, 300);
  light.addColorStop(0, 'rgb(238, 240, 242)');
  light.addColorStop(1, 'rgb(214, 218, 223)');
  context.fillStyle = light;
  context.fillRect(0, 0, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
}

/** Sensor noise: without it flat areas would compress far better than a photograph does. */
function addGrain(context: SKRSContext2D, random: () => number): void {
  const image = context.getImageData(0, 0, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
  const { data } = image;
  for (let offset = 0; offset < data.length; offset += 4) {
    const grain = (random() + random() - 1) * 7;
    for (let channel = 0; channel < 3; channel += 1)
      data[offset + channel] = (data[offset + channel] ?? 0) + grain;
  }
  context.putImageData(image, 0, 0);
}
