import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Bench,
  GET_ATR,
  NOTIFY,
  ok,
  POWER_OFF,
  SELECT,
  soon,
  setUpBenches,
  setUpCards,
} from './bench.test-helper.ts';
import { SLOW_REPLY_MS } from './faults.ts';
import { TestHost } from './host.test-helper.ts';
import { STATUS } from './status.ts';

const place = setUpCards(['ready-renewal']);
const startBench = setUpBenches(place);
let reader: Bench['reader'];
let host: Bench['host'];
let ask: Bench['ask'];
let exchange: Bench['exchange'];
let clock: Bench['clock'];
beforeEach(async () => {
  ({ clock, reader, host, ask, exchange } = await startBench());
});

describe('misbehaviour on command', () => {
  const ids = () => host.reports.map(([id]) => id);
  beforeEach(async () => {
    reader.insert('ready-renewal');
    await ask(...GET_ATR);
    await exchange(SELECT);
    host.reports.length = 0;
  });

  test('silence: neither replies nor notifications, until it is taken back', async () => {
    await ask(...NOTIFY);
    await host.until(() => host.messages.length === 2);
    reader.setFault('silence', null);
    host.send(...GET_ATR);
    reader.remove();
    await soon(() => expect(reader.wireAfter(0).at(-1)?.name).toBe('Get ATR'));
    expect(host.messages).toHaveLength(2);
    reader.setFault(null, null);
    expect(await ask(...POWER_OFF)).toEqual(ok(0x2c, ''));
  });

  test('a wrong CRC, for one reply', async () => {
    reader.setFault('badCrc', 1);
    expect(await ask(...GET_ATR)).toMatchObject({ status: STATUS.ok, crcRight: false });
    expect(reader.state.fault).toBeNull();
    expect(await ask(...GET_ATR)).toMatchObject({ crcRight: true });
  });

  test('a fault for two replies counts them', async () => {
    reader.setFault('refused', 2);
    expect(await ask(...GET_ATR)).toMatchObject({ status: STATUS.failed });
    expect(reader.state).toMatchObject({ fault: 'refused', faultReplies: 1 });
    expect(await ask(...GET_ATR)).toMatchObject({ status: STATUS.failed });
    expect(await ask(...GET_ATR)).toMatchObject({ status: STATUS.ok });
  });

  test('truncated: the last report never comes', async () => {
    reader.setFault('truncated', null);
    host.send(0x2c, 0x13, '2000b09d00e0');
    await soon(() => expect(ids()).toEqual([2, 3, 3]));
    host.send(...POWER_OFF);
    await soon(() => expect(ids()).toEqual([2, 3, 3, 2]));
    expect(host.messages).toEqual([]);
  });

  test('unknown reports in between, which a host ignores', async () => {
    reader.setFault('unknownReports', null);
    const reply = await exchange('00b09d00e0');
    expect(reply).toMatchObject({ status: STATUS.ok, crcRight: true });
    expect(ids()).toEqual([5, 2, 0x7f, 3, 5, 3, 0x7f, 4]);
  });

  test('out of order: the last report first', async () => {
    reader.setFault('outOfOrder', null);
    host.send(0x2c, 0x13, '2000b09d00e0');
    await soon(() => expect(ids()).toEqual([4, 2, 3, 3]));
    host.send(...POWER_OFF);
    await soon(() => expect(ids()).toEqual([4, 2, 3, 3, 3, 1]));
    expect(host.messages).toEqual([ok(0x2c, '')]);
  });

  test('slow: the reply comes, late', async () => {
    reader.setFault('slow', 1);
    host.send(...POWER_OFF);
    await soon(() => expect(clock.timersWaiting).toBe(1));
    clock.advance(SLOW_REPLY_MS - 1);
    expect(clock.timersWaiting).toBe(1);
    clock.advance(1);
    await soon(() => expect(host.messages).toEqual([ok(0x2c, '')]));
  });

  test('latency is added to each report, both ways', async () => {
    reader.setLatency(10);
    host.send(0x2c, 0x13, '2000b09d00e0');
    await soon(() => expect(clock.timersWaiting).toBe(1));
    clock.advance(49);
    await soon(() => expect(ids()).toEqual([2, 3, 3]));
    clock.advance(1);
    await soon(() => expect(ids()).toEqual([2, 3, 3, 4]));
  });
});

describe('the cable', () => {
  test('pulled: the host is cut off, a new one refused; put back: power-up without notifications', async () => {
    reader.insert('ready-renewal');
    await ask(...NOTIFY);
    await ask(...GET_ATR);
    const { address } = reader;
    await reader.plug(false);
    await soon(() => expect(host.closed).toBe(true));
    await expect(TestHost.open(address)).rejects.toThrow('ECONNREFUSED');
    expect(reader.state).toMatchObject({ connected: false, chipPowered: false, notifying: false });
    await reader.plug(true);
    expect(reader.address).toBe(address);
    const again = await TestHost.open(address);
    expect(reader.state).toMatchObject({ connected: true, card: 'ready-renewal' });
    again.send(...GET_ATR);
    await again.until(() => again.messages.length === 1);
    expect(again.messages[0]).toMatchObject({ status: STATUS.ok });
    again.close();
  });

  test('a late reply dies with the cable', async () => {
    reader.setFault('slow', 1);
    host.send(...POWER_OFF);
    await soon(() => expect(clock.timersWaiting).toBe(1));
    await reader.plug(false);
    expect(clock.timersWaiting).toBe(0);
  });

  test('a new host takes the place of one that died', async () => {
    const second = await TestHost.open(reader.address);
    await soon(() => expect(host.closed).toBe(true));
    second.send(...POWER_OFF);
    await second.until(() => second.messages.length === 1);
    expect(second.messages).toEqual([ok(0x2c, '')]);
    second.close();
    await soon(() => expect(reader.state.hostConnected).toBe(false));
  });

  test('a Unix socket that somebody serves is left alone', async () => {
    const path = join(place.folder, 'reader.sock');
    const onPath = await startBench(path);
    expect(await onPath.ask(...POWER_OFF)).toEqual(ok(0x2c, ''));
    await expect(startBench(path)).rejects.toThrow('EADDRINUSE');
    await onPath.reader.plug(false);
    await expect(TestHost.open(path)).rejects.toThrow('ENOENT');
  });
});
