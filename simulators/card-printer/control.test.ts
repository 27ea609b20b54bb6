import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ControlServer, startControlServer } from '../control-server.ts';
import { PrinterControl } from './control.ts';
import { controlRoutes } from './control-routes.ts';
import type { PrinterSnapshot } from './control-schema.ts';
import { type Bench, BLANK_JOB, openBench, runSteps } from './testing/bench.ts';

let bench: Bench;
let server: ControlServer;
let control: PrinterControl;

beforeEach(async () => {
  bench = await openBench();
  server = await startControlServer({ port: 0, routes: controlRoutes(bench.simulator) });
  control = new PrinterControl(server.url);
});
afterEach(async () => {
  await server.close();
  await bench.close();
});

test('the state of an idle printer', async () => {
  expect(await control.state()).toMatchObject({
    powered: true,
    busy: false,
    status: { major: 'READY', flags: ['INF_CARD_FEEDER'] },
    line: { address: bench.simulator.address, plugged: true, clearToSend: true },
    timing: { baud: 0, panelMs: 0, moveMs: 0 },
    job: null,
    receiving: null,
    faults: [],
  });
});

describe('hands', () => {
  test.each([
    [{ hand: 'takeCard' }, 'noCardAtBezel'],
    [{ hand: 'clearJam' }, 'noJam'],
    [{ hand: 'refillHopper', count: 101 }, 'overCapacity'],
    [{ hand: 'changeRibbon', capacity: 10, remaining: 11 }, 'overCapacity'],
  ] as const)('%o is refused: %s', async (hand, error) => {
    await expect(control.hand(hand)).rejects.toMatchObject({ status: 409, error });
  });

  test('a second card at the bezel is refused', async () => {
    const { physical } = await control.hand({ hand: 'pushCard', kind: 'damagedLicence' });
    expect(physical.bezel).toEqual({ number: 1, kind: 'damagedLicence' });
    await expect(control.hand({ hand: 'pushCard', kind: 'other' })).rejects.toMatchObject({
      error: 'cardAtBezel',
    });
  });

  test('a hand nobody has is invalid', async () => {
    const response = await fetch(`${server.url}/hand`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"hand":"kick"}',
    });
    expect(response.status).toBe(400);
  });
});

test('faults are armed, listed, disarmed', async () => {
  const { id } = await control.arm({ fault: 'silence', command: 'Se' });
  await control.arm({ fault: 'headFault' });
  const { faults } = await control.state();
  expect(faults).toEqual([
    { id, fault: { fault: 'silence', command: 'Se', ms: null, times: 1 } },
    { id: id + 1, fault: { fault: 'headFault' } },
  ]);
  expect((await control.disarm(id)).faults).toHaveLength(1);
  await expect(control.disarm(id)).rejects.toMatchObject({ status: 404 });
  expect((await control.disarmAll()).faults).toEqual([]);
});

test('speeds change in part', async () => {
  expect((await control.setTiming({ panelMs: 7 })).timing).toEqual({ baud: 0, panelMs: 7, moveMs: 0 });
  expect((await control.reset()).timing).toEqual({ baud: 0, panelMs: 0, moveMs: 0 });
});

test('the wire, frame by frame and byte by byte', async () => {
  await bench.host.ask('Pcim;I;S');
  const [command, reply, ...more] = await control.wire();
  expect(command).toMatchObject({
    index: 1,
    direction: 'toPrinter',
    type: 'command',
    text: 'Pcim',
    parameters: ['I', 'S'],
    bytes: 0,
    head: '',
  });
  expect(reply).toMatchObject({
    index: 2,
    direction: 'toHost',
    type: 'reply',
    text: 'OK',
    bytes: 3,
    head: '4f4b0d',
  });
  expect(more).toEqual([]);
  expect(await control.wire(1)).toEqual([reply]);
  expect(Buffer.from(await control.wireBytes()).toString()).toBe('\x1bPcim;I;S\r');
});

test('printed cards', async () => {
  await runSteps(bench.host, BLANK_JOB);
  expect(await control.cards()).toEqual([1]);
  expect(await control.planes(1)).toMatchObject({
    card: 1,
    planes: { overlay: { levels: 2, file: 'overlay.bin' } },
  });
  expect(
    Buffer.from(await control.cardFile(1, 'front.png'))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(await control.cardFile(1, 'backBlack.bin')).toHaveLength(1016 * 648);
  await expect(control.cardFile(2, 'front.png')).rejects.toThrow('404');
});

test('events: the state at once, then after each change', async () => {
  const ended = new AbortController();
  const seen: PrinterSnapshot[] = [];
  for await (const snapshot of control.events(ended.signal)) {
    seen.push(snapshot);
    if (seen.length === 1) await control.hand({ hand: 'openCover' });
    if (snapshot.physical.coverOpen) ended.abort();
  }
  expect(seen[0]?.physical.coverOpen).toBe(false);
  expect(seen.at(-1)?.status).toMatchObject({
    major: 'ERROR',
    flags: expect.arrayContaining(['ERR_COVER_OPEN']),
  });
});
