import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../test-support/fake-clock.ts';
import { keepConnected, RECONNECT_FIRST_MS, RECONNECT_LONGEST_MS } from './keep-connected.ts';
import type { OpenReportTransport, ReportListener } from './report-transport.ts';

function setUp() {
  const clock = new FakeClock();
  let isPresent = true;
  let listener: ReportListener | null = null;
  const closed = vi.fn();
  const open = vi.fn<OpenReportTransport>(async (given) => {
    if (!isPresent) return { ok: false, fault: 'absent' };
    listener = given;
    return { ok: true, value: { send: () => undefined, close: closed } };
  });
  const told = { onConnected: vi.fn(), onReport: vi.fn(), onDisconnected: vi.fn(), onTrouble: vi.fn() };
  const end = keepConnected(open, clock, told);
  const unplug = () => {
    isPresent = false;
    listener?.onClose();
  };
  const plugIn = () => {
    isPresent = true;
  };
  const attempts = (count: number) =>
    vi.waitFor(() => expect(open).toHaveBeenCalledTimes(count), { interval: 1 });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, open, told, end, unplug, plugIn, attempts, settled, closed };
}

describe('keepConnected', () => {
  it('waits longer after each failure, up to a limit, and begins anew after success', async () => {
    const { clock, told, unplug, plugIn, attempts, settled } = setUp();
    await settled();
    unplug();
    expect(told.onDisconnected).toHaveBeenCalledTimes(1);
    const waits: (number | null)[] = [];
    for (let attempt = 2; attempt < 8; attempt += 1) {
      waits.push(clock.nextIn);
      clock.advance(clock.nextIn ?? 0);
      await attempts(attempt);
      await settled();
    }
    expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(told.onTrouble).toHaveBeenCalledWith('absent');

    plugIn();
    clock.advance(RECONNECT_LONGEST_MS);
    await settled();
    expect(told.onConnected).toHaveBeenCalledTimes(2);
    unplug();
    expect(clock.nextIn).toBe(RECONNECT_FIRST_MS);
  });

  it('ends for good: closes the connection, or the one still being opened, and tries no more', async () => {
    const first = setUp();
    await first.settled();
    first.end();
    expect(first.closed).toHaveBeenCalledTimes(1);
    first.unplug();
    expect(first.clock.nextIn).toBeNull();

    const second = setUp();
    second.end();
    await second.settled();
    expect(second.closed).toHaveBeenCalledTimes(1);
    expect(second.told.onConnected).not.toHaveBeenCalled();
  });

  it('opens again when a connection is lost before it was announced', async () => {
    const { clock, told, unplug, settled } = setUp();
    unplug();
    await settled();
    expect(told.onConnected).not.toHaveBeenCalled();
    expect(clock.nextIn).toBe(RECONNECT_FIRST_MS);
  });
});
