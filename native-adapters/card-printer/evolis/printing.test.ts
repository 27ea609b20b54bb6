import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PreparedJob, PrintProgress } from '../port.ts';
import { settleNow } from '../test-support/fake-clock.ts';
import { decodeBlackPanel, decodeColourPanel } from '../test-support/panel-decoder.ts';
import {
  type PrinterUnderTest,
  printerUnderTest,
  sampleArtwork,
} from '../test-support/printer-under-test.ts';
import { answer, raw } from '../test-support/scripted-printer.ts';

const artwork = sampleArtwork();
const GATES = ['Rse;o', 'Rse;f', 'Rrt;count', 'Rlr;p', 'Rse;b', 'Rlr;h'];
const SENSORS = [...GATES, 'Rse;n'];

let under: PrinterUnderTest;
let job: PreparedJob;
let progress: PrintProgress[];

beforeEach(async () => {
  under = await printerUnderTest();
  job = under.driver.prepare(artwork);
  progress = [];
  under.device.commands.length = 0;
  under.device.received.length = 0;
  under.device.bytes.length = 0;
});

const print = () => under.wait(under.driver.print(job, (step) => progress.push(step)));
const fault = (reason: string, cardLocation: string, action: string) => ({
  ok: false,
  fault: { reason, cardLocation, action },
});
/** Commands with the size of a panel left out. */
const sentCommands = () => under.device.commands.map((text) => text.replace(/^(Dbc;\w;\d+);\d+$/, '$1;n'));
const panelsSent = () => sentCommands().filter((text) => /^(Dbc|Wcb)/.test(text));

describe('a licence', () => {
  test('is sent in the order of the protocol page and confirmed by the counters', async () => {
    expect(await print()).toEqual({ ok: true, value: { cardsPrinted: 1_235, ribbonRemaining: 99 } });
    expect(sentCommands()).toEqual([
      'Pem;2',
      ...GATES,
      'Rco;c',
      'Pneab;A;0',
      'Pcim;F',
      'Si',
      'Pr;ymckok',
      'Ss',
      'Sr',
      'Dbc;y;128;n',
      'Dbc;m;128;n',
      'Dbc;c;128;n',
      'Dbc;k;2;n',
      'Wcb;o;255',
      'Sv',
      'Dbc;k;2;n',
      'Se',
      'Rco;c',
      'Rrt;count',
      ...SENSORS,
    ]);
    expect(under.device.cardInTransport).toBe(true);
  });

  test('arrives as it was drawn', async () => {
    await print();
    const [yellow, magenta, cyan, black, back] = under.device.received
      .filter(({ text }) => text.startsWith('Dbc'))
      .map(({ bitmap }) => bitmap);
    const at = (x: number, y: number) => (y * 1016 + x) * 3;
    const none = new Uint8Array();
    const planes = [cyan, magenta, yellow].map((bitmap) => decodeColourPanel(bitmap ?? none, 1016, 648));
    for (const [channel, plane] of planes.entries()) {
      const value = artwork.front.colour[at(150, 120) + channel] ?? 0;
      expect(plane[150]?.[647 - 120]).toBe((255 - value) >> 1);
    }
    expect(decodeBlackPanel(black ?? none, 1016, 648)[400]?.[647 - 104]).toBe(
      artwork.front.black[104 * 1016 + 400],
    );
    expect(decodeBlackPanel(back ?? none, 1016, 648)[12]?.[647 - 150]).toBe(
      artwork.back.black[150 * 1016 + 12],
    );
  });

  test('is known to the byte before it is sent', async () => {
    const before = 'Pem;2 Rse;o Rse;f Rrt;count Rlr;p Rse;b Rlr;h Rco;c'
      .split(' ')
      .reduce((sum, text) => sum + text.length + 2, 0);
    await print();
    const sent = Uint8Array.from(under.device.bytes.slice(before, before + job.bytesTotal));
    expect(createHash('sha256').update(sent).digest('hex')).toBe(job.hash);
    expect(Buffer.from(sent.subarray(-4)).toString('latin1')).toBe('\x1bSe\r');
  });

  test('of another printer is refused', async () => {
    const other = await printerUnderTest();
    expect(() => other.driver.print(job, () => {})).toThrow(TypeError);
  });

  test('with a raster of the wrong size is refused', () => {
    const small = { ...artwork, back: { black: new Uint8Array(10) } };
    expect(() => under.driver.prepare(small)).toThrow(/Back black raster must be 658368 bytes/);
  });

  test('is told of truly: bytes and panels only grow, and both end complete', async () => {
    await print();
    const last = progress.at(-1);
    expect(last).toMatchObject({
      bytesSent: job.bytesTotal,
      bytesTotal: job.bytesTotal,
      panel: 6,
      secondsLeft: 0,
    });
    expect(last?.panels).toEqual(['yellow', 'magenta', 'cyan', 'black', 'overlay', 'backBlack']);
    for (const [index, step] of progress.entries()) {
      expect(step.bytesSent).toBeGreaterThanOrEqual(progress[index - 1]?.bytesSent ?? 0);
      expect(step.panel).toBeGreaterThanOrEqual(progress[index - 1]?.panel ?? 0);
    }
    expect(new Set(progress.map(({ panel }) => panel))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  });
});

describe('closed gates: nothing is fed, and the reason is told', () => {
  test.each([
    ['cover open', { coverClosed: false }, fault('coverOpen', 'none', 'clear')],
    ['feeder empty', { cardsInFeeder: 0 }, fault('cardsOut', 'none', 'clear')],
    ['ribbon used up', { ribbon: 0 }, fault('ribbonOut', 'none', 'clear')],
    ['card in the transport', { cardInTransport: true }, fault('cardInTransport', 'transport', 'reset')],
    ['card at the bezel', { cardAtBezel: true }, fault('cardAtBezel', 'bezel', 'suspend')],
    ['box full', { boxFull: true }, fault('retractBinFull', 'none', 'clear')],
    ['the first of two', { coverClosed: false, boxFull: true }, fault('coverOpen', 'none', 'clear')],
  ])('%s', async (_name, state, expected) => {
    Object.assign(under.device, state);
    expect(await print()).toEqual(expected);
    expect(await under.wait(under.driver.checkReady())).toEqual(expected);
    expect(under.device.times('Si')).toBe(0);
  });

  test('no ribbon at all', async () => {
    under.device.on('Rrt;count', answer('ERR RIB DETECTION'));
    expect(await print()).toEqual(fault('ribbonFault', 'none', 'clear'));
  });

  test('a sensor that answers with an error', async () => {
    under.device.on('Rlr;h', answer('ERROR HEAD'));
    expect(await print()).toEqual(fault('hardwareError', 'none', 'maintenance'));
  });

  test('a stale OK of Rrt is asked again, at most three times', async () => {
    under.device.on('Rrt;count', answer('OK'), answer('OK'), answer('OK'));
    expect(await print()).toMatchObject({ ok: true });
    under.device.cardInTransport = false;
    under.device.on('Rrt;count', answer('OK'), answer('OK'), answer('OK'), answer('OK'));
    expect(await print()).toEqual(fault('ribbonFault', 'none', 'clear'));
  });
});

describe('faults in the job: no further panel, nothing twice, the card where the sensors see it', () => {
  test('feeder empty at Si', async () => {
    under.device.before('Si', () => {
      under.device.cardsInFeeder = 0;
    });
    expect(await print()).toEqual(fault('cardsOut', 'none', 'clear'));
    expect(panelsSent()).toEqual([]);
  });

  test('a feeder that reports its end as a time-out is empty all the same', async () => {
    under.device
      .before('Si', () => {
        under.device.cardsInFeeder = 0;
      })
      .on('Si', answer('ERROR TIME OUT'));
    expect(await print()).toEqual(fault('cardsOut', 'none', 'clear'));
  });

  test('cover opened between cyan and black', async () => {
    under.device
      .before('Dbc;k', () => {
        under.device.coverClosed = false;
      })
      .on('Dbc;k', answer('COVER OPEN'));
    expect(await print()).toEqual(fault('coverOpen', 'transport', 'clear'));
    expect(panelsSent()).toEqual(['Dbc;y;128;n', 'Dbc;m;128;n', 'Dbc;c;128;n', 'Dbc;k;2;n']);
    expect(under.device.times('Se')).toBe(0);
    expect(under.driver.status()).toMatchObject({ cover: 'open', media: 'present' });
  });

  test('ribbon ends in the third panel', async () => {
    under.device.before('Dbc;c', () => {
      under.device.ribbon = 0;
    });
    under.device.on('Dbc;c', answer('ERROR RIBBON'));
    expect(await print()).toEqual(fault('ribbonOut', 'transport', 'clear'));
    expect(panelsSent()).toHaveLength(3);
    expect(under.driver.status()).toMatchObject({ ribbon: 'out', ribbonRemaining: 0 });
  });

  test('a torn ribbon is a fault of the ribbon', async () => {
    under.device.on('Dbc;c', answer('ERROR RIBBON'));
    expect(await print()).toEqual(fault('ribbonFault', 'transport', 'clear'));
  });

  test('jam at Se: told once, Se never sent again', async () => {
    under.device.on('Se', answer('CARD JAM'));
    expect(await print()).toEqual(fault('mediaJammed', 'transport', 'maintenance'));
    expect(under.device.times('Se')).toBe(1);
    expect(under.driver.status().media).toBe('jammed');
  });

  test('an error word that nobody knows', async () => {
    under.device.on('Sv', answer('ERROR FLASH UNKNOW'));
    expect(await print()).toEqual(fault('hardwareError', 'transport', 'maintenance'));
    expect(under.driver.status().device).toBe('hardwareError');
  });

  test('30 s of silence behind a panel are not yet a fault', async () => {
    under.device.on('Dbc;m', 'silence');
    const printed = under.driver.print(job, () => {});
    await under.clock.advance(30_000);
    under.device.send('OK\r');
    expect(await under.wait(printed)).toMatchObject({ ok: true });
  });

  test('silence for good: told, and the printer is begun anew', async () => {
    under.device.on('Dbc;m', 'silence').before('Dbc;m', () => {
      for (const probe of ['Rse;o', 'Rlr;p']) under.device.on(probe, ...new Array(100).fill('silence'));
    });
    expect(await print()).toEqual(fault('noReply', 'unknown', 'reset'));
    expect(panelsSent()).toHaveLength(2);
    expect(under.driver.status().device).toBe('offline');
    under.device.answerAgain();
    await under.clock.advance(5_000);
    expect(under.driver.status()).toMatchObject({ device: 'online', media: 'present' });
    expect(await under.wait(under.driver.rejectCard())).toEqual({ ok: true, value: 'rejected' });
  });

  test('a garbled reply to a panel', async () => {
    under.device.on('Dbc;m', raw('\xc5\x13K\r'));
    expect(await print()).toEqual(fault('replyUnintelligible', 'transport', 'reset'));
    expect(panelsSent()).toHaveLength(2);
  });

  test('a truncated reply to Se: the counters still tell what happened', async () => {
    under.device.on('Se', raw('O'));
    expect(await print()).toEqual(fault('replyUnintelligible', 'transport', 'reset'));
    expect(under.device.times('Se')).toBe(1);
  });

  test('a byte lost inside a bitmap: told, back in step, and the spoiled card can be rejected', async () => {
    under.device.bitmapBytesToLose = 1;
    expect(await print()).toEqual(fault('noReply', 'transport', 'reset'));
    expect(under.device.times('Srs')).toBe(0);
    expect(await under.wait(under.driver.rejectCard())).toEqual({ ok: true, value: 'rejected' });
    expect(under.device.times('Srs')).toBe(1);
    expect(under.device).toMatchObject({ bins: { D: 0, N: 1 }, supervised: true, inJob: false });
    expect(await print()).toMatchObject({ ok: true });
  });

  test('a byte lost, and only Srs brings the printer back: still no reply, not a restart of its own', async () => {
    under.device.beStrict().bitmapBytesToLose = 1;
    expect(await print()).toEqual(fault('noReply', 'transport', 'reset'));
    expect(await under.wait(under.driver.rejectCard())).toEqual({ ok: true, value: 'rejected' });
    expect(under.device).toMatchObject({ bins: { D: 0, N: 1 }, supervised: true, inJob: false });
  });

  test('restarted in the middle of a panel: it has forgotten Pem, and is supervised before anything moves', async () => {
    under.device.restartsInBitmapAfter = 2_000;
    expect(await print()).toEqual(fault('deviceReset', 'transport', 'reset'));
    expect(panelsSent()).toEqual([]);
    expect(under.device.supervised).toBe(false);
    expect(await under.wait(under.driver.rejectCard())).toEqual({ ok: true, value: 'rejected' });
    expect(under.device.supervised).toBe(true);
  });

  test('restarted between two panels', async () => {
    under.device.before('Dbc;c', () => under.device.restart());
    expect(await print()).toEqual(fault('deviceReset', 'transport', 'reset'));
  });

  test('a refusal by a printer that still is supervised is a refusal', async () => {
    under.device.on('Dbc;y', answer('ERROR PARAMETRES'));
    expect(await print()).toEqual(fault('commandRefused', 'transport', 'configuration'));
  });

  test('cable pulled and put back: unknown at first, then the sensors tell', async () => {
    under.device.on('Dbc;c', 'silence');
    const printed = under.driver.print(job, () => {});
    await settleNow();
    under.device.unplug();
    expect(await printed).toEqual(fault('disconnected', 'unknown', 'maintenance'));
    expect(under.driver.status().device).toBe('powerOff');
    under.device.plugged = true;
    expect(await under.wait(under.driver.locateCard())).toEqual({ ok: true, value: 'transport' });
    expect(await under.wait(under.driver.counters())).toEqual({
      ok: true,
      value: { cardsPrinted: 1_234, ribbonRemaining: 100 },
    });
    expect(under.device.inJob).toBe(false);
    expect(await under.wait(under.driver.rejectCard())).toEqual({ ok: true, value: 'rejected' });
    expect(under.device.times('Se')).toBe(0);
  });

  test('cable pulled behind Se: the counters show the finished card, and Se is not repeated', async () => {
    under.device.on('Se', 'silence');
    const printed = under.driver.print(job, () => {});
    await settleNow();
    under.device.inJob = false;
    under.device.cardsPrinted++;
    under.device.ribbon--;
    under.device.unplug();
    expect(await printed).toMatchObject({ fault: { reason: 'disconnected', cardLocation: 'unknown' } });
    under.device.plugged = true;
    expect(await under.wait(under.driver.counters())).toEqual({
      ok: true,
      value: { cardsPrinted: 1_235, ribbonRemaining: 99 },
    });
    expect(await under.wait(under.driver.presentCard())).toEqual({ ok: true, value: 'presented' });
    expect(under.device.times('Se')).toBe(1);
  });

  test('CTS held low for good in the middle of a panel', async () => {
    under.device.before('Sr', () => {
      under.device.stalled = true;
    });
    expect(await print()).toEqual(fault('noReply', 'unknown', 'reset'));
    under.device.releaseStall();
    await under.clock.advance(60_000);
    expect(under.driver.status()).toMatchObject({ device: 'online', media: 'present' });
  });

  test.each([
    ['a card too few', { cardsPrinted: 1_233 }],
    ['a card too many', { cardsPrinted: 1_235 }],
    ['a ribbon that did not move', { ribbon: 101 }],
    ['a ribbon that moved twice', { ribbon: 99 }],
  ])('counters disagree: %s', async (_name, counters) => {
    under.device.before('Se', () => Object.assign(under.device, counters));
    expect(await print()).toEqual(fault('countersDisagree', 'transport', 'clear'));
  });

  test('the counters agree, but no sensor sees the card', async () => {
    under.device.before('Se', () => {
      under.device.cardInTransport = false;
    });
    expect(await print()).toEqual(fault('mediaJammed', 'none', 'maintenance'));
  });
});
