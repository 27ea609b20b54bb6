import { SerialPort } from 'serialport';
import { expect, test, vi } from 'vitest';
import { openPseudoTerminal } from '../test-support/pseudo-terminal.ts';
import { pollAgain } from './poll-again.ts';

test.skipIf(process.platform === 'win32')(
  'a write forgotten by the poller goes on once everything is awaited again',
  async () => {
    const terminal = openPseudoTerminal();
    let arrived = 0;
    terminal.master.on('data', (bytes: Buffer) => {
      arrived += bytes.length;
    });
    terminal.master.pause();
    const port = new SerialPort({ path: terminal.path, baudRate: 115_200, autoOpen: false });
    port.on('error', () => {});
    port.on('data', () => {});
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    const bytes = new Uint8Array(500_000);
    const write = vi.fn();
    port.write(bytes, write);
    const { poller } = port.port as unknown as {
      poller: NodeJS.EventEmitter & { poll(events: number): void };
    };
    await vi.waitFor(() => expect(poller.listenerCount('writable')).toBe(1));

    // What the package does when a read begins to wait.
    poller.poll(1);
    terminal.master.resume();
    let before = -1;
    await vi.waitFor(() => {
      const unchanged = before === arrived;
      before = arrived;
      expect(unchanged && arrived > 0).toBe(true);
    });
    expect(arrived).toBeLessThan(bytes.length);
    expect(write).not.toHaveBeenCalled();

    await vi.waitFor(() => {
      pollAgain(port);
      expect(write).toHaveBeenCalledOnce();
    });
    await vi.waitFor(() => expect(arrived).toBe(bytes.length));
    await new Promise((resolve) => port.close(resolve));
    terminal.close();
  },
);
