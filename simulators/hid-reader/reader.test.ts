import { readFileSync, writeFileSync } from 'node:fs';
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
import { commandMessage, hostReports } from './host.test-helper.ts';
import { SlotMemory } from './memory.ts';
import { STATUS } from './status.ts';

const place = setUpCards([
  'ready-renewal',
  'ready-lost',
  'unreadable',
  'garbled',
  'removed-mid-read',
  'not-civil-id',
]);
const startBench = setUpBenches(place);
let reader: Bench['reader'];
let host: Bench['host'];
let ask: Bench['ask'];
let exchange: Bench['exchange'];
let clock: Bench['clock'];
beforeEach(async () => {
  ({ clock, reader, host, ask, exchange } = await startBench());
});

describe('commands', () => {
  test('a whole conversation with a chip', async () => {
    reader.insert('ready-renewal');
    expect(await ask(...GET_ATR)).toEqual(ok(0x2c, '3b860152554b48534191'));
    expect(await exchange(SELECT)).toEqual(ok(0x2c, '9000'));
    expect((await exchange('00b09d0004'))?.data).toMatch(/^7782[0-9a-f]{4}9000$/);
    const long = await exchange('00b09d00e0');
    expect(long?.data).toHaveLength(2 * (0xe0 + 2));
    expect(reader.state.chipPowered).toBe(true);
    expect(await ask(...POWER_OFF)).toEqual(ok(0x2c, ''));
    expect(reader.state.chipPowered).toBe(false);
  });

  test('power makes a chip forget what was selected', async () => {
    reader.insert('ready-renewal');
    await ask(...GET_ATR);
    await exchange(SELECT);
    await ask(...GET_ATR);
    expect((await exchange('00b09d0004'))?.data).toBe('6a82');
  });

  test('a chip of T=0 has its answers fetched', async () => {
    reader.insert('ready-lost');
    await ask(...GET_ATR);
    await exchange(SELECT);
    expect((await exchange('0088000008010203040506070800'))?.data).toBe('6140');
    expect((await exchange('00c0000040'))?.data).toMatch(/^[0-9a-f]{128}9000$/);
  });

  test.each([
    ['an unknown command', 0x99, 0x01, '20', STATUS.unknownCommand],
    ['an unknown sub-command', 0x2c, 0x77, '20', STATUS.unknownSubCommand],
    ['Get ATR without an interface', 0x2c, 0x12, '', STATUS.incorrectParameter],
    ['Get ATR with more than an interface', 0x2c, 0x12, '2000', STATUS.incorrectParameter],
    ['an interface that does not exist', 0x2c, 0x12, '99', STATUS.incorrectParameter],
    ['the contactless interface', 0x2c, 0x12, '00', STATUS.parameterNotSupported],
    ['Get ATR without a card', 0x2c, 0x12, '20', STATUS.failed],
    ['an APDU without a card', 0x2c, 0x13, `20${SELECT}`, STATUS.failed],
    ['reserved switches', 0x01, 0x07, '04', STATUS.incorrectParameter],
    ['switches without a byte', 0x01, 0x07, '', STATUS.incorrectParameter],
  ])('%s', async (_case, command, subCommand, data, status) => {
    expect(await ask(command, subCommand, data)).toEqual({ command, status, data: '', crcRight: true });
  });

  test('an APDU to a chip without power is not allowed', async () => {
    reader.insert('ready-renewal');
    expect(await exchange(SELECT)).toMatchObject({ status: STATUS.notAllowed });
  });

  test('more data than the buffer holds', async () => {
    reader.insert('ready-renewal');
    await ask(...GET_ATR);
    await exchange(SELECT);
    expect(await exchange('00b09d0000')).toMatchObject({ status: STATUS.bufferOverflow, data: '' });
  });

  test('a command with a wrong CRC is refused and the next one served', async () => {
    const spoiled = commandMessage(...GET_ATR);
    spoiled.writeUInt8((spoiled.at(-1) ?? 0) ^ 1, spoiled.length - 1);
    host.write(Buffer.concat(hostReports(spoiled)));
    await host.until(() => host.messages.length === 1);
    expect(host.messages[0]).toMatchObject({ command: 0x2c, status: STATUS.crcError });
    expect(await ask(...POWER_OFF)).toEqual(ok(0x2c, ''));
  });

  test('reports split and merged by the socket are still reports', async () => {
    const stream = Buffer.concat([
      ...hostReports(commandMessage(...POWER_OFF)),
      ...hostReports(commandMessage(...NOTIFY)),
    ]);
    for (const octet of stream) host.write(Buffer.from([octet]));
    await soon(() => expect(host.messages).toEqual([ok(0x2c, ''), ok(0x01, '')]));
  });
});

describe('a card comes and goes', () => {
  test('the host hears of it once it has asked, and at once of a card already there', async () => {
    reader.insert('ready-renewal');
    await ask(...NOTIFY);
    await soon(() => expect(host.messages).toEqual([ok(0x01, ''), ok(0xf2, '01')]));
    reader.remove();
    reader.insert('not-civil-id');
    await soon(() => expect(host.messages.slice(2)).toEqual([ok(0xf2, '00'), ok(0xf2, '01')]));
    await ask(0x01, 0x07, '00');
    reader.remove();
    expect(await ask(...POWER_OFF)).toEqual(ok(0x2c, ''));
    expect(host.messages).toHaveLength(6);
  });

  test('nothing is said before it was asked for', async () => {
    reader.insert('ready-renewal');
    expect(await ask(...POWER_OFF)).toEqual(ok(0x2c, ''));
    expect(host.messages).toHaveLength(1);
  });

  test('one slot holds one card', () => {
    expect(reader.insert('nobody')).toBe('unknownCard');
    expect(reader.insert('ready-renewal')).toBe('inserted');
    expect(reader.insert('ready-renewal')).toBe('inserted');
    expect(reader.insert('ready-lost')).toBe('occupied');
    expect(reader.state.card).toBe('ready-renewal');
  });

  test('without latency no timer stands between card and host', async () => {
    await ask(...NOTIFY);
    reader.insert('ready-renewal');
    expect(clock.timersWaiting).toBe(0);
    await soon(() => expect(host.messages.at(-1)).toEqual(ok(0xf2, '01')));
  });
});

describe('cards that fail', () => {
  test('unreadable: no answer to reset', async () => {
    reader.insert('unreadable');
    expect(await ask(...GET_ATR)).toMatchObject({ status: STATUS.timeout });
    expect(await exchange(SELECT)).toMatchObject({ status: STATUS.notAllowed });
  });

  test('garbled: noise that is no status word', async () => {
    reader.insert('garbled');
    expect(await ask(...GET_ATR)).toMatchObject({ status: STATUS.ok });
    expect((await exchange(SELECT))?.data).toMatch(/^(?!.*(6[1-9a-f]|9[0-9a-f])..$)/);
  });

  test('removed while being read: the switch speaks first, then the command fails, and the slot is empty', async () => {
    await ask(...NOTIFY);
    reader.insert('removed-mid-read');
    await soon(() => expect(host.messages.at(-1)).toEqual(ok(0xf2, '01')));
    await ask(...GET_ATR);
    for (const apdu of [SELECT, '00b09d0004', '00b09d00e0', '00a4020c02011d'])
      expect(await exchange(apdu)).toMatchObject({ status: STATUS.ok });
    const before = host.messages.length;
    host.send(0x2c, 0x13, '2000b000e0e0');
    await host.until(() => host.messages.length === before + 2);
    expect(host.messages.slice(before)).toEqual([
      ok(0xf2, '00'),
      { command: 0x2c, status: STATUS.failed, data: '', crcRight: true },
    ]);
    expect(reader.state.card).toBeNull();
  });
});

describe('what outlives the process', () => {
  const wrongPin = '002000010831313131ffffffff';

  test('the card in the slot and the used tries of its PIN', async () => {
    reader.insert('ready-renewal');
    await ask(...GET_ATR);
    expect((await exchange(wrongPin))?.data).toBe('63c2');
    host.close();
    await reader.plug(false);

    ({ reader, ask, exchange } = await startBench());
    expect(reader.state).toMatchObject({ card: 'ready-renewal', chipPowered: false, notifying: false });
    expect(reader.cards().find(({ card }) => card === 'ready-renewal')?.pinTriesLeft).toBe(2);
    await ask(...GET_ATR);
    expect((await exchange(wrongPin))?.data).toBe('63c1');
    expect((await exchange(wrongPin))?.data).toBe('63c0');
    expect((await exchange(wrongPin))?.data).toBe('6983');
  });

  test('the office unblocks a PIN', async () => {
    reader.insert('ready-renewal');
    await ask(...GET_ATR);
    for (let tries = 0; tries < 3; tries += 1) await exchange(wrongPin);
    expect(reader.unblockPin('ready-renewal')).toMatchObject({ pinTriesLeft: 3 });
    expect(reader.unblockPin('nobody')).toBeNull();
    await ask(...GET_ATR);
    expect((await exchange('002000010832353830ffffffff'))?.data).toBe('9000');
  });

  test('a card that was taken out stays out', async () => {
    reader.insert('ready-renewal');
    reader.remove();
    expect(new SlotMemory(place.statePath).card).toBeNull();
  });

  test('a card whose file is gone is not in the slot any more', async () => {
    writeFileSync(place.statePath, JSON.stringify({ card: 'gone', pinTries: {} }));
    const restarted = await startBench();
    expect(restarted.reader.state.card).toBeNull();
  });

  test('a spoiled state file is told, not overwritten', () => {
    writeFileSync(place.statePath, '{"card":');
    expect(() => new SlotMemory(place.statePath)).toThrow();
    expect(readFileSync(place.statePath, 'utf8')).toBe('{"card":');
  });
});

test('the wire is kept in words, for whoever reads on from a number', async () => {
  reader.insert('ready-renewal');
  await ask(...NOTIFY);
  await host.until(() => host.messages.length === 2);
  await ask(...GET_ATR);
  await exchange(SELECT);
  await exchange('00b09d00e0');
  expect(reader.wireAfter(0).map(({ direction, name }) => `${direction} ${name}`)).toEqual([
    'toReader Set switch notifications',
    'toHost Reply: ok, 0 bytes',
    'toHost Card seated',
    'toReader Get ATR',
    'toHost Reply: ok, 10 bytes',
    'toReader Exchange APDU: SELECT',
    'toHost Reply: ok, 2 bytes',
    'toReader Exchange APDU: READ BINARY',
    'toHost Reply: ok, 226 bytes',
    'toHost continued',
    'toHost continued',
    'toHost continued, last',
  ]);
  const rest = reader.wireAfter(10);
  expect(rest.map(({ n }) => n)).toEqual([11, 12]);
  expect(rest[0]?.hex).toHaveLength(128);
});
