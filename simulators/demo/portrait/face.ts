import type { SKRSContext2D } from '@napi-rs/canvas';
import { type FaceMeasures, MIDDLE, type PortraitTraits, ROWS, SKIN_TONES, shade } from './traits.ts';

/** Draws with a Gaussian blur of `radius` pixels, which is how all soft shadows here are made. */
export function softly(context: SKRSContext2D, radius: number, draw: () => void): void {
  context.save();
  context.filter = `blur(${radius}px)`;
  draw();
  context.restore();
}

/** The outline from hairline to chin. */
export function traceFace(context: SKRSContext2D, { halfWidth, jaw, chin }: FaceMeasures): void {
  const side = (sign: 1 | -1) => (distance: number) => MIDDLE + sign * distance;
  const left = side(-1);
  const right = side(1);
  const jawWidth = halfWidth * jaw;
  context.beginPath();
  context.moveTo(MIDDLE, ROWS.crown);
  context.bezierCurveTo(left(halfWidth * 0.8), ROWS.crown, left(halfWidth * 1.04), 122, left(halfWidth), 180);
  context.bezierCurveTo(left(halfWidth * 0.98), 226, left(jawWidth), 250, left(jawWidth * 0.8), 268);
  context.bezierCurveTo(left(jawWidth * 0.62), 288, left(chin), ROWS.chin, MIDDLE, ROWS.chin);
  context.bezierCurveTo(right(chin), ROWS.chin, right(jawWidth * 0.62), 288, right(jawWidth * 0.8), 268);
  context.bezierCurveTo(right(jawWidth), 250, right(halfWidth * 0.98), 226, right(halfWidth), 180);
  context.bezierCurveTo(right(halfWidth * 1.04), 122, right(halfWidth * 0.8), ROWS.crown, MIDDLE, ROWS.crown);
  context.closePath();
}

function ellipse(context: SKRSContext2D, x: number, y: number, rx: number, ry: number, turn = 0): void {
  context.beginPath();
  context.ellipse(x, y, rx, ry, turn, 0, Math.PI * 2);
}

/** Neck and ears, behind the face. */
export function drawNeckAndEars(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures): void {
  const skin = SKIN_TONES[traits.skin];
  const neck = face.halfWidth * (traits.sex === 'M' ? 0.7 : 0.58);
  const fall = context.createLinearGradient(0, 260, 0, 360);
  fall.addColorStop(0, shade(skin, -0.42));
  fall.addColorStop(0.55, shade(skin, -0.2));
  fall.addColorStop(1, shade(skin, -0.12));
  context.fillStyle = fall;
  context.beginPath();
  context.moveTo(MIDDLE - neck, 250);
  context.bezierCurveTo(MIDDLE - neck, 320, MIDDLE - neck - 4, 338, MIDDLE - neck - 34, 362);
  context.lineTo(MIDDLE + neck + 34, 362);
  context.bezierCurveTo(MIDDLE + neck + 4, 338, MIDDLE + neck, 320, MIDDLE + neck, 250);
  context.fill();
  for (const sign of [-1, 1] as const) {
    const x = MIDDLE + sign * (face.halfWidth + 3);
    context.fillStyle = shade(skin, sign < 0 ? -0.08 : -0.22);
    ellipse(context, x, 202, 9.5, 21, sign * 0.16);
    context.fill();
    softly(context, 2, () => {
      context.fillStyle = shade(skin, -0.42, 0.55);
      ellipse(context, x + sign, 202, 4, 13, sign * 0.16);
      context.fill();
    });
  }
}

/** The face with light from the upper left, and its features. */
export function drawFace(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures): void {
  const skin = SKIN_TONES[traits.skin];
  context.save();
  traceFace(context, face);
  context.clip();
  const light = context.createRadialGradient(124, 158, 12, 150, 190, 140);
  light.addColorStop(0, shade(skin, 0.2));
  light.addColorStop(0.5, shade(skin, 0));
  light.addColorStop(1, shade(skin, -0.34));
  context.fillStyle = light;
  context.fillRect(0, 0, 300, 400);
  drawRelief(context, traits, face);
  drawBeard(context, traits, face);
  for (const sign of [-1, 1] as const) drawEye(context, traits, face, sign);
  drawNose(context, traits, face);
  drawMouth(context, traits, face);
  context.restore();
}

/** Soft light and shadow of the bones; lines of age. */
function drawRelief(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures): void {
  const skin = SKIN_TONES[traits.skin];
  softly(context, 11, () => {
    context.fillStyle = shade(skin, -0.5, 0.42);
    ellipse(context, MIDDLE + face.halfWidth, 222, 20, 74);
    context.fill();
    context.fillStyle = shade(skin, -0.4, 0.28);
    ellipse(context, MIDDLE - face.halfWidth - 3, 232, 13, 60);
    context.fill();
    context.fillStyle = 'rgba(196, 84, 70, 0.16)';
    for (const sign of [-1, 1]) {
      ellipse(context, MIDDLE + sign * face.halfWidth * 0.58, 226, 21, 15);
      context.fill();
    }
    context.fillStyle = shade(skin, 0.5, 0.3);
    ellipse(context, MIDDLE - 12, 128, 38, 17);
    context.fill();
  });
  softly(context, 5, () => {
    context.fillStyle = shade(skin, -0.5, 0.36);
    for (const sign of [-1, 1]) {
      ellipse(context, MIDDLE + sign * face.eyeGap, ROWS.eyes - 7, 19, 9);
      context.fill();
    }
    context.fillStyle = shade(skin, -0.45, 0.3);
    ellipse(context, MIDDLE, ROWS.mouth + 17, 17, 4);
    context.fill();
    context.fillStyle = shade(skin, 0.4, 0.26);
    ellipse(context, MIDDLE - 2, ROWS.chin - 14, 13, 7);
    context.fill();
  });
  const age = Math.max(0, Math.min(1, (traits.age - 28) / 40));
  softly(context, 1.6, () => {
    context.strokeStyle = shade(skin, -0.5, 0.12 + 0.4 * age);
    context.lineWidth = 1.8;
    for (const sign of [-1, 1]) {
      context.beginPath();
      context.moveTo(MIDDLE + sign * (face.noseWidth + 3), ROWS.noseTip + 2);
      context.quadraticCurveTo(MIDDLE + sign * 33, 246, MIDDLE + sign * 34, 262);
      context.moveTo(MIDDLE + sign * (face.eyeGap - 12), ROWS.eyes + 13);
      context.quadraticCurveTo(
        MIDDLE + sign * face.eyeGap,
        ROWS.eyes + 19,
        MIDDLE + sign * (face.eyeGap + 14),
        ROWS.eyes + 13,
      );
      context.stroke();
    }
    context.strokeStyle = shade(skin, -0.5, 0.34 * age * age);
    for (const row of [128, 140]) {
      context.beginPath();
      context.moveTo(MIDDLE - 36, row + 2);
      context.quadraticCurveTo(MIDDLE, row - 4, MIDDLE + 36, row + 2);
      context.stroke();
    }
  });
}

function drawEye(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures, sign: 1 | -1): void {
  const skin = SKIN_TONES[traits.skin];
  const x = MIDDLE + sign * face.eyeGap;
  const y = ROWS.eyes;
  const { eyeWidth: width, eyeHeight: height } = face;
  const traceEye = () => {
    context.beginPath();
    context.moveTo(x - width, y + 1.5);
    context.bezierCurveTo(
      x - width * 0.5,
      y - height * 1.35,
      x + width * 0.5,
      y - height * 1.35,
      x + width,
      y,
    );
    context.bezierCurveTo(x + width * 0.45, y + height, x - width * 0.45, y + height, x - width, y + 1.5);
  };
  context.save();
  traceEye();
  context.clip();
  context.fillStyle = 'rgb(232, 226, 220)';
  context.fillRect(x - 20, y - 14, 40, 28);
  const iris = context.createRadialGradient(x, y - 1, 1, x, y - 0.5, 7);
  iris.addColorStop(0, shade(face.iris, -0.5));
  iris.addColorStop(0.6, shade(face.iris, 0.12));
  iris.addColorStop(1, shade(face.iris, -0.6));
  context.fillStyle = iris;
  ellipse(context, x, y - 0.6, 6.9, 6.9);
  context.fill();
  context.fillStyle = 'rgb(12, 9, 8)';
  ellipse(context, x, y - 0.6, 3, 3);
  context.fill();
  softly(context, 2, () => {
    context.fillStyle = 'rgba(40, 22, 16, 0.55)';
    context.fillRect(x - 20, y - height - 6, 40, 6.5);
  });
  context.fillStyle = 'rgba(255, 255, 255, 0.85)';
  ellipse(context, x - 2.2, y - 2.8, 1.5, 1.3);
  context.fill();
  context.restore();

  softly(context, 0.6, () => {
    context.strokeStyle = 'rgba(30, 18, 14, 0.85)';
    context.lineWidth = traits.sex === 'F' ? 2.6 : 1.9;
    context.beginPath();
    context.moveTo(x - width, y + 1.5);
    context.bezierCurveTo(
      x - width * 0.5,
      y - height * 1.35,
      x + width * 0.5,
      y - height * 1.35,
      x + width,
      y,
    );
    context.stroke();
    context.strokeStyle = shade(skin, -0.5, 0.6);
    context.lineWidth = 1.3;
    context.beginPath();
    context.moveTo(x - width, y - 5);
    context.bezierCurveTo(
      x - width * 0.5,
      y - height * 2.1,
      x + width * 0.5,
      y - height * 2.1,
      x + width,
      y - 5,
    );
    context.moveTo(x - width * 0.8, y + 4.5);
    context.quadraticCurveTo(x, y + height * 1.25, x + width * 0.85, y + 3.5);
    context.stroke();
  });
  drawBrow(context, face, sign);
}

function drawBrow(context: SKRSContext2D, face: FaceMeasures, sign: 1 | -1): void {
  const inner = MIDDLE + sign * (face.eyeGap - 19);
  const outer = MIDDLE + sign * (face.eyeGap + 21);
  const peak = MIDDLE + sign * (face.eyeGap + 7);
  softly(context, 1.3, () => {
    context.fillStyle = shade(face.hair, -0.1, 0.85);
    context.beginPath();
    context.moveTo(inner, ROWS.brow + 2);
    context.quadraticCurveTo(peak, ROWS.brow - face.browArch - face.browWeight, outer, ROWS.brow + 3);
    context.quadraticCurveTo(peak, ROWS.brow - face.browArch, inner, ROWS.brow + 2 + face.browWeight);
    context.fill();
  });
}

function drawNose(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures): void {
  const skin = SKIN_TONES[traits.skin];
  const tip = ROWS.noseTip + face.noseLength;
  softly(context, 3.4, () => {
    context.strokeStyle = shade(skin, -0.45, 0.5);
    context.lineWidth = 5;
    context.beginPath();
    context.moveTo(MIDDLE + 10, ROWS.eyes - 12);
    context.bezierCurveTo(MIDDLE + 6, 204, MIDDLE + 9, 218, MIDDLE + face.noseWidth * 0.75, tip - 6);
    context.stroke();
    context.strokeStyle = shade(skin, 0.55, 0.42);
    context.lineWidth = 6;
    context.beginPath();
    context.moveTo(MIDDLE - 2, ROWS.eyes - 8);
    context.lineTo(MIDDLE - 2, tip - 10);
    context.stroke();
    context.fillStyle = shade(skin, 0.5, 0.4);
    ellipse(context, MIDDLE - 2, tip - 6, 8, 6);
    context.fill();
  });
  softly(context, 1.8, () => {
    context.strokeStyle = shade(skin, -0.5, 0.62);
    context.lineWidth = 2.4;
    context.beginPath();
    context.moveTo(MIDDLE - face.noseWidth, tip - 5);
    context.bezierCurveTo(MIDDLE - face.noseWidth, tip + 5, MIDDLE - 9, tip + 2, MIDDLE, tip + 6);
    context.bezierCurveTo(
      MIDDLE + 9,
      tip + 2,
      MIDDLE + face.noseWidth,
      tip + 5,
      MIDDLE + face.noseWidth,
      tip - 5,
    );
    context.stroke();
    context.fillStyle = shade(skin, -0.75, 0.72);
    for (const sign of [-1, 1]) {
      ellipse(context, MIDDLE + sign * face.noseWidth * 0.5, tip + 1.5, 4, 1.9, sign * -0.3);
      context.fill();
    }
  });
}

function drawMouth(context: SKRSContext2D, traits: PortraitTraits, face: FaceMeasures): void {
  const [red, green, blue] = SKIN_TONES[traits.skin];
  const lip = [red * 0.86, green * 0.6, blue * 0.6] as const;
  const { mouthWidth: width, lips } = face;
  const y = ROWS.mouth;
  softly(context, 0.9, () => {
    context.fillStyle = shade(lip, -0.14, traits.sex === 'F' ? 0.95 : 0.7);
    context.beginPath();
    context.moveTo(MIDDLE - width, y);
    context.bezierCurveTo(
      MIDDLE - width * 0.4,
      y - lips * 1.1,
      MIDDLE - 7,
      y - lips * 1.1,
      MIDDLE,
      y - lips * 0.62,
    );
    context.bezierCurveTo(
      MIDDLE + 7,
      y - lips * 1.1,
      MIDDLE + width * 0.4,
      y - lips * 1.1,
      MIDDLE + width,
      y,
    );
    context.quadraticCurveTo(MIDDLE, y + 3, MIDDLE - width, y);
    context.fill();
    context.fillStyle = shade(lip, 0.06, traits.sex === 'F' ? 0.95 : 0.7);
    context.beginPath();
    context.moveTo(MIDDLE - width, y);
    context.quadraticCurveTo(MIDDLE, y + 3, MIDDLE + width, y);
    context.bezierCurveTo(
      MIDDLE + width * 0.5,
      y + lips * 1.7,
      MIDDLE - width * 0.5,
      y + lips * 1.7,
      MIDDLE - width,
      y,
    );
    context.fill();
  });
  softly(context, 0.8, () => {
    context.strokeStyle = shade(lip, -0.65, 0.8);
    context.lineWidth = 1.7;
    context.beginPath();
    context.moveTo(MIDDLE - width - 1, y - 0.5);
    context.quadraticCurveTo(MIDDLE - width * 0.4, y + 1.8, MIDDLE, y + 1);
    context.quadraticCurveTo(MIDDLE + width * 0.4, y + 1.8, MIDDLE + width + 1, y - 0.5);
    context.stroke();
    context.fillStyle = shade(lip, 0.5, 0.3);
    ellipse(context, MIDDLE - 4, y + lips * 0.62, 9, 1.8);
    context.fill();
  });
}

function drawBeard(context: SKRSContext2D, { beard }: PortraitTraits, face: FaceMeasures): void {
  if (beard === 'none') return;
  softly(context, 2.6, () => {
    context.fillStyle = shade(face.hair, 0.02, 0.86);
    context.beginPath();
    context.moveTo(MIDDLE - 33, 254);
    context.bezierCurveTo(MIDDLE - 24, 240, MIDDLE - 8, 240, MIDDLE, 244);
    context.bezierCurveTo(MIDDLE + 8, 240, MIDDLE + 24, 240, MIDDLE + 33, 254);
    context.bezierCurveTo(MIDDLE + 22, 250, MIDDLE + 10, 252, MIDDLE, 252);
    context.bezierCurveTo(MIDDLE - 10, 252, MIDDLE - 22, 250, MIDDLE - 33, 254);
    context.fill();
  });
  if (beard === 'moustache') return;
  softly(context, 5, () => {
    context.fillStyle = shade(face.hair, 0.05, 0.78);
    context.beginPath();
    context.moveTo(0, 196);
    context.lineTo(MIDDLE - face.halfWidth + 4, 196);
    context.bezierCurveTo(MIDDLE - face.halfWidth + 12, 238, MIDDLE - 44, 246, MIDDLE - 36, 252);
    context.bezierCurveTo(MIDDLE - 34, 276, MIDDLE - 16, 277, MIDDLE, 275);
    context.bezierCurveTo(MIDDLE + 16, 277, MIDDLE + 34, 276, MIDDLE + 36, 252);
    context.bezierCurveTo(
      MIDDLE + 44,
      246,
      MIDDLE + face.halfWidth - 12,
      238,
      MIDDLE + face.halfWidth - 4,
      196,
    );
    context.lineTo(300, 196);
    context.lineTo(300, 330);
    context.lineTo(0, 330);
    context.fill();
  });
}
