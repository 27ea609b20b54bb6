import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../contracts/clock.ts';
import { openPseudoTerminal, type PseudoTerminal } from '../test-support/pseudo-terminal.ts';
import { type ByteTransport, WRITE_CHUNK_BYTES } from './byte-transport.ts';
import { createSerialTransport } from './serial-port.ts';

// Pseudo terminals are a matter of Linux and macOS; on Windows the TCP transport is tested.
describe.skipIf(process.platform === 'win32')('a serial port on a pseudo terminal', () => {
  let terminal: PseudoTerminal;
  let transport: ByteTransport;
  let others: ByteTransport[];

  const line = () => ({ path: terminal.path, baudRate: 921_600, rtscts: true });

  beforeEach(() => {
    terminal = openPseudoTerminal();
    transport = createSerialTransport(line(), systemClock);
    others = [];
  });

  afterEach(async () => {
    for (const opened of [transport, ...others]) await opened.close();
    terminal.close();
  });

  async function writeAll(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length; sent += WRITE_CHUNK_BYTES) {
      await transport.write(bytes.subarray(sent, sent + WRITE_CHUNK_BYTES));
    }
  }

  test('200 kB of every byte value arrive intact, NUL, CR, XON and XOFF included', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index + (index >> 8));
    const received: Buffer[] = [];
    terminal.master.on('data', (piece: Buffer) => received.push(piece));
    await transport.open();
    await writeAll(bytes);
    await vi.waitFor(() => expect(Buffer.concat(received).length).toBe(bytes.length));
    expect(Buffer.concat(received).equals(bytes)).toBe(true);
  });

  test('replies arrive as the printer sends them', async () => {
    const received: Buffer[] = [];
    transport.onData((piece) => received.push(Buffer.from(piece)));
    await transport.open();
    terminal.write(Buffer.from('OK\r\0\x11\x13\xff', 'latin1'));
    await vi.waitFor(() => expect(Buffer.concat(received).toString('latin1')).toBe('OK\r\0\x11\x13\xff'));
  });

  test('a printer that takes nothing leaves the write pending, and closing gives it up', async () => {
    terminal.master.pause();
    await transport.open();
    let taken = 0;
    const writing = (async () => {
      // No system buffers that much: without a reader the last of it is never taken.
      for (; taken < 64_000_000; taken += WRITE_CHUNK_BYTES)
        await transport.write(new Uint8Array(WRITE_CHUNK_BYTES));
      return 'taken';
    })().catch(() => 'given up');
    await vi.waitFor(() => expect(taken).toBeGreaterThan(0));
    await transport.close();
    expect(await writing).toBe('given up');
  });

  test('what is written after closing is refused at once', async () => {
    await transport.open();
    await transport.close();
    await expect(transport.write(Uint8Array.of(1))).rejects.toThrow('Line is not open');
  });

  test('a second opener is refused', async () => {
    await transport.open();
    const second = createSerialTransport(line(), systemClock);
    others.push(second);
    await expect(second.open()).rejects.toThrow(/lock/i);
  });

  test('closed, it can be opened again by a new transport', async () => {
    await transport.open();
    await transport.close();
    const second = createSerialTransport(line(), systemClock);
    others.push(second);
    await second.open();
  });

  test('closed while it is being opened, it does not keep the device', async () => {
    const opening = transport.open();
    await transport.close();
    await opening.catch(() => undefined);
    const second = createSerialTransport(line(), systemClock);
    others.push(second);
    await second.open();
  });

  test('closing is told once', async () => {
    const closed = vi.fn();
    transport.onClose(closed);
    await transport.open();
    await transport.close();
    await transport.close();
    expect(closed).toHaveBeenCalledOnce();
  });

  test('a device that vanishes is noticed or at least fails the next write', async () => {
    const ended = vi.fn();
    transport.onClose(ended);
    transport.onError(() => {});
    await transport.open();
    terminal.close();
    await vi.waitFor(async () => {
      await transport.write(Uint8Array.of(0)).catch(() => ended());
      expect(ended).toHaveBeenCalled();
    });
  });
});

test('a device that does not exist cannot be opened, and closing it is harmless', async () => {
  const missing = createSerialTransport(
    { path: '/dev/no-such-printer', baudRate: 115_200, rtscts: true },
    systemClock,
  );
  await expect(missing.open()).rejects.toThrow(/no-such-printer/);
  await expect(missing.write(Uint8Array.of(1))).rejects.toThrow('Line is not open');
  await missing.close();
});
