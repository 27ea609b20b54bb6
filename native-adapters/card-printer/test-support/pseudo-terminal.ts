import { closeSync, constants, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import * as nodePty from '@lydell/node-pty';

/** The pair that the package opens; its type declarations leave `open` out. */
interface OpenedPair {
  readonly master: Socket;
  readonly slave: Socket;
  readonly ptsName: string;
}

const { open } = nodePty as unknown as { open(options: { encoding: null }): OpenedPair };

/** A pseudo terminal: `path` is opened as a serial port, `master` is the device behind it. */
export interface PseudoTerminal {
  readonly path: string;
  readonly master: Socket;
  readonly write: (bytes: Uint8Array) => void;
  readonly close: () => void;
}

/**
 * Opens a pseudo terminal. The package's own slave stream is ended at once, as it would read bytes meant for the port, and
 * replaced by a descriptor that reads nothing but keeps the master from hanging up while no port is open. The package's
 * `destroy()` and `kill()` are never called: an opened pair has no process of its own, and they would signal every one.
 */
export function openPseudoTerminal(): PseudoTerminal {
  const { master, slave, ptsName } = open({ encoding: null });
  const keeper = openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY);
  slave.destroy();
  // Reads fail at the very end, when the slave side is closed first.
  master.on('error', () => {});
  let closed = false;
  return {
    path: ptsName,
    master,
    write: (bytes) => void master.write(bytes),
    close() {
      if (closed) return;
      closed = true;
      master.destroy();
      closeSync(keeper);
    },
  };
}
