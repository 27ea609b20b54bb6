import type { SKRSContext2D } from '@napi-rs/canvas';
import { softly } from './face.ts';
import { type Colour, type FaceMeasures, MIDDLE, type PortraitTraits, parseColour, shade } from './traits.ts';

const GHUTRA: Colour = [240, 239, 236];
const AGAL: Colour = [24, 22, 22];

/** Shoulders in the cloth's colour, with a collar. */
export function drawShoulders(context: SKRSContext2D, traits: PortraitTraits): void {
  const cloth = parseColour(traits.cloth);
  const reach = traits.sex === 'M' ? 150 : 128;
  const fall = context.createLinearGradient(MIDDLE - reach, 330, MIDDLE + reach, 400);
  fall.addColorStop(0, shade(cloth, 0.08));
  fall.addColorStop(0.5, shade(cloth, -0.03));
  fall.addColorStop(1, shade(cloth, -0.26));
  context.fillStyle = fall;
  context.beginPath();
  context.moveTo(MIDDLE - reach, 400);
  context.bezierCurveTo(MIDDLE - reach + 6, 356, MIDDLE - 92, 346, MIDDLE - 50, 330);
  context.quadraticCurveTo(MIDDLE, 372, MIDDLE + 50, 330);
  context.bezierCurveTo(MIDDLE + 92, 346, MIDDLE + reach - 6, 356, MIDDLE + reach, 400);
  context.fill();
  for (const sign of [-1, 1] as const) {
    context.fillStyle = shade(cloth, sign < 0 ? 0.12 : -0.12);
    context.beginPath();
    context.moveTo(MIDDLE + sign * 53, 322);
    context.quadraticCurveTo(MIDDLE + sign * 34, 348, MIDDLE, 361);
    context.lineTo(MIDDLE + sign * 22, 380);
    context.quadraticCurveTo(MIDDLE + sign * 58, 358, MIDDLE + sign * 64, 334);
    context.fill();
  }
  softly(context, 2.5, () => {
    context.strokeStyle = shade(cloth, -0.5, 0.4);
    context.lineWidth = 2;
    for (const sign of [-1, 1]) {
      context.beginPath();
      context.moveTo(MIDDLE + sign * 64, 335);
      context.quadraticCurveTo(MIDDLE + sign * 56, 360, MIDDLE + sign * 22, 381);
      context.moveTo(MIDDLE + sign * 96, 352);
      context.quadraticCurveTo(MIDDLE + sign * 88, 378, MIDDLE + sign * 92, 400);
      context.stroke();
    }
    context.beginPath();
    context.moveTo(MIDDLE, 362);
    context.lineTo(MIDDLE, 400);
    context.stroke();
  });
}

/** What hangs behind head and neck: long hair, or the back of ghutra or hijab. */
export function drawBehindHead(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures): void {
  const { halfWidth } = face;
  const long = traits.headwear === 'none' && traits.sex === 'F';
  if (traits.headwear === 'none' && !long) return;
  const colour = traits.headwear === 'ghutra' ? GHUTRA : long ? face.hair : parseColour(traits.cloth);
  const width = halfWidth + (traits.headwear === 'ghutra' ? 34 : 17);
  const fall = context.createLinearGradient(MIDDLE - width, 0, MIDDLE + width, 0);
  fall.addColorStop(0, shade(colour, 0.02));
  fall.addColorStop(0.35, shade(colour, -0.3));
  fall.addColorStop(1, shade(colour, -0.34));
  context.fillStyle = fall;
  context.beginPath();
  context.moveTo(MIDDLE, 54);
  context.bezierCurveTo(MIDDLE - width * 1.1, 54, MIDDLE - width, 190, MIDDLE - width, 330);
  context.quadraticCurveTo(MIDDLE - width * 0.8, 366, MIDDLE - 40, 372);
  context.lineTo(MIDDLE + 40, 372);
  context.quadraticCurveTo(MIDDLE + width * 0.8, 366, MIDDLE + width, 330);
  context.bezierCurveTo(MIDDLE + width, 190, MIDDLE + width * 1.1, 54, MIDDLE, 54);
  context.fill();
}

/** Hair, ghutra or hijab over the head. */
export function drawHeadwear(
  context: SKRSContext2D,
  traits: PortraitTraits,
  face: FaceMeasures,
  random: () => number,
): void {
  switch (traits.headwear) {
    case 'none':
      drawHair(context, traits, face, random);
      return;
    case 'ghutra':
      drawGhutra(context, face);
      return;
    case 'hijab':
      drawHijab(context, traits, face);
  }
}

function drawHair(
  context: SKRSContext2D,
  traits: PortraitTraits,
  face: FaceMeasures,
  random: () => number,
): void {
  const { halfWidth, hair } = face;
  const male = traits.sex === 'M';
  const hairline = male ? 104 - Math.max(0, traits.age - 38) * 0.7 : 112;
  const sideEnd = male ? 192 : 250;
  const inner = halfWidth - (male ? 3 : 1);
  const trace = () => {
    context.beginPath();
    context.moveTo(MIDDLE - halfWidth - 5, sideEnd);
    context.bezierCurveTo(MIDDLE - halfWidth - 15, 96, MIDDLE - 60, 52, MIDDLE, 52);
    context.bezierCurveTo(MIDDLE + 60, 52, MIDDLE + halfWidth + 15, 96, MIDDLE + halfWidth + 5, sideEnd);
    context.lineTo(MIDDLE + inner, sideEnd - 2);
    context.bezierCurveTo(MIDDLE + inner, 164, MIDDLE + inner - 6, 150, MIDDLE + inner - 10, 140);
    context.bezierCurveTo(MIDDLE + inner - 12, 126, MIDDLE + 52, hairline + 8, MIDDLE + 40, hairline + 3);
    context.bezierCurveTo(MIDDLE + 16, hairline - 7, MIDDLE - 20, hairline - 6, MIDDLE - 42, hairline + 6);
    context.bezierCurveTo(MIDDLE - 54, hairline + 10, MIDDLE - inner + 12, 126, MIDDLE - inner + 10, 140);
    context.bezierCurveTo(MIDDLE - inner + 6, 150, MIDDLE - inner, 164, MIDDLE - inner, sideEnd - 2);
    context.closePath();
  };
  softly(context, 4, () => {
    context.fillStyle = 'rgba(30, 16, 10, 0.3)';
    context.save();
    context.translate(1, 5);
    trace();
    context.fill();
    context.restore();
  });
  softly(context, 1.1, () => {
    const fall = context.createRadialGradient(122, 74, 6, 150, 110, 120);
    fall.addColorStop(0, shade(hair, 0.26));
    fall.addColorStop(0.5, shade(hair, 0));
    fall.addColorStop(1, shade(hair, -0.5));
    context.fillStyle = fall;
    trace();
    context.fill();
  });
  context.save();
  trace();
  context.clip();
  context.lineWidth = 0.9;
  for (let strand = 0; strand < 130; strand += 1) {
    const start = MIDDLE + 12 + (random() - 0.5) * 24;
    const end = MIDDLE + (random() - 0.5) * 2.5 * halfWidth;
    context.strokeStyle = shade(hair, random() < 0.5 ? 0.3 : -0.4, 0.22);
    context.beginPath();
    context.moveTo(start, 48 + random() * 16);
    context.quadraticCurveTo(end, 62 + random() * 20, end + (end - MIDDLE) * 0.2, 110 + random() * 130);
    context.stroke();
  }
  context.restore();
}

function drawGhutra(context: SKRSContext2D, { halfWidth }: FaceMeasures): void {
  const edge = halfWidth + 34;
  const trace = () => {
    context.beginPath();
    context.moveTo(MIDDLE, 46);
    context.bezierCurveTo(MIDDLE - 66, 44, MIDDLE - halfWidth - 14, 74, MIDDLE - halfWidth - 12, 116);
    context.bezierCurveTo(MIDDLE - edge, 180, MIDDLE - edge - 8, 270, MIDDLE - edge - 16, 372);
    context.quadraticCurveTo(MIDDLE - edge + 16, 392, MIDDLE - 62, 380);
    context.bezierCurveTo(MIDDLE - 58, 330, MIDDLE - halfWidth - 10, 270, MIDDLE - halfWidth + 1, 190);
    context.bezierCurveTo(MIDDLE - halfWidth, 146, MIDDLE - halfWidth + 8, 128, MIDDLE - halfWidth + 14, 120);
    context.bezierCurveTo(MIDDLE - 34, 108, MIDDLE - 12, 106, MIDDLE, 114);
    context.bezierCurveTo(MIDDLE + 12, 106, MIDDLE + 34, 108, MIDDLE + halfWidth - 14, 120);
    context.bezierCurveTo(MIDDLE + halfWidth - 8, 128, MIDDLE + halfWidth, 146, MIDDLE + halfWidth - 1, 190);
    context.bezierCurveTo(MIDDLE + halfWidth + 10, 270, MIDDLE + 58, 330, MIDDLE + 62, 380);
    context.quadraticCurveTo(MIDDLE + edge - 16, 392, MIDDLE + edge + 16, 372);
    context.bezierCurveTo(MIDDLE + edge + 8, 270, MIDDLE + edge, 180, MIDDLE + halfWidth + 12, 116);
    context.bezierCurveTo(MIDDLE + halfWidth + 14, 74, MIDDLE + 66, 44, MIDDLE, 46);
  };
  softly(context, 6, () => {
    context.fillStyle = 'rgba(60, 40, 30, 0.42)';
    context.save();
    context.translate(3, 7);
    trace();
    context.fill();
    context.restore();
  });
  const fall = context.createLinearGradient(MIDDLE - edge, 0, MIDDLE + edge, 0);
  fall.addColorStop(0, shade(GHUTRA, -0.08));
  fall.addColorStop(0.3, shade(GHUTRA, 0.4));
  fall.addColorStop(0.7, shade(GHUTRA, -0.04));
  fall.addColorStop(1, shade(GHUTRA, -0.24));
  context.fillStyle = fall;
  trace();
  context.fill();
  context.save();
  trace();
  context.clip();
  softly(context, 3, () => {
    context.lineWidth = 3;
    for (const [offset, bend, strength] of FOLDS) {
      for (const sign of [-1, 1]) {
        context.strokeStyle = `rgba(96, 92, 96, ${strength})`;
        context.beginPath();
        context.moveTo(MIDDLE + sign * (halfWidth - 6 + offset * 0.4), 128);
        context.bezierCurveTo(
          MIDDLE + sign * (halfWidth + offset),
          200,
          MIDDLE + sign * (halfWidth + offset + bend),
          290,
          MIDDLE + sign * (halfWidth + offset - bend),
          384,
        );
        context.stroke();
      }
    }
    context.strokeStyle = 'rgba(96, 92, 96, 0.3)';
    context.beginPath();
    context.moveTo(MIDDLE, 48);
    context.lineTo(MIDDLE, 112);
    context.stroke();
  });
  context.restore();
  drawAgal(context, halfWidth);
}

/** Columns from the cheek, bend, strength of the folds of a ghutra. */
const FOLDS: readonly (readonly [offset: number, bend: number, strength: number])[] = [
  [4, 6, 0.3],
  [16, 3, 0.4],
  [26, 8, 0.25],
];

function drawAgal(context: SKRSContext2D, halfWidth: number): void {
  for (const [row, highlight] of [
    [88, 0.28],
    [74, 0.36],
  ] as const) {
    const half = halfWidth + 5 - (88 - row) * 0.55;
    const trace = () => {
      context.beginPath();
      context.moveTo(MIDDLE - half, row - 3);
      context.quadraticCurveTo(MIDDLE, row + 14, MIDDLE + half, row - 3);
    };
    context.lineCap = 'round';
    context.strokeStyle = shade(AGAL, 0);
    context.lineWidth = 10.5;
    trace();
    context.stroke();
    softly(context, 1.6, () => {
      context.strokeStyle = shade(AGAL, highlight, 0.6);
      context.lineWidth = 2.4;
      context.translate(0, -2.5);
      trace();
      context.stroke();
    });
    context.lineCap = 'butt';
  }
}

function drawHijab(context: SKRSContext2D, traits: PortraitTraits, { halfWidth }: FaceMeasures): void {
  const cloth = parseColour(traits.cloth);
  const opening = halfWidth - 3;
  const outer = halfWidth + 21;
  const traceOuter = () => {
    context.moveTo(MIDDLE, 50);
    context.bezierCurveTo(MIDDLE - outer * 0.9, 50, MIDDLE - outer - 4, 130, MIDDLE - outer + 2, 220);
    context.bezierCurveTo(MIDDLE - outer + 4, 300, MIDDLE - 104, 336, MIDDLE - 122, 400);
    context.lineTo(MIDDLE + 122, 400);
    context.bezierCurveTo(MIDDLE + 104, 336, MIDDLE + outer - 4, 300, MIDDLE + outer - 2, 220);
    context.bezierCurveTo(MIDDLE + outer + 4, 130, MIDDLE + outer * 0.9, 50, MIDDLE, 50);
  };
  const traceOpening = () => {
    context.moveTo(MIDDLE, 108);
    context.bezierCurveTo(MIDDLE + 46, 108, MIDDLE + opening, 136, MIDDLE + opening, 190);
    context.bezierCurveTo(MIDDLE + opening, 244, MIDDLE + 50, 294, MIDDLE, 300);
    context.bezierCurveTo(MIDDLE - 50, 294, MIDDLE - opening, 244, MIDDLE - opening, 190);
    context.bezierCurveTo(MIDDLE - opening, 136, MIDDLE - 46, 108, MIDDLE, 108);
  };
  softly(context, 6, () => {
    context.strokeStyle = 'rgba(40, 22, 16, 0.55)';
    context.lineWidth = 9;
    context.beginPath();
    traceOpening();
    context.stroke();
  });
  const fall = context.createLinearGradient(MIDDLE - outer, 60, MIDDLE + outer, 340);
  fall.addColorStop(0, shade(cloth, 0.22));
  fall.addColorStop(0.45, shade(cloth, 0));
  fall.addColorStop(1, shade(cloth, -0.34));
  context.fillStyle = fall;
  context.beginPath();
  traceOuter();
  traceOpening();
  context.fill('evenodd');
  context.save();
  context.beginPath();
  traceOuter();
  traceOpening();
  context.clip('evenodd');
  softly(context, 3.4, () => {
    context.lineWidth = 4;
    for (const [start, end, tone] of HIJAB_FOLDS) {
      context.strokeStyle = shade(cloth, tone, 0.42);
      context.beginPath();
      context.moveTo(MIDDLE - outer, start);
      context.bezierCurveTo(MIDDLE - 60, end + 20, MIDDLE + 30, end + 34, MIDDLE + outer + 20, end - 30);
      context.stroke();
    }
    context.strokeStyle = shade(cloth, -0.5, 0.4);
    context.beginPath();
    context.moveTo(MIDDLE - opening - 7, 190);
    context.bezierCurveTo(MIDDLE - opening - 6, 130, MIDDLE - 50, 94, MIDDLE, 94);
    context.bezierCurveTo(MIDDLE + 50, 94, MIDDLE + opening + 6, 130, MIDDLE + opening + 7, 190);
    context.stroke();
  });
  context.restore();
}

/** Rows where a fold of a hijab begins and passes under the chin, and its light (−1 to 1). */
const HIJAB_FOLDS: readonly (readonly [start: number, end: number, tone: number])[] = [
  [246, 300, -0.5],
  [268, 318, 0.28],
  [300, 338, -0.45],
  [330, 360, 0.22],
  [352, 380, -0.4],
];
