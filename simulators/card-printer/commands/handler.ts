import type { JobRunner } from '../machine/job-runner.ts';
import type { Mechanism } from '../machine/mechanism.ts';
import type { Rotation } from '../decoder/orientation.ts';
import { done, type ErrorWord, error, type Reply } from '../wire/reply.ts';
import type { Command } from '../wire/command.ts';

/** What a command works on. */
export interface PrinterParts {
  readonly mechanism: Mechanism;
  readonly jobs: JobRunner;
  readonly rotation: Rotation;
  /** Restarts the printer; resolves when it is up again. */
  readonly restart: () => Promise<void>;
}

/** Carries one command out. */
export type CommandHandler = (parts: PrinterParts, command: Command) => Reply | Promise<Reply>;

/** Handlers by mnemonic. */
export type CommandTable = Readonly<Record<string, CommandHandler>>;

/** The reply to an act that ended with an error word or `null`. */
export function outcome(word: ErrorWord | null): Reply {
  return word === null ? done : error(word);
}
