import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where a port is looked for: below those that systems hand out to connections (from 32768 on Linux), which could take it between
 * the look and its use.
 */
const PORT_RANGE = { from: 10_000, to: 32_000 };

/** Ports that this process has been given: several are looked for before the first is used. */
const given = new Set<number>();

/** A TCP port on loopback that nobody listens on now: `preferred` where that is free, else one that nobody here was given before. */
export async function freePort(preferred?: number): Promise<number> {
  const port = preferred ?? randomInt(PORT_RANGE.from, PORT_RANGE.to);
  if (preferred === undefined && given.has(port)) return freePort();
  given.add(port);
  return (await isFree(port)) ? port : freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
