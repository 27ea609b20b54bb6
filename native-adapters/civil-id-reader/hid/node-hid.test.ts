import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { type HidAddress, type HidDevice, type HidModule, openNodeHid } from './node-hid.ts';

/** The device of node-hid as far as the driver sees it. */
class FakeHid extends EventEmitter implements HidDevice {
  readonly written: Buffer[] = [];
  isClosed = false;
  writeError: unknown = null;
  #isWriting = false;

  async write(report: Buffer): Promise<number> {
    if (this.#isWriting) throw new Error('two writes at once');
    this.#isWriting = true;
    await new Promise((resolve) => setImmediate(resolve));
    this.#isWriting = false;
    if (this.writeError !== null) {
      const error = this.writeError;
      this.writeError = null;
      throw error;
    }
    this.written.push(report);
    return report.length;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

async function openFake(address: HidAddress = { vendorId: 0x0acd, productId: 0x3530 }) {
  const device = new FakeHid();
  const open = vi.fn(async () => device);
  const listener = { onReport: vi.fn(), onError: vi.fn(), onClose: vi.fn() };
  const module: HidModule = { HIDAsync: { open } };
  const opened = await openNodeHid(address, listener, async () => module);
  if (!opened.ok) throw new Error(opened.fault);
  return { device, open, listener, transport: opened.value };
}

const report = (id: number) => Buffer.alloc(64, id);

describe('openNodeHid', () => {
  it('opens by USB identifiers or by path', async () => {
    expect((await openFake()).open).toHaveBeenCalledWith(0x0acd, 0x3530);
    expect((await openFake({ path: '/dev/hidraw3' })).open).toHaveBeenCalledWith('/dev/hidraw3');
  });

  it('writes reports one after another and hands over those that come', async () => {
    const { device, transport, listener } = await openFake();
    transport.send([report(2), report(4)]);
    await vi.waitFor(() => expect(device.written).toEqual([report(2), report(4)]), { interval: 1 });
    device.emit('data', report(1));
    expect(listener.onReport).toHaveBeenCalledWith(report(1));
  });

  it('an unplugged device closes, once, though its error is a string', async () => {
    const { device, listener, transport } = await openFake();
    device.emit('error', 'could not read from HID device');
    device.emit('error', 'again');
    transport.close();
    expect(listener.onError.mock.calls).toEqual([['could not read from HID device']]);
    expect(listener.onClose).toHaveBeenCalledTimes(1);
    expect(device.isClosed).toBe(true);
  });

  it('a write that fails closes, and nothing is written after', async () => {
    const { device, listener, transport } = await openFake();
    device.writeError = new TypeError('Cannot write to hid device');
    transport.send([report(2), report(4)]);
    await vi.waitFor(() => expect(listener.onClose).toHaveBeenCalledTimes(1), { interval: 1 });
    expect(listener.onError.mock.calls).toEqual([['Cannot write to hid device']]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(device.written).toEqual([]);
  });

  it('hands over nothing after the end', async () => {
    const { device, listener, transport } = await openFake();
    transport.close();
    device.emit('data', report(1));
    expect(listener.onReport).not.toHaveBeenCalled();
  });

  it('an absent device, or a module that cannot load, is a fault with its message', async () => {
    const listener = { onReport: vi.fn(), onError: vi.fn(), onClose: vi.fn() };
    const absent: HidModule = { HIDAsync: { open: () => Promise.reject(new Error('cannot open device')) } };
    const address = { vendorId: 1, productId: 2 };
    expect(await openNodeHid(address, listener, async () => absent)).toEqual({
      ok: false,
      fault: 'cannot open device',
    });
    expect(await openNodeHid(address, listener, () => Promise.reject(new Error('libudev')))).toEqual({
      ok: false,
      fault: 'libudev',
    });
  });
});
