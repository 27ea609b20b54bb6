import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Licence } from '../../../contracts/licence.ts';
import type { BlackRaster, CardArtwork } from '../../../native-adapters/card-printer/port.ts';
import {
  BACK_STATIC,
  backTexts,
  PDF417_MODULE,
  PDF417_RECTANGLE,
  QR_MODULE,
  QR_RECTANGLE,
  TABLE_PICTOGRAMS,
  TABLE_RULES,
} from './back.ts';
import { encodeCredentialPdf417, encodeCredentialQr } from './credential-codes.ts';
import { measureText } from './fonts.ts';
import { categoryPictogram, FRONT_STATIC, frontTexts, TITLE_RULE } from './front.ts';
import { PORTRAIT_RECTANGLE } from './geometry.ts';
import { drawPictogram } from './pictograms.ts';
import {
  createBlackRaster,
  paint,
  paintModules,
  paintRectangle,
  paintText,
  toColourRaster,
  toPng,
} from './raster.ts';

/** What one card says. */
export interface CardFaceInput {
  readonly licence: Licence;
  /** JPEG octets. */
  readonly portrait: Uint8Array;
  /** LicenceCredential as compact JSON Web Signature, at most CREDENTIAL_MAX_LENGTH letters. */
  readonly credential: string;
}

/** A rendered card. */
export interface CardFace {
  readonly artwork: CardArtwork;
  /** Both sides as they will look, as PNG of 1016 × 648 pixels. */
  preview(): { readonly front: Buffer; readonly back: Buffer };
}

export type RenderCardFace = (input: CardFaceInput) => Promise<CardFace>;

/** What every licence shows, drawn once. */
const staticFront = drawStaticFront();
const staticBack = drawStaticBack();

/**
 * Renders both sides of a licence for pre-printed ID-1 stock at 300 dpi: the portrait in colour, all else in black.
 *
 * @throws when the portrait is no image or the credential is too long for the codes; nothing has been printed then.
 */
export const renderCardFace: RenderCardFace = async ({ licence, portrait, credential }) => {
  const colour = await drawPortrait(portrait);
  const front = drawFront(licence);
  const back = drawBack(licence, credential);
  return {
    artwork: { front: { colour, black: front }, back: { black: back } },
    preview: () => ({ front: toPng(front, colour), back: toPng(back) }),
  };
};

/** The portrait fills its rectangle; what is too wide or too high is cut on both sides alike. */
async function drawPortrait(jpeg: Uint8Array): Promise<Uint8Array> {
  const { width, height } = PORTRAIT_RECTANGLE;
  const image = await loadImage(jpeg);
  const scale = Math.max(width / image.width, height / image.height);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    image,
    (width - image.width * scale) / 2,
    (height - image.height * scale) / 2,
    image.width * scale,
    image.height * scale,
  );
  return toColourRaster(canvas.data(), PORTRAIT_RECTANGLE);
}

function drawFront(licence: Licence): BlackRaster {
  const black = Uint8Array.from(staticFront);
  for (const slot of frontTexts(licence)) paintText(black, slot, measureText);
  licence.privileges.forEach(({ category }, index) => {
    paint(black, categoryPictogram(index), (context) => drawPictogram(context, category));
  });
  return black;
}

function drawBack(licence: Licence, credential: string): BlackRaster {
  const black = Uint8Array.from(staticBack);
  for (const slot of backTexts(licence)) paintText(black, slot, measureText);
  const qr = encodeCredentialQr(credential);
  paintModules(black, qr, QR_RECTANGLE, { width: QR_MODULE, height: QR_MODULE });
  const pdf417 = encodeCredentialPdf417(credential);
  const rowHeight = Math.floor(PDF417_RECTANGLE.height / pdf417.length);
  paintModules(black, pdf417, PDF417_RECTANGLE, { width: PDF417_MODULE, height: rowHeight });
  return black;
}

function drawStaticFront(): BlackRaster {
  const black = createBlackRaster();
  paintRectangle(black, TITLE_RULE);
  for (const slot of FRONT_STATIC) paintText(black, slot, measureText);
  return black;
}

function drawStaticBack(): BlackRaster {
  const black = createBlackRaster();
  for (const rule of TABLE_RULES) paintRectangle(black, rule);
  for (const slot of BACK_STATIC) paintText(black, slot, measureText);
  for (const { category, box } of TABLE_PICTOGRAMS) {
    paint(black, box, (context) => drawPictogram(context, category));
  }
  return black;
}
