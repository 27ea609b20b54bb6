/** What a demonstration portrait shows; the rest of the face follows from the seed. */
export interface PortraitTraits {
  readonly sex: 'M' | 'F';
  /** Apparent age in years. */
  readonly age: number;
  readonly skin: keyof typeof SKIN_TONES;
  readonly headwear: 'none' | 'ghutra' | 'hijab';
  readonly beard: 'none' | 'moustache' | 'full';
  /** Colour of the shirt, robe or scarf, CSS. */
  readonly cloth: string;
}

/** Red, green, blue; 0–255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Base colour of the skin in even light. */
export const SKIN_TONES = {
  fair: [226, 184, 158],
  light: [211, 164, 134],
  olive: [196, 149, 114],
  tan: [172, 122, 88],
  brown: [138, 92, 63],
  dark: [104, 68, 48],
} as const satisfies Record<string, Colour>;

/** `colour` brought towards black (negative `amount`) or white (positive), −1 to 1, as CSS with `alpha`. */
export function shade([red, green, blue]: Colour, amount: number, alpha = 1): string {
  const target = amount < 0 ? 0 : 255;
  const [r, g, b] = [red, green, blue].map((part) => Math.round(part + (target - part) * Math.abs(amount)));
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/** A CSS `#rrggbb` as parts. */
export function parseColour(css: string): Colour {
  const value = Number.parseInt(css.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** Numbers in [0, 1) that only depend on `seed` (mulberry32), so that a person always looks the same. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Measures of one face in pixels of the 300 × 400 picture, drawn from the seed. */
export interface FaceMeasures {
  /** Half the width at the cheekbones. */
  readonly halfWidth: number;
  /** Width of the jaw relative to the cheekbones. */
  readonly jaw: number;
  readonly chin: number;
  readonly eyeGap: number;
  readonly eyeWidth: number;
  readonly eyeHeight: number;
  readonly browWeight: number;
  readonly browArch: number;
  readonly noseWidth: number;
  readonly noseLength: number;
  readonly mouthWidth: number;
  readonly lips: number;
  readonly iris: Colour;
  readonly hair: Colour;
}

/** Column of the face's middle. */
export const MIDDLE = 150;
/** Rows of the landmarks, from the top. */
export const ROWS = { crown: 74, brow: 166, eyes: 188, noseTip: 232, mouth: 258, chin: 298 } as const;

const IRISES: readonly Colour[] = [
  [58, 36, 22],
  [78, 50, 28],
  [44, 28, 20],
  [96, 72, 40],
];
const HAIR_YOUNG: readonly Colour[] = [
  [26, 20, 18],
  [38, 27, 21],
  [18, 16, 17],
];
const HAIR_GREY: Colour = [140, 136, 132];

/** The measures that `seed` gives a face of these traits. */
export function measureFace(traits: PortraitTraits, seed: number): FaceMeasures {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const pick = (colours: readonly Colour[]) => colours[Math.floor(random() * colours.length)] ?? HAIR_GREY;
  const male = traits.sex === 'M';
  const youngHair = pick(HAIR_YOUNG);
  const grey = Math.min(1, Math.max(0, (traits.age - 38) / 28));
  return {
    halfWidth: between(male ? 73 : 68, male ? 81 : 75),
    jaw: between(male ? 0.82 : 0.74, male ? 0.93 : 0.84),
    chin: between(male ? 26 : 20, male ? 34 : 27),
    eyeGap: between(31, 36),
    eyeWidth: between(14.5, 17),
    eyeHeight: between(male ? 5.6 : 6.4, male ? 7 : 7.8),
    browWeight: between(male ? 5.5 : 3.4, male ? 7.8 : 4.6),
    browArch: between(2, male ? 5 : 7),
    noseWidth: between(male ? 17 : 14.5, male ? 22 : 18),
    noseLength: between(-4, 5),
    mouthWidth: between(25, 31),
    lips: between(male ? 5 : 6.2, male ? 7.2 : 8.6),
    iris: pick(IRISES),
    hair: [
      youngHair[0] + (HAIR_GREY[0] - youngHair[0]) * grey,
      youngHair[1] + (HAIR_GREY[1] - youngHair[1]) * grey,
      youngHair[2] + (HAIR_GREY[2] - youngHair[2]) * grey,
    ],
  };
}
