import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** An entry of an asar header: a folder, or a file with its place in the archive (or beside it, when unpacked). */
interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>> | undefined;
  readonly size?: number | undefined;
  readonly offset?: string | undefined;
  readonly unpacked?: boolean | undefined;
}
const AsarEntry: z.ZodType<AsarEntry> = z.lazy(() =>
  z.object({
    files: z.record(z.string(), AsarEntry).optional(),
    size: z.int().optional(),
    offset: z.string().optional(),
    unpacked: z.boolean().optional(),
  }),
);

/** The files of an Electron archive: four 32-bit sizes (Chromium's pickle), a header in JSON, and the files one after another. */
export class AsarArchive {
  readonly #path: string;
  readonly #octets: Buffer;
  readonly #filesStart: number;
  readonly #entries = new Map<string, AsarEntry>();

  constructor(path: string) {
    this.#path = path;
    this.#octets = readFileSync(path);
    const headerSize = this.#octets.readUInt32LE(4);
    const jsonSize = this.#octets.readUInt32LE(12);
    this.#filesStart = 8 + headerSize;
    this.#collect('', AsarEntry.parse(JSON.parse(this.#octets.toString('utf8', 16, 16 + jsonSize))));
  }

  #collect(path: string, entry: AsarEntry): void {
    if (!entry.files) this.#entries.set(path, entry);
    for (const [name, inner] of Object.entries(entry.files ?? {})) this.#collect(`${path}/${name}`, inner);
  }

  /** Paths of all files, each beginning with a slash. */
  list(): string[] {
    return [...this.#entries.keys()];
  }

  /** Writes every file below `folder`. */
  extract(folder: string): void {
    for (const [path, { size = 0, offset = '0', unpacked }] of this.#entries) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      const start = this.#filesStart + Number(offset);
      if (unpacked) cpSync(join(`${this.#path}.unpacked`, path), target);
      else writeFileSync(target, this.#octets.subarray(start, start + size));
    }
  }
}
