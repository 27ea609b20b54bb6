import { beforeEach, describe, expect, test } from 'vitest';
import { type PrinterUnderTest, printerUnderTest } from '../test-support/printer-under-test.ts';
import { answer, raw } from '../test-support/scripted-printer.ts';

let under: PrinterUnderTest;

beforeEach(async () => {
  under = await printerUnderTest();
  under.device.commands.length = 0;
});

const fault = (reason: string, cardLocation: string, action: string) => ({
  ok: false,
  fault: { reason, cardLocation, action },
});
const success = (value: string) => ({ ok: true, value });
/** Commands that move or set something, without the questions. */
const acts = () => under.device.commands.filter((text) => !text.startsWith('R'));

describe('an old licence', () => {
  test('is awaited at the bezel, drawn in and retained in the deep tray', async () => {
    const accepted = under.driver.acceptCard(new AbortController().signal);
    await under.clock.advance(5_000);
    under.device.cardAtBezel = true;
    expect(await under.wait(accepted)).toEqual(success('accepted'));
    expect(await under.wait(under.driver.retainCard())).toEqual(success('retained'));
    expect(acts()).toEqual(['Pem;2', 'Pcim;I;S', 'Sib', 'Pem;2', 'Pcrm;D', 'Ser']);
    expect(under.device).toMatchObject({ bins: { D: 1, N: 0 }, cardInTransport: false });
  });

  test('may lie at the bezel already', async () => {
    under.device.cardAtBezel = true;
    expect(await under.wait(under.driver.acceptCard(new AbortController().signal))).toEqual(
      success('accepted'),
    );
  });

  test('that is pulled away again is awaited again', async () => {
    under.device.cardAtBezel = true;
    under.device.before('Sib', () => {
      under.device.cardAtBezel = false;
    });
    const accepted = under.driver.acceptCard(new AbortController().signal);
    await under.clock.advance(2_000);
    expect(under.driver.status().media).toBe('notPresent');
    under.device.cardAtBezel = true;
    expect(await under.wait(accepted)).toEqual(success('accepted'));
    expect(under.device.times('Sib')).toBe(2);
  });

  test('that nobody brings is given up on the signal, and the feeder is the way in again', async () => {
    const signal = new AbortController();
    const accepted = under.driver.acceptCard(signal.signal);
    await under.clock.advance(3_000);
    signal.abort();
    expect(await under.wait(accepted)).toEqual(success('aborted'));
    expect(acts()).toEqual(['Pem;2', 'Pcim;I;S', 'Pcim;F']);
  });

  test('that jams on its way in is told, with its place', async () => {
    under.device.cardAtBezel = true;
    under.device.on('Sib', answer('CARD JAM'));
    expect(await under.wait(under.driver.acceptCard(new AbortController().signal))).toEqual(
      fault('mediaJammed', 'bezel', 'maintenance'),
    );
    expect(under.driver.status().media).toBe('jammed');
  });

  test.each([
    ['cover open', { coverClosed: false }, fault('coverOpen', 'none', 'clear')],
    [
      'a card still in the transport',
      { cardInTransport: true },
      fault('cardInTransport', 'transport', 'reset'),
    ],
    ['box full', { boxFull: true }, fault('retractBinFull', 'none', 'clear')],
  ])('is not accepted: %s', async (_name, state, expected) => {
    Object.assign(under.device, state);
    expect(await under.wait(under.driver.acceptCard(new AbortController().signal))).toEqual(expected);
    expect(under.device.times('Pcim;I;S')).toBe(0);
  });

  test('is accepted with an empty feeder: it needs no blank card', async () => {
    Object.assign(under.device, { cardsInFeeder: 0, cardAtBezel: true });
    expect(await under.wait(under.driver.acceptCard(new AbortController().signal))).toEqual(
      success('accepted'),
    );
  });

  test('cannot be retained if none was accepted', async () => {
    expect(await under.wait(under.driver.retainCard())).toEqual(fault('noMediaPresent', 'none', 'suspend'));
    expect(under.device.times('Ser')).toBe(0);
  });

  test('is not dropped into a full box', async () => {
    Object.assign(under.device, { cardInTransport: true, boxFull: true });
    expect(await under.wait(under.driver.retainCard())).toEqual(
      fault('retractBinFull', 'transport', 'clear'),
    );
    expect(under.device.times('Ser')).toBe(0);
  });

  test('that the printer claims to have dropped, but still sees, is jammed', async () => {
    under.device.cardInTransport = true;
    under.device.on('Ser', answer('OK'));
    expect(await under.wait(under.driver.retainCard())).toEqual(
      fault('mediaJammed', 'transport', 'maintenance'),
    );
  });
});

describe('a finished card', () => {
  beforeEach(() => {
    under.device.cardInTransport = true;
  });

  test('is presented and taken', async () => {
    expect(await under.wait(under.driver.presentCard())).toEqual(success('presented'));
    expect(acts()).toEqual(['Pem;2', 'Pneab;A;1', 'Seb']);
    expect(under.driver.status().media).toBe('present');
    const taken = under.driver.waitTaken(new AbortController().signal);
    await under.clock.advance(10_000);
    under.device.cardAtBezel = false;
    expect(await under.wait(taken)).toEqual(success('taken'));
    expect(under.driver.status().media).toBe('notPresent');
  });

  test('that lies at the bezel already is presented', async () => {
    Object.assign(under.device, { cardInTransport: false, cardAtBezel: true });
    expect(await under.wait(under.driver.presentCard())).toEqual(success('presented'));
    expect(under.device.times('Seb')).toBe(0);
  });

  test('that is not there cannot be presented', async () => {
    under.device.cardInTransport = false;
    expect(await under.wait(under.driver.presentCard())).toEqual(fault('noMediaPresent', 'none', 'suspend'));
  });

  test('that does not come out is jammed in the transport', async () => {
    under.device.on('Seb', answer('OK'));
    expect(await under.wait(under.driver.presentCard())).toEqual(
      fault('mediaJammed', 'transport', 'maintenance'),
    );
  });

  test('one disturbed reading of the bezel is not a taken card', async () => {
    await under.wait(under.driver.presentCard());
    under.device.on('Rse;b', answer('5,00 Volts'), answer('0,20 Volts'));
    const signal = new AbortController();
    const taken = under.driver.waitTaken(signal.signal);
    await under.clock.advance(2_000);
    signal.abort();
    expect(await under.wait(taken)).toEqual(success('aborted'));
  });

  test('that nobody takes is drawn back and rejected', async () => {
    await under.wait(under.driver.presentCard());
    const signal = new AbortController();
    const taken = under.driver.waitTaken(signal.signal);
    await under.clock.advance(30_000);
    signal.abort();
    expect(await under.wait(taken)).toEqual(success('aborted'));
    under.device.commands.length = 0;
    expect(await under.wait(under.driver.rejectCard())).toEqual(success('rejected'));
    expect(acts()).toEqual(['Pem;2', 'Sib', 'Pcrm;N', 'Ser']);
    expect(under.device.bins).toEqual({ D: 0, N: 1 });
  });

  test('taken in the very moment of the signal is taken', async () => {
    await under.wait(under.driver.presentCard());
    under.device.cardAtBezel = false;
    expect(await under.wait(under.driver.waitTaken(AbortSignal.abort()))).toEqual(success('taken'));
  });

  test('taken just before it is drawn back was not rejected', async () => {
    await under.wait(under.driver.presentCard());
    under.device.before('Sib', () => {
      under.device.cardAtBezel = false;
    });
    expect(await under.wait(under.driver.rejectCard())).toEqual(fault('noMediaPresent', 'none', 'suspend'));
    expect(under.driver.status().media).toBe('notPresent');
    expect(under.device.bins).toEqual({ D: 0, N: 0 });
  });

  test('that vanished from the bezel back into the transport was not taken', async () => {
    expect(await under.wait(under.driver.waitTaken(new AbortController().signal))).toEqual(
      fault('cardInTransport', 'transport', 'reset'),
    );
  });

  test('in the transport is rejected without the bezel', async () => {
    expect(await under.wait(under.driver.rejectCard())).toEqual(success('rejected'));
    expect(acts()).toEqual(['Pem;2', 'Pcrm;N', 'Ser']);
  });

  test('and another at the bezel are both rejected', async () => {
    under.device.cardAtBezel = true;
    expect(await under.wait(under.driver.rejectCard())).toEqual(success('rejected'));
    expect(under.device.bins.N).toBe(2);
  });

  test('is not rejected while the cover is open', async () => {
    under.device.coverClosed = false;
    expect(await under.wait(under.driver.rejectCard())).toEqual(fault('coverOpen', 'transport', 'clear'));
    under.device.coverClosed = true;
    expect(await under.wait(under.driver.rejectCard())).toEqual(success('rejected'));
  });

  test('is at an unknown place when its sensor fails', async () => {
    under.device.on('Rlr;p', answer('ERROR'));
    expect(await under.wait(under.driver.rejectCard())).toEqual(
      fault('hardwareError', 'unknown', 'maintenance'),
    );
    expect(under.device.times('Ser')).toBe(0);
  });

  test('a printer that restarted by itself is supervised before it moves a card', async () => {
    under.device.restart();
    await under.wait(under.driver.presentCard());
    expect(under.device.supervised).toBe(true);
  });
});

describe('reset', () => {
  test('restarts, supervises and ends with what it finds; a jam is over', async () => {
    under.device.cardInTransport = true;
    under.device.on('Ser', answer('CARD JAM'));
    await under.wait(under.driver.rejectCard());
    expect(under.driver.status().media).toBe('jammed');
    under.device.commands.length = 0;
    expect(await under.wait(under.driver.reset())).toMatchObject({ ok: true, value: { media: 'present' } });
    expect(acts()).toEqual(['Srs', 'Pem;2']);
  });

  test('tells of a printer that refuses it', async () => {
    under.device.on('Srs', answer('ERROR HEAD'));
    expect(await under.wait(under.driver.reset())).toEqual(fault('hardwareError', 'none', 'maintenance'));
  });

  test('waits out a printer that takes long to restart', async () => {
    under.device.on('Srs', 'silence');
    const reset = under.driver.reset();
    await under.clock.advance(20_000);
    under.device.send('OK\r');
    expect(await under.wait(reset)).toMatchObject({ ok: true });
  });
});

test('a printer that owes a reply is restarted before it moves a card', async () => {
  under.device.cardInTransport = true;
  under.device.on('Ser', 'silence');
  expect(await under.wait(under.driver.rejectCard())).toEqual(fault('noReply', 'transport', 'reset'));
  under.device.commands.length = 0;
  expect(await under.wait(under.driver.rejectCard())).toEqual(success('rejected'));
  expect(acts()).toEqual(['Srs', 'Pem;2', 'Pcrm;N', 'Ser']);
});

describe('locating a card', () => {
  test.each([
    ['none', {}],
    ['transport', { cardInTransport: true }],
    ['bezel', { cardAtBezel: true }],
  ])('%s', async (location, state) => {
    Object.assign(under.device, state);
    expect(await under.wait(under.driver.locateCard())).toEqual(success(location));
  });

  test('is unknown if the printer does not answer', async () => {
    under.device.on('Rse;o', ...new Array(20).fill('silence'));
    under.device.on('Rlr;p', ...new Array(20).fill('silence'));
    expect(await under.wait(under.driver.locateCard())).toEqual(fault('noReply', 'unknown', 'reset'));
  });

  test('a garbled answer to a question is told as such', async () => {
    under.device.on('Rlr;p', raw('C*RD\r'));
    expect(await under.wait(under.driver.locateCard())).toMatchObject({
      ok: false,
      fault: { reason: 'replyUnintelligible', cardLocation: 'none' },
    });
  });
});
