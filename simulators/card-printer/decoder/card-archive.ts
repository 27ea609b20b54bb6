import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CardFile, CardPlanes, type PlaneDescription } from '../control-schema.ts';
import { type Planes, renderSide } from './card-image.ts';
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH } from './orientation.ts';

/** Where each file that the control door names lies in a card's folder. */
function fileName(file: CardFile): string {
  return file === 'front.png' || file === 'back.png' ? `card-${file}` : file;
}

/**
 * Printed cards by number, one folder each: `card-front.png` and `card-back.png` as a person would see them, every decoded
 * plane as `<panel>.bin` (one byte a pixel, upright, row by row) and `planes.json`, which describes them.
 */
export class CardArchive {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes a card; later calls wait for it. */
  add(card: number, planes: Planes): void {
    this.#writing = this.#writing.then(() => this.#write(card, planes));
  }

  /** Numbers of all printed cards, ascending. */
  async list(): Promise<readonly number[]> {
    await this.#writing;
    await mkdir(this.#folder, { recursive: true });
    return (await readdir(this.#folder)).map(Number).sort((first, second) => first - second);
  }

  /** One file of a card, or `null` when there is none. */
  async read(card: number, file: CardFile): Promise<Uint8Array | null> {
    await this.#writing;
    try {
      return await readFile(join(this.#folderOf(card), fileName(file)));
    } catch {
      return null;
    }
  }

  /** Throws every card away. */
  async clear(): Promise<void> {
    await this.#writing;
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Resolves when everything is written; rejects when writing failed. */
  async close(): Promise<void> {
    await this.#writing;
  }

  #folderOf(card: number): string {
    return join(this.#folder, String(card));
  }

  async #write(card: number, planes: Planes): Promise<void> {
    const folder = this.#folderOf(card);
    await mkdir(folder, { recursive: true });
    const descriptions: Partial<Record<string, PlaneDescription>> = {};
    for (const [panel, { levels, values }] of planes) {
      descriptions[panel] = { levels, file: `${panel}.bin` };
      await writeFile(join(folder, `${panel}.bin`), values);
    }
    const sheet = CardPlanes.parse({
      card,
      width: LANDSCAPE_WIDTH,
      height: LANDSCAPE_HEIGHT,
      planes: descriptions,
    });
    await writeFile(join(folder, fileName('planes.json')), JSON.stringify(sheet, null, 2));
    await writeFile(join(folder, fileName('front.png')), await renderSide('front', planes));
    await writeFile(join(folder, fileName('back.png')), await renderSide('back', planes));
  }
}
