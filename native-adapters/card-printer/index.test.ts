import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../contracts/clock.ts';
import { CardPrinterConfig, openCardPrinter } from './index.ts';
import type { CardPrinter } from './port.ts';
import { openPseudoTerminal } from './test-support/pseudo-terminal.ts';
import { sampleArtwork } from './test-support/printer-under-test.ts';
import { rememberingLog } from './test-support/remembering-log.ts';
import { ScriptedPrinter } from './test-support/scripted-printer.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A byte stream that ends in a scripted printer. */
interface DeviceEnd {
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  write(bytes: Uint8Array): unknown;
}

async function connectDevice(device: ScriptedPrinter, end: DeviceEnd): Promise<void> {
  const line = device.createTransport();
  line.onData((bytes) => void end.write(bytes));
  await line.open();
  end.on('data', (bytes) => void line.write(bytes));
}

async function printOne(driver: CardPrinter): Promise<void> {
  await vi.waitFor(() => expect(driver.status().device).toBe('online'));
  const job = driver.prepare(sampleArtwork());
  expect(await driver.print(job, () => {})).toEqual({
    ok: true,
    value: { cardsPrinted: 1_235, ribbonRemaining: 99 },
  });
  expect(await driver.presentCard()).toEqual({ ok: true, value: 'presented' });
}

describe('one driver over two lines', () => {
  test('TCP: a card is printed and presented, and every byte is seen by the tap', async () => {
    const device = new ScriptedPrinter();
    const server = createServer((socket) => void connectDevice(device, socket));
    ends.push(() => server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const sent: Uint8Array[] = [];
    const received: Uint8Array[] = [];
    const driver = openCardPrinter(
      { transport: { type: 'tcp', host: '127.0.0.1', port: address.port } },
      systemClock,
      rememberingLog(),
      (direction, bytes) => void (direction === 'sent' ? sent : received).push(Uint8Array.from(bytes)),
    );
    ends.push(() => driver.close());
    await printOne(driver);
    await driver.close();
    expect(Buffer.concat(sent).equals(Uint8Array.from(device.bytes))).toBe(true);
    expect(Buffer.concat(received).toString('latin1')).toContain('5,00 Volts\r');
  });

  test.skipIf(process.platform === 'win32')('serial port: a card is printed and presented', async () => {
    const device = new ScriptedPrinter();
    const terminal = openPseudoTerminal();
    ends.push(() => terminal.close());
    await connectDevice(device, {
      on: (event, listener) => terminal.master.on(event, listener),
      write: (bytes) => terminal.write(bytes),
    });
    const driver = openCardPrinter(
      { transport: { type: 'serial', path: terminal.path, baudRate: 921_600, rtscts: true } },
      systemClock,
      rememberingLog(),
    );
    ends.push(() => driver.close());
    await printOne(driver);
  });
});

describe('configuration', () => {
  test('defaults: RTS/CTS, 128 levels, clockwise, the times of the timings', () => {
    expect(
      CardPrinterConfig.parse({
        transport: { type: 'serial', path: '/dev/kiosk-printer', baudRate: 115_200 },
      }),
    ).toEqual({
      transport: { type: 'serial', path: '/dev/kiosk-printer', baudRate: 115_200, rtscts: true },
      levels: 128,
      rotation: 'clockwise',
      timings: {
        parameterReplyMs: 2_000,
        movementReplyMs: 15_000,
        panelReplyMs: 35_000,
        restartReplyMs: 30_000,
        stallMs: 35_000,
        bezelPollIntervalMs: 200,
        heartbeatIntervalMs: 3_000,
        readyWaitMs: 5_000,
      },
    });
  });

  test.each([
    ['no such transport', { transport: { type: 'usb', path: '/dev/usb/lp0' } }],
    ['no path', { transport: { type: 'serial', path: '', baudRate: 115_200 } }],
    ['a rate of nothing', { transport: { type: 'serial', path: '/dev/x', baudRate: 0 } }],
    ['a port out of range', { transport: { type: 'tcp', host: 'printer', port: 70_000 } }],
    ['other levels', { transport: { type: 'tcp', host: 'printer', port: 9_100 }, levels: 64 }],
    ['an unknown word', { transport: { type: 'tcp', host: 'printer', port: 9_100 }, speed: 'fast' }],
  ])('%s is refused', (_name, config) => {
    expect(CardPrinterConfig.safeParse(config).success).toBe(false);
  });
});
