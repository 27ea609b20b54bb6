import { createCanvas, loadImage } from '@napi-rs/canvas';
import { renderCardFace } from '../../electron/kiosk/card-face/card-face.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../native-adapters/card-printer/port.ts';
import { standardLicence } from './licence.ts';
import { type Finding, finding, median, timeRounds } from './measurement.ts';

const ROUNDS = { rounds: 20, warmUp: 5 };

/** What no rendering can do without: the photograph decoded and drawn, and both sides read back from a canvas. */
async function unavoidable(portrait: Uint8Array): Promise<void> {
  const image = await loadImage(portrait);
  for (const _side of ['front', 'back']) {
    const context = createCanvas(CARD_WIDTH, CARD_HEIGHT).getContext('2d');
    context.drawImage(image, 0, 0, CARD_WIDTH, CARD_HEIGHT);
    context.getImageData(0, 0, CARD_WIDTH, CARD_HEIGHT);
  }
}

/** `cardFace.render`. */
export async function measureCardFace(): Promise<readonly Finding[]> {
  const licence = standardLicence();
  const rendered = await timeRounds(ROUNDS, () => renderCardFace(licence));
  const floor = await timeRounds(ROUNDS, () => unavoidable(licence.portrait));
  return [
    finding(
      { id: 'cardFace.render', value: median(rendered), unit: 'ms', limit: median(floor) },
      'both sides of a licence, against decoding the photograph, drawing and reading back two sides',
    ),
  ];
}
