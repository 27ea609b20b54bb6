import { execFile } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import * as nodePty from '@lydell/node-pty';
import type { BytesListener, SerialLine } from './serial-line.ts';

const run = promisify(execFile);

/** One pseudo terminal: the end the printer holds, and the path a driver opens. */
interface PseudoTerminal {
  readonly master: Socket;
  readonly masterDescriptor: number;
  readonly path: string;
  /** What this process holds of the far end: it keeps the line alive when the driver closes its own. */
  readonly farDescriptors: readonly number[];
}

/** Making a terminal without a process in it, which the package can do and its types leave out. */
interface TerminalMaker {
  readonly open: (options: { readonly encoding: null }) => {
    readonly master: Socket;
    readonly slave: Socket;
    readonly fd: number;
    readonly ptsName: string;
  };
}
const { open } = nodePty as unknown as TerminalMaker;

/**
 * A serial line over a pseudo terminal (Linux, macOS). `link`, when given, is a symbolic link that always leads to the
 * present terminal, so that a driver's configuration can name one path.
 */
export class PtyLine implements SerialLine {
  readonly #onBytes: BytesListener;
  readonly #link: string | null;
  #terminal: PseudoTerminal | null = null;
  #paused = false;
  #plugging: Promise<void> | null = null;

  private constructor(onBytes: BytesListener, link: string | null) {
    this.#onBytes = onBytes;
    this.#link = link;
  }

  /** Rejects when no pseudo terminal can be had or `link` is taken by something that is no symbolic link. */
  static async open(onBytes: BytesListener, link: string | null): Promise<PtyLine> {
    const line = new PtyLine(onBytes, link);
    await line.plug();
    return line;
  }

  get address(): string {
    return this.#link ?? this.#terminal?.path ?? '';
  }

  get plugged(): boolean {
    return this.#terminal !== null;
  }

  pause(): void {
    this.#paused = true;
    this.#terminal?.master.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#terminal?.master.resume();
  }

  write(bytes: Uint8Array): void {
    if (!this.#terminal) return;
    // The stream's own write would spin for ever once the far end's buffer is full because nobody reads.
    try {
      writeSync(this.#terminal.masterDescriptor, bytes);
    } catch (error) {
      // Overrun: a serial line that nobody reads loses bytes.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }

  unplug(): void {
    const terminal = this.#terminal;
    if (!terminal) return;
    this.#terminal = null;
    if (this.#link) removeLink(this.#link);
    // Never the package's own destroy(): it signals process -1, which means every process of the user.
    terminal.master.destroy();
    for (const descriptor of terminal.farDescriptors) closeSync(descriptor);
  }

  plug(): Promise<void> {
    this.#plugging ??= this.#makeTerminal().finally(() => {
      this.#plugging = null;
    });
    return this.#plugging;
  }

  async #makeTerminal(): Promise<void> {
    if (this.#terminal) return;
    const terminal = await openTerminal();
    terminal.master.on('data', (bytes: Buffer) => this.#onBytes(bytes));
    if (this.#paused) terminal.master.pause();
    if (this.#link) placeLink(terminal.path, this.#link);
    this.#terminal = terminal;
  }

  async close(): Promise<void> {
    this.unplug();
  }
}

async function openTerminal(): Promise<PseudoTerminal> {
  const { master, slave, fd, ptsName } = open({ encoding: null });
  // Left alone, this process would read what is meant for the driver.
  slave.destroy();
  const farDescriptors = descriptorsOf(ptsName);
  // An error means that the terminal is gone, which closing tells as well; unheard it would end the process.
  master.on('error', () => {});
  // No echo and no translation: all 256 byte values pass both ways.
  await run('stty', [process.platform === 'darwin' ? '-f' : '-F', ptsName, 'raw', '-echo']);
  return { master, masterDescriptor: fd, path: ptsName, farDescriptors };
}

/**
 * Descriptors of this process that lead to `path`. The terminal library opens the far end a second time and forgets the
 * descriptor it was given; on systems that cannot be asked for it, it is lost with each pull of the cable.
 */
function descriptorsOf(path: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd')
    .filter((name) => descriptorTarget(name) === path)
    .map(Number);
}

function descriptorTarget(name: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${name}`);
  } catch {
    // The descriptor of the listing itself has gone by now.
    return null;
  }
}

function placeLink(path: string, link: string): void {
  const existing = lstatSync(link, { throwIfNoEntry: false });
  if (existing && !existing.isSymbolicLink()) throw new Error(`${link} exists and is no symbolic link`);
  const fresh = `${link}.${process.pid}`;
  symlinkSync(path, fresh);
  renameSync(fresh, link);
}

function removeLink(link: string): void {
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
}
