import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CREDENTIAL_MAX_LENGTH, type Licence, LicenceCategory } from '../../../contracts/licence.ts';
import { type BlackRaster, CARD_HEIGHT, CARD_WIDTH } from '../../../native-adapters/card-printer/port.ts';
import { BACK_STATIC, backTexts, PDF417_ZONE, QR_ZONE, TABLE_PICTOGRAMS, TABLE_RULES } from './back.ts';
import { type CardFaceInput, renderCardFace } from './card-face.ts';
import { measureText } from './fonts.ts';
import { categoryPictogram, FRONT_STATIC, frontTexts, TITLE_RULE } from './front.ts';
import { contains, overlap, PORTRAIT_RECTANGLE, type Rectangle, SMALLEST_TYPE } from './geometry.ts';
import { drawPictogram } from './pictograms.ts';
import { createBlackRaster, paint, paintText } from './raster.ts';
import { decode, exampleCredential, exampleLicence, plainPortrait, toImageData } from './test-support.ts';
import { fitText } from './text-fit.ts';

const CARD: Rectangle = { x: 0, y: 0, width: CARD_WIDTH, height: CARD_HEIGHT };
const NINE = LicenceCategory.options.map((category) => ({
  category,
  issueDate: '2026-11-22',
  expiryDate: '2029-11-21',
}));

const input = (changes: Partial<CardFaceInput> = {}): CardFaceInput => ({
  licence: exampleLicence(),
  portrait: plainPortrait('#4080c0'),
  credential: exampleCredential(700),
  ...changes,
});

/** Ink in a part of a plane. */
function ink(black: BlackRaster, { x, y, width, height }: Rectangle): number {
  let count = 0;
  for (let line = y; line < y + height; line += 1) {
    const start = line * CARD_WIDTH + x;
    for (const pixel of black.subarray(start, start + width)) count += pixel;
  }
  return count;
}

const frontBoxes = (licence: Licence): Rectangle[] => [
  PORTRAIT_RECTANGLE,
  TITLE_RULE,
  ...FRONT_STATIC.map(({ box }) => box),
  ...frontTexts(licence).map(({ box }) => box),
  ...licence.privileges.map((_, index) => categoryPictogram(index)),
];

const backBoxes = (licence: Licence): Rectangle[] => [
  QR_ZONE,
  PDF417_ZONE,
  ...TABLE_RULES,
  ...TABLE_PICTOGRAMS.map(({ box }) => box),
  ...BACK_STATIC.map(({ box }) => box),
  ...backTexts(licence).map(({ box }) => box),
];

describe('layout of a licence', () => {
  it.each([
    ['one category', exampleLicence()],
    ['nine categories', exampleLicence({ privileges: NINE })],
  ])('has no two things in one place, with %s', (_, licence) => {
    for (const boxes of [frontBoxes(licence), backBoxes(licence)]) {
      boxes.forEach((box, index) => {
        expect(contains(CARD, box)).toBe(true);
        for (const other of boxes.slice(index + 1))
          expect([box, other, overlap(box, other)]).toContain(false);
      });
    }
  });

  it('sets nothing of an ordinary licence below 7 pt', () => {
    const licence = exampleLicence({ privileges: NINE });
    const slots = [...FRONT_STATIC, ...BACK_STATIC, ...frontTexts(licence), ...backTexts(licence)];
    for (const slot of slots) expect(fitText(slot, measureText).size).toBeGreaterThanOrEqual(SMALLEST_TYPE);
  });

  it('shows the field numbers of the standard, and every value once', () => {
    const numbers = FRONT_STATIC.map(({ text }) => text);
    for (const field of ['1', '2', '3', '4a', '4b', '4c', '4d', '5', '9']) expect(numbers).toContain(field);
    expect(frontTexts(exampleLicence()).map(({ text }) => text)).toEqual([
      'المطيري',
      'AL MUTAIRI',
      'عبدالرحمن محمد عبدالعزيز',
      'ABDULRAHMAN MOHAMMED ABDULAZIZ',
      '01/01/2090',
      '390010100028',
      'Kuwaiti',
      'كويتي',
      '22/11/2026',
      '21/11/2041',
      'الإدارة العامة للمرور',
      'General Department of Traffic',
      '390012345',
      'Private',
      'خاصة',
      '9',
    ]);
  });

  it('gives dates to the categories held and dashes to the others', () => {
    const texts = backTexts(exampleLicence()).map(({ text }) => text);
    expect(texts.slice(0, 2)).toEqual(['22/11/2026', '21/11/2041']);
    expect(texts.slice(2)).toEqual(Array.from({ length: 16 }, () => '—'));
  });

  it('has a picture of its own for every category', () => {
    const pictures = LicenceCategory.options.map((category) => {
      const black = createBlackRaster();
      paint(black, categoryPictogram(0), (context) => drawPictogram(context, category));
      expect(ink(black, categoryPictogram(0))).toBeGreaterThan(200);
      return Buffer.from(black).toString('base64');
    });
    expect(new Set(pictures).size).toBe(9);
  });
});

describe('renderCardFace', () => {
  it('prints in colour nowhere but in the portrait', async () => {
    const { artwork } = await renderCardFace(input());
    const { colour } = artwork.front;
    expect(colour).toHaveLength(CARD_WIDTH * CARD_HEIGHT * 3);
    let outside = 0;
    for (let y = 0; y < CARD_HEIGHT; y += 1) {
      for (let x = 0; x < CARD_WIDTH; x += 1) {
        if (contains(PORTRAIT_RECTANGLE, { x, y, width: 1, height: 1 })) continue;
        const at = (y * CARD_WIDTH + x) * 3;
        if (colour[at] !== 255 || colour[at + 1] !== 255 || colour[at + 2] !== 255) outside += 1;
      }
    }
    expect(outside).toBe(0);
    const middle = ((150 + 204) * CARD_WIDTH + 40 + 158) * 3;
    [0x40, 0x80, 0xc0].forEach((channel, index) => {
      expect(Math.abs((colour[middle + index] ?? 0) - channel)).toBeLessThanOrEqual(4);
    });
  });

  it.each([
    ['wide', 900, 300],
    ['high', 200, 800],
    ['tiny', 20, 20],
  ])('fills the portrait rectangle from a %s picture', async (_, width, height) => {
    const { artwork } = await renderCardFace(input({ portrait: plainPortrait('#c04040', width, height) }));
    const corners = [
      [40, 150],
      [355, 150],
      [40, 557],
      [355, 557],
    ] as const;
    for (const [x, y] of corners) {
      const red = artwork.front.colour[(y * CARD_WIDTH + x) * 3] ?? 0;
      const green = artwork.front.colour[(y * CARD_WIDTH + x) * 3 + 1] ?? 255;
      expect(red - green).toBeGreaterThan(90);
    }
  });

  it('makes black planes of zeros and ones, with none in the portrait', async () => {
    const { artwork } = await renderCardFace(input());
    for (const black of [artwork.front.black, artwork.back.black]) {
      expect(black).toHaveLength(CARD_WIDTH * CARD_HEIGHT);
      expect(new Set(black)).toEqual(new Set([0, 1]));
    }
    expect(ink(artwork.front.black, PORTRAIT_RECTANGLE)).toBe(0);
  });

  it('puts ink into every field', async () => {
    const licence = exampleLicence({ privileges: NINE.slice(0, 3) });
    const { artwork } = await renderCardFace(input({ licence }));
    for (const { box } of [...FRONT_STATIC, ...frontTexts(licence)]) {
      expect(ink(artwork.front.black, box)).toBeGreaterThan(20);
    }
    for (const { box } of [...BACK_STATIC, ...backTexts(licence)]) {
      expect(ink(artwork.back.black, box)).toBeGreaterThan(20);
    }
  });

  it.each([400, 700, 800, CREDENTIAL_MAX_LENGTH])(
    'carries a credential of %i letters in both codes, in the plane and in the picture',
    async (length) => {
      const credential = exampleCredential(length);
      const face = await renderCardFace(input({ credential }));
      const plane = toImageData(face.artwork.back.black);
      await expect(decode(plane, 'QRCode')).resolves.toEqual([credential]);
      await expect(decode(plane, 'PDF417')).resolves.toEqual([credential]);
      const png = Uint8Array.from(face.preview().back);
      await expect(decode(png, 'QRCode')).resolves.toEqual([credential]);
      await expect(decode(png, 'PDF417')).resolves.toEqual([credential]);
    },
  );

  it('lets a decoder find the PDF417 whatever the QR code beside it looks like', async () => {
    for (let length = 640; length < 700; length += 1) {
      const credential = exampleCredential(length);
      const { artwork } = await renderCardFace(input({ credential }));
      await expect(decode(toImageData(artwork.back.black), 'PDF417')).resolves.toEqual([credential]);
    }
  });

  it('keeps both codes readable on a card with dust on it', async () => {
    const credential = exampleCredential(760);
    const { artwork } = await renderCardFace(input({ credential }));
    const dusty = Uint8Array.from(artwork.back.black);
    for (let speck = 0; speck < 40; speck += 1) {
      const x = (speck * 397) % (CARD_WIDTH - 4);
      const y = (speck * 211) % (CARD_HEIGHT - 4);
      for (let line = y; line < y + 4; line += 1)
        dusty.fill(speck % 2, line * CARD_WIDTH + x, line * CARD_WIDTH + x + 4);
    }
    await expect(decode(toImageData(dusty), 'QRCode')).resolves.toEqual([credential]);
    await expect(decode(toImageData(dusty), 'PDF417')).resolves.toEqual([credential]);
  });

  it('leaves the quiet zones free', async () => {
    const { artwork } = await renderCardFace(input());
    for (const [zone, quiet] of [[QR_ZONE, 12] as const, [PDF417_ZONE, 4] as const]) {
      const { x, y, width, height } = zone;
      expect(ink(artwork.back.black, { x, y, width, height: quiet })).toBe(0);
      expect(ink(artwork.back.black, { x, y, width: quiet, height })).toBe(0);
      expect(ink(artwork.back.black, { x: x + width - quiet, y, width: quiet, height })).toBe(0);
      expect(ink(artwork.back.black, { x, y: y + height - quiet, width, height: quiet })).toBe(0);
    }
  });

  it('previews the front as black over colour', async () => {
    const face = await renderCardFace(input());
    const { front, back } = face.preview();
    expect(front.subarray(1, 4).toString()).toBe('PNG');
    expect(front.readUInt32BE(16)).toBe(CARD_WIDTH);
    expect(front.readUInt32BE(20)).toBe(CARD_HEIGHT);
    expect(back.readUInt32BE(16)).toBe(CARD_WIDTH);
  });

  it('shares nothing between two cards', async () => {
    const one = await renderCardFace(input());
    const other = await renderCardFace(
      input({ licence: exampleLicence({ nameLatin: { family: 'X', given: 'Y' } }) }),
    );
    const again = await renderCardFace(input());
    expect(again.artwork.front.black).toEqual(one.artwork.front.black);
    expect(other.artwork.front.black).not.toEqual(one.artwork.front.black);
  });

  it('rejects a portrait that is no picture, and a credential that does not fit', async () => {
    await expect(renderCardFace(input({ portrait: Uint8Array.of(0xff, 0xd8, 1, 2, 3) }))).rejects.toThrow();
    await expect(
      renderCardFace(input({ credential: exampleCredential(CREDENTIAL_MAX_LENGTH + 1) })),
    ).rejects.toThrow(/does not fit the card/);
  });
});

describe('Arabic on the card', () => {
  const slot = (text: string) => {
    const [familyArabic] = frontTexts(exampleLicence({ nameArabic: { family: text, given: 'ن' } }));
    if (!familyArabic) throw new Error('no slot');
    return familyArabic;
  };
  const width = (text: string) => measureText(text, 'semiBold', 34).width;

  it('is joined: a word is narrower than its letters apart', () => {
    const apart = [...'عبدالعزيز'].reduce((sum, letter) => sum + width(letter), 0);
    expect(width('عبدالعزيز')).toBeLessThan(apart * 0.9);
  });

  it('runs from right to left, with digits and Latin inside', () => {
    const mixed = createBlackRaster();
    const alone = createBlackRaster();
    paintText(mixed, slot('علي 25 ABC'), measureText);
    paintText(alone, slot('علي'), measureText);
    const { box } = slot('علي');
    const first = Math.floor(width('علي')) - 2;
    const right: Rectangle = { ...box, x: box.x + box.width - first, width: first };
    const columns = (black: BlackRaster) =>
      Array.from({ length: right.width }, (_, x) => ink(black, { ...right, x: right.x + x, width: 1 }));
    expect(columns(mixed)).toEqual(columns(alone));

    const latin = createBlackRaster();
    const from = Math.round(box.x + box.width - width('علي 25 ABC'));
    const left: Rectangle = { ...box, x: from, width: Math.floor(width('ABC')) };
    paintText(latin, { ...slot('ABC'), script: 'latin', box: left }, measureText);
    const difference = Math.abs(ink(mixed, left) - ink(latin, left));
    expect(difference).toBeLessThan(ink(latin, left) * 0.1);
  });

  it('stays within its row under any marks', () => {
    const letters = fc.constantFrom(...'أإآبجحعيمهللا', '\u064B', '\u064F', '\u0650', '\u0651');
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 30 }), (name) => {
        const black = createBlackRaster();
        const target = slot(name.join(''));
        paintText(black, target, measureText);
        const whole = ink(black, CARD);
        expect(whole).toBe(ink(black, target.box));
      }),
      { numRuns: 60 },
    );
  });
});
