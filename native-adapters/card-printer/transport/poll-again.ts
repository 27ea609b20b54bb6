import { EventEmitter } from 'node:events';
import type { SerialPort } from 'serialport';

/** Flags of the `serialport` package's poller (libuv's `UV_READABLE`, `UV_WRITABLE`). */
const READABLE = 1;
const WRITABLE = 2;

/** The part of the package's poller that is needed here: it waits for a descriptor to become readable or writable. */
interface Poller extends EventEmitter {
  poll(events: number): void;
}

function pollerOf(port: SerialPort): Poller | null {
  const binding: object | undefined = port.port;
  if (binding === undefined || !('poller' in binding)) return null;
  const { poller } = binding;
  const isPoller = (candidate: unknown): candidate is Poller =>
    candidate instanceof EventEmitter && 'poll' in candidate && typeof candidate.poll === 'function';
  return isPoller(poller) ? poller : null;
}

/**
 * Makes an open port wait again for everything that is awaited of it. The package's poller (13.0, Linux and macOS) keeps
 * one set of events and forgets the others whenever a new one is awaited: a write that waits for room is forgotten when a
 * read begins to wait behind it, and stays pending until the printer happens to say something. Harmless at any time, and
 * nothing to do where there is no poller (Windows).
 */
export function pollAgain(port: SerialPort): void {
  const poller = pollerOf(port);
  if (poller === null || poller.listenerCount('writable') === 0) return;
  poller.poll(WRITABLE | (poller.listenerCount('readable') > 0 ? READABLE : 0));
}
