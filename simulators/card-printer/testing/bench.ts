import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrinterSimulator, type SimulatorOptions } from '../simulator.ts';
import { TestHost } from './host.ts';
import { BLANK_BLACK, BLANK_COLOUR } from './panels.ts';

/** A printer and a host on one cable. */
export interface Bench {
  readonly folder: string;
  simulator: PrinterSimulator;
  host: TestHost;
  /** Ends the simulator without a word and starts another on the same folder. */
  restart(): Promise<void>;
  /** Opens the line anew, as a host does that lost it. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** Connects a printer that loses no time, unless `changed` says otherwise. */
export async function openBench(changed: Partial<Omit<SimulatorOptions, 'folder'>> = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'card-printer-'));
  const options: SimulatorOptions = {
    folder,
    line: { type: 'tcp', port: 0 },
    timing: { baud: 0, panelMs: 0, moveMs: 0 },
    rotation: 'clockwise',
    ...changed,
  };
  const simulator = await PrinterSimulator.start(options);
  const bench: Bench = {
    folder,
    simulator,
    host: await TestHost.open(simulator.address),
    restart: async () => {
      await bench.host.close();
      await bench.simulator.close();
      bench.simulator = await PrinterSimulator.start(options);
      bench.host = await TestHost.open(bench.simulator.address);
    },
    reopen: async () => {
      await bench.host.close();
      bench.host = await TestHost.open(bench.simulator.address);
    },
    close: async () => {
      await bench.host.close();
      await bench.simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** One step of a job: a command, with its bitmap where it has one. */
export type JobStep = readonly [text: string, binary?: Uint8Array];

/** A bitmap of a panel as a step. */
export function panelStep(letter: string, levels: number, data: Uint8Array): JobStep {
  return [`Dbc;${letter};${levels};${data.length}`, data];
}

/** What comes before the first panel. */
export const JOB_OPENING: readonly JobStep[] = [
  ['Pem;2'],
  ['Pneab;A;0'],
  ['Pcim;F'],
  ['Si'],
  ['Pr;ymckok'],
  ['Ss'],
  ['Sr'],
];

/** A whole job that prints nothing but the overlay. */
export const BLANK_JOB: readonly JobStep[] = [
  ...JOB_OPENING,
  panelStep('y', 128, BLANK_COLOUR),
  panelStep('m', 128, BLANK_COLOUR),
  panelStep('c', 128, BLANK_COLOUR),
  panelStep('k', 2, BLANK_BLACK),
  ['Wcb;o;255'],
  ['Sv'],
  panelStep('k', 2, BLANK_BLACK),
  ['Se'],
];

/** Sends steps until one is not answered with `OK`; resolves to the replies. */
export async function runSteps(host: TestHost, steps: readonly JobStep[]): Promise<readonly string[]> {
  const replies: string[] = [];
  for (const step of steps) {
    const reply = await host.ask(...step);
    replies.push(reply);
    if (reply !== 'OK') break;
  }
  return replies;
}
