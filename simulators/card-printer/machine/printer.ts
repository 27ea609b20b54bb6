import { IDENTITY_COMMANDS } from '../commands/identity.ts';
import type { CommandTable, PrinterParts } from '../commands/handler.ts';
import { JOB_COMMANDS } from '../commands/job.ts';
import { MOTION_COMMANDS } from '../commands/motion.ts';
import { SENSOR_COMMANDS } from '../commands/sensors.ts';
import { SETTING_COMMANDS } from '../commands/settings.ts';
import type { Rotation } from '../decoder/orientation.ts';
import type { Command } from '../wire/command.ts';
import { error, type Reply } from '../wire/reply.ts';
import type { JobRunner } from './job-runner.ts';
import { Abandoned, type Mechanism } from './mechanism.ts';

const COMMANDS: CommandTable = {
  ...IDENTITY_COMMANDS,
  ...SETTING_COMMANDS,
  ...SENSOR_COMMANDS,
  ...MOTION_COMMANDS,
  ...JOB_COMMANDS,
};

/** What the printer's firmware is connected to. */
export interface PrinterOutlets {
  readonly reply: (command: Command, reply: Reply) => void;
  /** Called around each command; what it does to power or modes takes effect at once. */
  readonly onPhase: (command: Command, phase: 'received' | 'done') => void;
  /** Whether a received bitmap still waits for the head: meanwhile there is no room for more bytes. */
  readonly onFull: (full: boolean) => void;
  readonly onChange: () => void;
}

/** The printer's firmware: carries commands out one after another, in the order of their arrival. */
export class Printer {
  readonly #parts: PrinterParts;
  readonly #mechanism: Mechanism;
  readonly #jobs: JobRunner;
  readonly #outlets: PrinterOutlets;
  #queue: Command[] = [];
  /** Which run of the firmware this is; a restart begins another. */
  #run = 0;
  #executing = false;

  constructor(options: {
    readonly mechanism: Mechanism;
    readonly jobs: JobRunner;
    readonly rotation: Rotation;
    readonly outlets: PrinterOutlets;
  }) {
    this.#mechanism = options.mechanism;
    this.#jobs = options.jobs;
    this.#outlets = options.outlets;
    this.#parts = {
      mechanism: options.mechanism,
      jobs: options.jobs,
      rotation: options.rotation,
      restart: async () => {
        this.#forgetModes();
        await options.mechanism.pause(options.mechanism.timing.moveMs);
      },
    };
  }

  get isBusy(): boolean {
    return this.#executing || this.#jobs.isPrinting;
  }

  /** Takes a command into the queue. */
  receive(command: Command): void {
    // A reset is the one command that is understood while the printer waits for a person.
    if (command.mnemonic === 'Srs' && this.#mechanism.isWaiting) this.restart();
    this.#queue.push(command);
    if (command.data) this.#outlets.onFull(true);
    void this.#execute(this.#run);
  }

  /** What a loss of power or a restart by itself does: everything but metal and plastic is forgotten. */
  restart(): void {
    this.#run += 1;
    this.#queue = [];
    this.#executing = false;
    this.#forgetModes();
    this.#outlets.onFull(false);
    this.#outlets.onChange();
  }

  #forgetModes(): void {
    this.#mechanism.abandon();
    this.#jobs.forget();
  }

  async #execute(run: number): Promise<void> {
    if (this.#executing) return;
    this.#executing = true;
    this.#outlets.onChange();
    while (run === this.#run) {
      const next = this.#queue.shift();
      if (!next) break;
      const reply = await this.#carryOut(next, run);
      if (reply) this.#outlets.reply(next, reply);
      if (next.data && run === this.#run) this.#outlets.onFull(this.#queue.some(({ data }) => data !== null));
    }
    if (run !== this.#run) return;
    this.#executing = false;
    this.#outlets.onChange();
  }

  /** The reply, or `null` when the printer restarted meanwhile. */
  async #carryOut(command: Command, run: number): Promise<Reply | null> {
    this.#outlets.onPhase(command, 'received');
    if (run !== this.#run) return null;
    try {
      const reply = await this.#handle(command);
      if (run !== this.#run) return null;
      this.#outlets.onPhase(command, 'done');
      return run === this.#run ? reply : null;
    } catch (thrown) {
      if (thrown instanceof Abandoned) return null;
      throw thrown;
    }
  }

  async #handle(command: Command): Promise<Reply> {
    const handler = Object.hasOwn(COMMANDS, command.mnemonic) ? COMMANDS[command.mnemonic] : undefined;
    return handler ? handler(this.#parts, command) : error('ERROR CDE');
  }
}
