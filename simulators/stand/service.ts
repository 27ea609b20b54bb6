import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** The line a service prints on standard output once it can be used. */
const ReadyLine = z.looseObject({ listening: z.string() });
export type ReadyLine = z.infer<typeof ReadyLine>;

/** How long a service may take to print its ready line. */
export const SERVICE_START_TIMEOUT_MS = 60_000;
/** How long a service may take to end after SIGTERM before it is killed. */
export const SERVICE_STOP_TIMEOUT_MS = 5_000;

/** A running process of the stand. */
export interface Service {
  readonly name: string;
  /** Its process id: what a test freezes (SIGSTOP) to see how others fare without its answers. */
  readonly pid: number;
  /** The address it printed when it was ready. */
  readonly listening: string;
  readonly ready: ReadyLine;
  /** Resolves with the exit code once the process has ended, whoever ended it. */
  readonly ended: Promise<number | null>;
  /** Asks it to end (SIGTERM) and waits; kills it when it does not. */
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL), as a power cut would. */
  kill(): Promise<void>;
}

/** What to start: a script of this project, run by the Node that runs this one. */
export interface ServiceOptions {
  readonly name: string;
  readonly script: string;
  readonly arguments: readonly string[];
  readonly root: string;
  /** Standard output and error are appended here. */
  readonly logFile: string;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

/** Where Node keeps what it has compiled: a start then takes half the time, from the second one on (Node.js, module compile cache). */
export const compileCache = (root: string) => join(root, 'node_modules', '.cache', 'node');

/** Starts a service and resolves once it is ready; throws, naming the log file, when it ends or stays silent instead. */
export async function startService(options: ServiceOptions): Promise<Service> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn(process.execPath, [options.script, ...options.arguments], {
    cwd: options.root,
    env: { NODE_COMPILE_CACHE: compileCache(options.root), ...process.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = ended(child);
  child.stderr.pipe(log, { end: false });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => log.write(`${line}\n`));
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${options.name} ${why}; see ${options.logFile}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready within ${SERVICE_START_TIMEOUT_MS / 1000} s`);
    }, SERVICE_START_TIMEOUT_MS);
    lines.on('line', (line) => {
      const parsed = parseReadyLine(line);
      if (!parsed) return;
      clearTimeout(timer);
      resolve(parsed);
    });
    void end.then((code) => {
      clearTimeout(timer);
      fail(`ended with code ${code} before it was ready`);
    });
  });
  const endWith = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await end;
  };
  return {
    name: options.name,
    pid: child.pid ?? 0,
    listening: ready.listening,
    ready,
    ended: end,
    stop: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), SERVICE_STOP_TIMEOUT_MS);
      await endWith('SIGTERM');
      clearTimeout(timer);
    },
    kill: () => endWith('SIGKILL'),
  };
}

function parseReadyLine(line: string): ReadyLine | null {
  try {
    return ReadyLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
