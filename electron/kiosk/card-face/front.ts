import type { IsoDate } from '../../../contracts/calendar.ts';
import { LICENCE_CATEGORY_NAMES, type Licence } from '../../../contracts/licence.ts';
import type { FontWeight } from './fonts.ts';
import { PORTRAIT_RECTANGLE, type Rectangle } from './geometry.ts';
import { PICTOGRAM_HEIGHT, PICTOGRAM_WIDTH } from './pictograms.ts';
import type { TextSlot } from './text-fit.ts';

const LEFT = 40;
const RIGHT = 976;
const TITLE: Rectangle = { x: LEFT, y: 28, width: RIGHT - LEFT, height: 60 };
/** Rule beneath the title. */
export const TITLE_RULE: Rectangle = { x: LEFT, y: 94, width: RIGHT - LEFT, height: 3 };

/** The fields stand beside the portrait, in rows of this height. */
const FIELDS_LEFT = 384;
const FIELDS_TOP = 112;
const ROW_HEIGHT = 50;
/** Room for a field number at the outer edge of its side. */
const NUMBER_WIDTH = 46;
const MIDDLE = (FIELDS_LEFT + RIGHT) / 2;
const GAP = 16;

const TITLE_SIZE = 33;
const VALUE_SIZE = 34;
const NUMBER_SIZE = 30;

/** A date as Kuwait writes it, DD/MM/YYYY. */
export function cardDate(date: IsoDate): string {
  return date.split('-').reverse().join('/');
}

const span = (row: number, from: number, to: number): Rectangle => ({
  x: from,
  y: FIELDS_TOP + row * ROW_HEIGHT,
  width: to - from,
  height: ROW_HEIGHT,
});

function slot(
  box: Rectangle,
  text: string,
  script: TextSlot['script'],
  weight: FontWeight,
  size: number,
): TextSlot {
  return { box, text, script, weight, size };
}

/** Field number at the left edge of a row, for the Latin side, and its value up to `to`. */
const latinNumber = (row: number, field: string, from = FIELDS_LEFT) =>
  slot(span(row, from, from + NUMBER_WIDTH), field, 'latin', 'regular', NUMBER_SIZE);
const latinValue = (row: number, text: string, from = FIELDS_LEFT, to = RIGHT) =>
  slot(span(row, from + NUMBER_WIDTH, to), text, 'latin', 'semiBold', VALUE_SIZE);
/** Field number at the right edge of a row, for the Arabic side. */
const arabicNumber = (row: number, field: string) =>
  slot(span(row, RIGHT - NUMBER_WIDTH, RIGHT), field, 'arabic', 'regular', NUMBER_SIZE);
const arabicValue = (row: number, text: string, from = FIELDS_LEFT) =>
  slot(span(row, from, RIGHT - NUMBER_WIDTH), text, 'arabic', 'semiBold', VALUE_SIZE);

/** Rows of the front, from above; each field once for both scripts or once for each. */
const ROW = {
  familyArabic: 0,
  familyLatin: 1,
  givenArabic: 2,
  givenLatin: 3,
  birthAndCivilId: 4,
  nationality: 5,
  validity: 6,
  authorityArabic: 7,
  authorityLatin: 8,
  categories: 9,
} as const;

/** The distinguishing sign of the state in road traffic stands above the portrait, the licence number beneath it. */
const SIGN: Rectangle = { x: PORTRAIT_RECTANGLE.x, y: 106, width: 120, height: 40 };
const NUMBER_ROW_TOP = PORTRAIT_RECTANGLE.y + PORTRAIT_RECTANGLE.height + 8;
const underPortrait = (from: number, to: number): Rectangle => ({
  x: from,
  y: NUMBER_ROW_TOP,
  width: to - from,
  height: ROW_HEIGHT,
});

/** What every licence shows: title, sign and field numbers of ISO/IEC 18013-1. */
export const FRONT_STATIC: readonly TextSlot[] = [
  slot({ ...TITLE, width: 540 }, 'State of Kuwait · Driving licence', 'latin', 'semiBold', TITLE_SIZE),
  slot(
    { ...TITLE, x: TITLE.x + 556, width: TITLE.width - 556 },
    'دولة الكويت · رخصة قيادة',
    'arabic',
    'semiBold',
    TITLE_SIZE,
  ),
  slot(SIGN, 'KWT', 'latin', 'semiBold', NUMBER_SIZE),
  arabicNumber(ROW.familyArabic, '1'),
  latinNumber(ROW.familyLatin, '1'),
  arabicNumber(ROW.givenArabic, '2'),
  latinNumber(ROW.givenLatin, '2'),
  latinNumber(ROW.birthAndCivilId, '3'),
  latinNumber(ROW.birthAndCivilId, '4d', MIDDLE),
  latinNumber(ROW.validity, '4a'),
  latinNumber(ROW.validity, '4b', MIDDLE),
  arabicNumber(ROW.authorityArabic, '4c'),
  latinNumber(ROW.authorityLatin, '4c'),
  latinNumber(ROW.categories, '9'),
  slot(underPortrait(LEFT, LEFT + NUMBER_WIDTH), '5', 'latin', 'regular', NUMBER_SIZE),
];

/** The texts of one licence. */
export function frontTexts(licence: Licence): readonly TextSlot[] {
  return [
    arabicValue(ROW.familyArabic, licence.nameArabic.family),
    latinValue(ROW.familyLatin, licence.nameLatin.family),
    arabicValue(ROW.givenArabic, licence.nameArabic.given),
    latinValue(ROW.givenLatin, licence.nameLatin.given),
    latinValue(ROW.birthAndCivilId, cardDate(licence.birthDate), FIELDS_LEFT, MIDDLE - GAP),
    latinValue(ROW.birthAndCivilId, licence.civilId, MIDDLE),
    latinValue(ROW.nationality, licence.nationalityName.en, FIELDS_LEFT, MIDDLE - GAP),
    arabicValue(ROW.nationality, licence.nationalityName.ar, MIDDLE),
    latinValue(ROW.validity, cardDate(licence.issueDate), FIELDS_LEFT, MIDDLE - GAP),
    latinValue(ROW.validity, cardDate(licence.expiryDate), MIDDLE),
    arabicValue(ROW.authorityArabic, licence.issuingAuthority.ar),
    latinValue(ROW.authorityLatin, licence.issuingAuthority.en),
    slot(
      underPortrait(LEFT + NUMBER_WIDTH, PORTRAIT_RECTANGLE.x + PORTRAIT_RECTANGLE.width),
      licence.number,
      'latin',
      'semiBold',
      VALUE_SIZE,
    ),
    ...categoryNames(licence),
  ];
}

const PICTOGRAM_PITCH = PICTOGRAM_WIDTH;

/** Where the pictogram of the `index`th category stands in field 9; nine fit. */
export function categoryPictogram(index: number): Rectangle {
  const row = span(ROW.categories, FIELDS_LEFT + NUMBER_WIDTH, RIGHT);
  return {
    x: row.x + index * PICTOGRAM_PITCH,
    y: row.y + (row.height - PICTOGRAM_HEIGHT) / 2,
    width: PICTOGRAM_WIDTH,
    height: PICTOGRAM_HEIGHT,
  };
}

/** A single category is named beside its pictogram; several are named on the back, where the pictograms are explained. */
function categoryNames(licence: Licence): readonly TextSlot[] {
  const [only, ...others] = licence.privileges;
  if (!only || others.length > 0) return [];
  const name = LICENCE_CATEGORY_NAMES[only.category];
  const from = categoryPictogram(1).x + GAP;
  const to = RIGHT - NUMBER_WIDTH;
  const middle = Math.round((from + to) / 2);
  return [
    slot(span(ROW.categories, from, middle), name.en, 'latin', 'semiBold', VALUE_SIZE),
    slot(span(ROW.categories, middle, to), name.ar, 'arabic', 'semiBold', VALUE_SIZE),
    arabicNumber(ROW.categories, '9'),
  ];
}
