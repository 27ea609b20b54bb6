import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, runSteps } from '../testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const ask = (text: string) => bench.host.ask(text);
const physical = () => bench.simulator.snapshot().physical;

describe('identity and sensors of a full, idle printer', () => {
  test.each([
    ['Rtp', 'KC200B'],
    ['Rsn', '10000427'],
    ['Rkn', 'HK-000427'],
    ['Rfv', '2117'],
    ['Rck', 'A5C3'],
    ['Rem', '0,0'],
    ['Rlr;p', 'OK'],
    ['Rlr;h', 'NO CARD'],
    ['Rlr;r', 'OK'],
    ['Rlr;c', 'OK'],
    ['Rse;f', '5,00 Volts'],
    ['Rse;n', '3,92 Volts'],
    ['Rse;o', '5,00 Volts'],
    ['Rse;b', '0,21 Volts'],
    ['Rcr', 'OK'],
    ['Rco;p', '0'],
    ['Rco;c', '0'],
    ['Rco;a', '0'],
    ['Rco;m', '1000'],
    ['Rco;n', '0'],
    ['Rco;l', '200'],
    ['Rrt;qty', '200'],
    ['Rrt;count', '200'],
    ['Rrt;zone', 'F'],
  ])('%s answers %s', async (command, reply) => {
    expect(await ask(command)).toBe(reply);
  });
});

test('sensors follow what hands do', async () => {
  const { simulator } = bench;
  await simulator.hand({ hand: 'openCover' });
  expect(await ask('Rse;o')).toBe('0,00 Volts');
  await simulator.hand({ hand: 'closeCover' });
  expect(await ask('Rse;o')).toBe('5,00 Volts');
  await simulator.hand({ hand: 'refillHopper', count: 10 });
  expect([await ask('Rse;f'), await ask('Rse;n')]).toEqual(['5,00 Volts', '0,17 Volts']);
  await simulator.hand({ hand: 'refillHopper', count: 0 });
  expect(await ask('Rse;f')).toBe('0,00 Volts');
  await simulator.hand({ hand: 'refillHopper' });
  expect(physical().hopper.count).toBe(100);
  await simulator.hand({ hand: 'removeRibbon' });
  expect([await ask('Rrt;count'), await ask('Rcr')]).toEqual(['ERR RIB DETECTION', 'ERROR RIBBON']);
  await simulator.hand({ hand: 'changeRibbon', type: 'ymcko', capacity: 100, remaining: 0 });
  expect([await ask('Rrt;qty'), await ask('Rrt;count'), await ask('Rcr')]).toEqual([
    '100',
    '0',
    'ERROR RIBBON',
  ]);
  await simulator.hand({ hand: 'pushCard', kind: 'other' });
  expect(await ask('Rse;b')).toBe('4,91 Volts');
  await simulator.hand({ hand: 'takeCard' });
  expect(await ask('Rse;b')).toBe('0,21 Volts');
});

describe('settings', () => {
  test.each([
    'Pem;0',
    'Pem;2',
    'Pem;38',
    'Pcom;COM1;115200;N;8;1;RTS/CTS;E',
    'Pcom;COM1;9600;N;1;NONE;D',
    'Pr;ymckok',
    'Pr;k',
    'Pc;k;=;10',
    'Pl;y;=;5',
    'Ps;o;=;3',
    'Pmi;F',
    'Pmi;F;s',
    'Pcim;F',
    'Pcim;I;S',
    'Pcim;B',
    'Pcem;I',
    'Pcem;M',
    'Pcem;N',
    'Pcrm;D',
    'Pcrm;N',
    'Pneab;E',
    'Pneab;A;1',
    'Pneab;A;0',
    'Psmgr;2',
    'Pbc;A;D',
    'Pps;0',
    'Pwr;0',
    'Pdt;DU',
    'Mr;s',
    'Ppws;1100000000',
    'Wcb;o;255',
    'Scp',
    'Srs',
  ])('%s is accepted', async (command) => {
    expect(await ask(command)).toBe('OK');
  });

  test.each([
    'Pem',
    'Pem;64',
    'Pem;x',
    'Pem;2;2',
    'Pcom;COM2;115200;N;8;1;RTS/CTS;E',
    'Pcom;COM1;230400;N;8;1;NONE;E',
    'Pr',
    'Pr;ymc',
    'Pc;x;=;10',
    'Pcim;X',
    'Pcim;constructor',
    'Pcrm;I',
    'Pneab;A',
    'Rlr;x',
    'Rlr;constructor',
    'Rse',
    'Rse;f;f',
    'Rrt;all',
    'Wcb;o',
    'Wcb;o;256',
    'Wcb;x;0',
    'Db;y;6;',
    'Dbc;y;128;0;',
    'Si;1',
    'Se;2',
  ])('%s has wrong parameters', async (command) => {
    expect(await ask(command)).toBe('ERROR PARAMETRES');
  });

  test.each(['Xyz', 'rtp', 'constructor', '', 'Psc;1'])('"%s" is no command', async (command) => {
    expect(await ask(command)).toBe('ERROR CDE');
  });

  test.each(['Sc', 'St', 'Pmc;h', 'Pmd;75', 'Pmt;1', 'Dm;1;DATA', 'Smw', 'Smr', 'Rmb;1'])(
    '%s wants an option that is not fitted',
    async (command) => {
      expect(await ask(command)).toBe('OPT NOT AVAILABLE');
    },
  );

  test('a reset forgets modes and leaves the card where it is', async () => {
    expect(
      await runSteps(bench.host, [['Pem;2'], ['Pneab;A;0'], ['Pcim;B'], ['Pcrm;D'], ['Si'], ['Srs']]),
    ).toEqual(Array(6).fill('OK'));
    expect(bench.simulator.snapshot().settings).toEqual({
      errorMode: 0,
      ejection: 'allowed',
      insertion: 'feeder',
      bin: 'rejectBin',
    });
    expect(await ask('Rlr;p')).toBe('CARD');
    expect(await ask('Rem')).toBe('0,0');
  });

  test('ACK/NACK mode, by Pem or by Pcom; questions are still answered in text', async () => {
    bench.host.send('Pem;18');
    await bench.host.until((received) => received.equals(Buffer.of(0x06)));
    bench.host.send('Sib');
    await bench.host.until((received) => received.equals(Buffer.of(0x06, 0x15, 'T'.charCodeAt(0))));
    bench.host.send('Rtp');
    await bench.host.until((received) => received.subarray(3).equals(Buffer.from('KC200B\r')));
    await bench.reopen();
    bench.host.send('Srs');
    await bench.host.until((received) => received.toString() === 'OK\r');
    await bench.reopen();
    bench.host.send('Pcom;COM1;9600;N;8;1;ACK/NACK;E');
    await bench.host.until((received) => received.equals(Buffer.of(0x06)));
  });
});

describe('movements', () => {
  beforeEach(async () => {
    await ask('Pem;2');
  });

  test('a blank goes from the hopper to the chip station, the bezel and a hand', async () => {
    expect(await ask('Si')).toBe('OK');
    expect(physical()).toMatchObject({
      hopper: { count: 99 },
      transport: { card: { number: 1, kind: 'blank' } },
    });
    expect(await ask('Rlr;p')).toBe('CARD');
    expect([await ask('Sis'), await ask('Rlr;p')]).toEqual(['OK', 'SMART CARD']);
    expect([await ask('Sic'), await ask('Rlr;p')]).toEqual(['OK', 'CONTACTLESS CARD']);
    expect([await ask('Seb'), await ask('Rlr;p'), await ask('Rse;b')]).toEqual(['OK', 'OK', '4,91 Volts']);
    await bench.simulator.hand({ hand: 'takeCard' });
    expect(physical()).toMatchObject({ bezel: null, taken: [{ number: 1 }] });
  });

  test('an old licence goes from the bezel into the retain bin', async () => {
    await bench.simulator.hand({ hand: 'pushCard', kind: 'oldLicence' });
    expect([await ask('Sib'), await ask('Rse;b'), await ask('Rlr;p')]).toEqual(['OK', '0,21 Volts', 'CARD']);
    expect([await ask('Pcrm;D'), await ask('Ser')]).toEqual(['OK', 'OK']);
    expect(physical()).toMatchObject({
      transport: null,
      retainBin: { cards: [{ number: 1, kind: 'oldLicence' }] },
      rejectBin: { cards: [] },
    });
  });

  test('Pcrm;N chooses the reject bin', async () => {
    expect(await runSteps(bench.host, [['Pcrm;D'], ['Pcrm;N'], ['Si'], ['Ser']])).toEqual(
      Array(4).fill('OK'),
    );
    expect(physical()).toMatchObject({ rejectBin: { cards: [{ number: 1 }] } });
  });

  test('Si takes from the bezel when Pcim says so', async () => {
    await bench.simulator.hand({ hand: 'pushCard', kind: 'other' });
    expect([await ask('Pcim;I;S'), await ask('Si')]).toEqual(['OK', 'OK']);
    expect(physical()).toMatchObject({ hopper: { count: 100 }, transport: { card: { kind: 'other' } } });
    expect([await ask('Ser'), await ask('Pcim;B'), await ask('Sis')]).toEqual(['OK', 'OK', 'OK']);
    expect(physical()).toMatchObject({ hopper: { count: 99 }, transport: { station: 'chip' } });
  });

  test('Sie inserts and ejects to where Pcem says', async () => {
    expect([await ask('Sie'), await ask('Pcem;N'), await ask('Sie')]).toEqual(['OK', 'OK', 'OK']);
    expect(physical()).toMatchObject({ bezel: { number: 1 }, rejectBin: { cards: [{ number: 2 }] } });
  });

  test('with nothing to move, time runs out', async () => {
    for (const command of ['Sib', 'Seb', 'Ser']) expect(await ask(command)).toBe('ERROR TIME OUT');
  });

  test('no second card into the transport', async () => {
    await bench.simulator.hand({ hand: 'pushCard', kind: 'other' });
    expect([await ask('Si'), await ask('Si'), await ask('Sib')]).toEqual(['OK', 'ERROR CDE', 'ERROR CDE']);
    expect(physical()).toMatchObject({ hopper: { count: 99 }, bezel: { kind: 'other' } });
  });

  test('no card is pushed out against one that lies at the bezel', async () => {
    await bench.simulator.hand({ hand: 'pushCard', kind: 'other' });
    expect([await ask('Si'), await ask('Seb')]).toEqual(['OK', 'HOPPER FULL']);
    expect(physical()).toMatchObject({ transport: { card: { number: 2 } }, bezel: { number: 1 } });
  });

  test('while ejection is suppressed nothing is presented', async () => {
    expect(await runSteps(bench.host, [['Pneab;A;0'], ['Si'], ['Seb']])).toEqual(['OK', 'OK', 'ERROR CDE']);
    expect(await runSteps(bench.host, [['Pneab;A;1'], ['Seb']])).toEqual(['OK', 'OK']);
  });

  test('an empty hopper, an open cover', async () => {
    await bench.simulator.hand({ hand: 'refillHopper', count: 0 });
    expect(await ask('Si')).toBe('FEEDER EMPTY');
    await bench.simulator.hand({ hand: 'openCover' });
    expect(await ask('Si')).toBe('COVER OPEN');
    // Bit 2 of the error mode: the cover is ignored.
    await bench.simulator.hand({ hand: 'refillHopper' });
    expect([await ask('Pem;6'), await ask('Si')]).toEqual(['OK', 'OK']);
  });

  test('a full bin takes no more and its sensor says so', async () => {
    for (let card = 0; card < 20; card += 1) {
      expect(await runSteps(bench.host, [['Si'], ['Ser']])).toEqual(['OK', 'OK']);
    }
    expect([await ask('Rlr;h'), await ask('Si'), await ask('Ser')]).toEqual(['CARD', 'OK', 'HOPPER FULL']);
    expect(physical()).toMatchObject({ transport: { card: { number: 21 } } });
    await bench.simulator.hand({ hand: 'emptyBins' });
    expect([await ask('Rlr;h'), await ask('Ser')]).toEqual(['NO CARD', 'OK']);
  });

  test('cleaning needs an empty transport and is counted', async () => {
    bench.simulator.arm({ fault: 'cleaningDue' });
    expect(await ask('Rlr;r')).toBe('ERR NEED CLEANING');
    expect([await ask('Si'), await ask('Scp'), await ask('Ser'), await ask('Scp')]).toEqual([
      'OK',
      'ERROR CDE',
      'OK',
      'OK',
    ]);
    expect([await ask('Rlr;c'), await ask('Rco;n')]).toEqual(['OK', '1']);
  });
});

describe('unsupervised (Pem;0), the printer waits for a person instead of replying', () => {
  test('an empty hopper is waited out', async () => {
    await bench.simulator.hand({ hand: 'refillHopper', count: 0 });
    bench.host.send('Si');
    await expect.poll(() => bench.simulator.snapshot().busy).toBe(true);
    expect(bench.host.received).toHaveLength(0);
    await bench.simulator.hand({ hand: 'refillHopper' });
    expect(await bench.host.reply()).toBe('OK');
  });

  test('a reset is understood all the same', async () => {
    await bench.simulator.hand({ hand: 'openCover' });
    bench.host.send('Si');
    await expect.poll(() => bench.simulator.snapshot().busy).toBe(true);
    expect(await ask('Srs')).toBe('OK');
    expect(await ask('Rlr;p')).toBe('OK');
  });
});
