import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock, settleNow } from '../test-support/fake-clock.ts';
import { rememberingLog } from '../test-support/remembering-log.ts';
import { answer, raw, ScriptedPrinter } from '../test-support/scripted-printer.ts';
import { CommandChannel } from './command-channel.ts';
import {
  downloadPanel,
  END_JOB,
  FEED_CARD,
  READ_BEZEL,
  READ_CARDS_PRINTED,
  READ_COVER,
  READ_TRANSPORT,
  START_JOB,
  SUPERVISE,
} from './commands.ts';
import { PrinterTimings } from './timings.ts';

const timings = PrinterTimings.parse({});
const ok = { ok: true, value: 'OK' };
const fails = (fault: string) => ({ ok: false, fault });

let clock: FakeClock;
let printer: ScriptedPrinter;
let channel: CommandChannel;
let log: ReturnType<typeof rememberingLog>;

async function openChannel(baudRate: number | null = null): Promise<CommandChannel> {
  const transport = printer.createTransport(baudRate);
  channel = new CommandChannel(transport, clock, log, timings);
  await transport.open();
  return channel;
}

beforeEach(async () => {
  clock = new FakeClock();
  log = rememberingLog();
  printer = new ScriptedPrinter();
  await openChannel();
});

describe('terminators', () => {
  test.each([
    ['NUL', '\0'],
    ['CR', '\r'],
    ['CR LF', '\r\n'],
  ])('%s ends a reply', async (_name, terminator) => {
    printer.terminator = terminator;
    expect(await channel.exchange(SUPERVISE)).toEqual(ok);
    expect(await channel.exchange(READ_COVER)).toEqual({ ok: true, value: 5 });
    expect(clock.now()).toBe(0);
  });

  test('50 ms of silence end a reply of a printer that sends no terminator', async () => {
    printer.terminator = '';
    expect(await clock.until(channel.exchange(SUPERVISE))).toEqual(ok);
    expect(clock.now()).toBe(50);
  });

  test('a printer that usually sends one may lose it once', async () => {
    printer.on('Rse;o', raw('5,00 Volts'));
    await channel.exchange(SUPERVISE);
    expect(await clock.until(channel.exchange(READ_COVER))).toEqual({ ok: true, value: 5 });
    expect(clock.now()).toBe(1_000);
  });

  test('a printer that stops sending terminators costs a second once, and 50 ms from then on', async () => {
    await channel.exchange(SUPERVISE);
    printer.terminator = '';
    await clock.until(channel.exchange(SUPERVISE));
    const before = clock.now();
    expect(await clock.until(channel.exchange(READ_COVER))).toEqual({ ok: true, value: 5 });
    expect(clock.now() - before).toBe(50);
  });

  test('CR and LF in two pieces are one end', async () => {
    printer.on('Pem;2', raw('OK\r'));
    expect(await channel.exchange(SUPERVISE)).toEqual(ok);
    printer.send('\n');
    expect(await channel.exchange(READ_COVER)).toEqual({ ok: true, value: 5 });
    expect(log.lines).toEqual([]);
  });
});

describe('replies that do not come as they should', () => {
  test('split: pieces are put together, however far apart', async () => {
    printer.on('Rse;b', raw('0,1'));
    const reading = channel.exchange(READ_BEZEL);
    await clock.advance(400);
    printer.send('7 Vo');
    await clock.advance(400);
    printer.send('lts\r');
    expect(await reading).toEqual({ ok: true, value: 0.17 });
  });

  test('merged: a stale OK in front of the reply is not taken for it', async () => {
    printer.on('Rlr;p', raw('OK\rCARD\r'));
    expect(await channel.exchange(READ_TRANSPORT)).toEqual({ ok: true, value: 'card' });
  });

  test('merged: an error behind an OK counts', async () => {
    printer.on('Si', raw('OK\rFEEDER EMPTY\r'));
    expect(await channel.exchange(FEED_CARD)).toEqual(fails('cardsOut'));
  });

  test('merged: a reply held back until the next command is found by asking', async () => {
    printer.on('Si', 'silence').on('Rse;o', raw('OK\r5,00 Volts\r'));
    expect(await clock.until(channel.exchange(FEED_CARD))).toEqual(ok);
    expect(printer.commands).toEqual(['Si', 'Rse;o']);
    expect(await channel.exchange(READ_COVER)).toEqual({ ok: true, value: 5 });
  });

  test('late: a reply after the deadline is still the reply of its command', async () => {
    printer.on('Si', 'silence').on('Rse;o', 'silence');
    const fed = channel.exchange(FEED_CARD);
    await clock.advance(timings.movementReplyMs + 500);
    printer.send('OK\r');
    printer.send('5,00 Volts\r');
    expect(await clock.until(fed)).toEqual(ok);
    expect(channel.inDoubt).toBe(false);
  });

  test('silence: noReply, and the next command is not sent before the printer answers again', async () => {
    printer.on('Se', 'silence').on('Rse;o', 'silence', 'silence');
    expect(await clock.until(channel.exchange(END_JOB))).toEqual(fails('noReply'));
    expect(channel.inDoubt).toBe(true);
    expect(await clock.until(channel.exchange(START_JOB))).toEqual(fails('noReply'));
    expect(printer.times('Ss')).toBe(0);
    expect(await clock.until(channel.exchange(START_JOB))).toEqual(ok);
    expect(printer.times('Se')).toBe(1);
  });

  test('a late OK of a command given up is never taken for the OK of the next', async () => {
    printer
      .on('Se', 'silence')
      .on('Rse;o', 'silence', raw('OK\r5,00 Volts\r'))
      .on('Si', answer('FEEDER EMPTY'));
    expect(await clock.until(channel.exchange(END_JOB))).toEqual(fails('noReply'));
    expect(await clock.until(channel.exchange(FEED_CARD))).toEqual(fails('cardsOut'));
  });

  test('garbage: replyUnintelligible as soon as the printer answers something else', async () => {
    printer.on('Si', raw('\x81\xfe*?\r'));
    expect(await clock.until(channel.exchange(FEED_CARD))).toEqual(fails('replyUnintelligible'));
    expect(clock.now()).toBeLessThan(1_000);
    expect(channel.inDoubt).toBe(false);
  });

  test('garbage before the reply does not cost the reply', async () => {
    printer.on('Si', raw('\x81\xfe*?\r'));
    const fed = channel.exchange(FEED_CARD);
    await settleNow();
    printer.send('OK\r');
    expect(await fed).toEqual(ok);
    expect(log.lines.join()).not.toContain('*?');
  });

  test('endless garbage without a terminator neither fills the memory nor waits for ever', async () => {
    printer.on('Rco;c', raw('?'.repeat(5_000)));
    expect(await clock.until(channel.exchange(READ_CARDS_PRINTED))).toEqual(fails('replyUnintelligible'));
  });

  test('truncated: half a word without an end is no reply', async () => {
    await channel.exchange(SUPERVISE);
    printer.on('Si', raw('O'));
    expect(await clock.until(channel.exchange(FEED_CARD))).toEqual(fails('replyUnintelligible'));
    expect(await clock.until(channel.exchange(SUPERVISE))).toEqual(ok);
  });

  test('truncated: that is found out long before the deadline of a panel', async () => {
    await channel.exchange(SUPERVISE);
    printer.on('Se', raw('O'));
    expect(await clock.until(channel.exchange(END_JOB))).toEqual(fails('replyUnintelligible'));
    expect(clock.now()).toBeLessThan(2_000);
    expect(channel.inDoubt).toBe(false);
  });

  test('split: the rest of a reply may even come after the printer was asked what is the matter', async () => {
    await channel.exchange(SUPERVISE);
    printer.on('Se', raw('O')).on('Rse;o', 'silence');
    const ended = channel.exchange(END_JOB);
    await clock.advance(5_000);
    printer.send('K\r');
    printer.send('5,00 Volts\r');
    expect(await ended).toEqual(ok);
  });

  test('truncated: half a word with an end is no reply either', async () => {
    printer.on('Pem;2', answer('O'));
    expect(await clock.until(channel.exchange(SUPERVISE))).toEqual(fails('replyUnintelligible'));
  });

  test('unsolicited bytes between commands are ignored and logged by length', async () => {
    printer.send('EVOLIS KIOSK 1.0 READY\r');
    printer.send('Hello');
    expect(await channel.exchange(READ_COVER)).toEqual({ ok: true, value: 5 });
    expect(log.lines).toEqual(['Unsolicited bytes before a command {"bytes":27}']);
  });

  test('one command at a time: the second is sent when the first is answered', async () => {
    printer.on('Si', 'silence');
    const first = channel.exchange(FEED_CARD);
    const second = channel.exchange(READ_COVER);
    await settleNow();
    expect(printer.commands).toEqual(['Si']);
    printer.send('OK\r');
    expect(await first).toEqual(ok);
    expect(await second).toEqual({ ok: true, value: 5 });
  });
});

describe('the line', () => {
  const panel = downloadPanel('y', 128, new Uint8Array(20_000).fill(5));

  beforeEach(() => {
    printer.inJob = true;
  });

  test('what the line takes is told piece by piece, at most 4096 bytes each', async () => {
    const taken: number[] = [];
    expect(await channel.exchange(panel, (bytes) => taken.push(bytes))).toEqual(ok);
    expect(taken.reduce((sum, bytes) => sum + bytes)).toBe(panel.bytes.length);
    expect(Math.max(...taken)).toBe(4_096);
    expect(printer.bytes).toEqual([...panel.bytes]);
  });

  test('bytes are not handed over more than a second of the line in advance', async () => {
    await openChannel(115_200);
    let sent = 0;
    const downloaded = channel.exchange(panel, (bytes) => {
      sent += bytes;
    });
    await settleNow();
    expect(sent).toBeGreaterThan(11_520 - 4_096);
    expect(sent).toBeLessThanOrEqual(11_520 + 4_096);
    expect(await clock.until(downloaded)).toEqual(ok);
    expect(clock.now()).toBeLessThan((panel.bytes.length * 10_000) / 115_200);
  });

  test('CTS held low: given up after the stall time, and nothing more is sent on this line', async () => {
    printer.stalled = true;
    expect(await clock.until(channel.exchange(panel))).toEqual(fails('noReply'));
    expect(clock.now()).toBe(timings.stallMs);
    expect(await channel.exchange(READ_COVER)).toEqual(fails('noReply'));
    expect(channel.inDoubt).toBe(true);
    expect(printer.bytes).toEqual([]);
  });

  test('CTS held low behind an error word: the word tells why', async () => {
    const downloaded = channel.exchange(panel, () => {
      printer.stalled = true;
    });
    await clock.advance(1_000);
    printer.send('CARD JAM\r');
    expect(await clock.until(downloaded)).toEqual(fails('mediaJammed'));
  });

  test('CTS held low for a while costs nothing', async () => {
    printer.stalled = true;
    const downloaded = channel.exchange(panel);
    await clock.advance(timings.stallMs - 1);
    printer.releaseStall();
    expect(await downloaded).toEqual(ok);
  });

  test('a pulled cable ends what is under way, and everything after it', async () => {
    printer.on('Si', 'silence');
    const fed = channel.exchange(FEED_CARD);
    await settleNow();
    printer.unplug();
    expect(await fed).toEqual(fails('disconnected'));
    expect(await channel.exchange(READ_COVER)).toEqual(fails('disconnected'));
  });

  test('an error reported while a panel is still being sent stops it', async () => {
    const downloaded = channel.exchange(panel, () => {
      if (printer.bytes.length < 10_000) printer.send('COVER OPEN\r');
    });
    expect(await downloaded).toEqual(fails('coverOpen'));
    expect(printer.bytes.length).toBeLessThan(10_000);
    // The rest of the panel is filled up with NULs until the printer listens again.
    expect(await clock.until(channel.exchange(READ_COVER))).toEqual({ ok: true, value: 5 });
    expect(printer.times('Dbc;y;128;20000')).toBe(1);
  });

  test('a printer that refuses the rest of a bitmap piece by piece is heard out before the next command', async () => {
    printer.on('Dbc;y', answer('ERROR CDE')).on('Rlr;p', raw('ERROR CDE\rERROR CDE\rOK\r'));
    expect(await channel.exchange(panel)).toEqual(fails('commandRefused'));
    expect(await clock.until(channel.exchange(READ_BEZEL))).toEqual({ ok: true, value: 0.17 });
  });

  test.each([1, 2, 5, 60, 3_000])(
    '%i bytes lost inside a bitmap: noReply, then back in step',
    async (bytes) => {
      printer.bitmapBytesToLose = bytes;
      expect(await clock.until(channel.exchange(panel))).toEqual(fails('noReply'));
      expect(await clock.until(channel.exchange(READ_BEZEL))).toEqual({ ok: true, value: 0.17 });
      expect(channel.inDoubt).toBe(false);
      expect(printer.times('Dbc;y;128;20000')).toBeLessThanOrEqual(1);
    },
  );

  test.each([1, 9, 3_000])('%i bytes lost, and only Srs brings the printer back', async (bytes) => {
    printer.beStrict().bitmapBytesToLose = bytes;
    expect(await clock.until(channel.exchange(panel))).toEqual(fails('noReply'));
    expect(await clock.until(channel.exchange(READ_BEZEL))).toEqual({ ok: true, value: 0.17 });
    expect(channel.inDoubt).toBe(false);
    expect(printer.times('Srs')).toBe(1);
    expect(channel.restarts).toBe(1);
  });

  test('a printer that answers nothing at all is given up after as many NULs as a panel has', async () => {
    printer.on('Dbc;y', 'silence').on('Srs', 'silence').on('Rlr;p', 'silence');
    printer.on('Rse;o', 'silence');
    expect(await clock.until(channel.exchange(panel))).toEqual(fails('noReply'));
    printer.bytes.length = 0;
    expect(await clock.until(channel.exchange(READ_BEZEL))).toEqual(fails('noReply'));
    expect(printer.bytes.filter((byte) => byte === 0)).toHaveLength(20_000);
    expect(printer.times('Rse;b')).toBe(0);
  });

  test('the deadline of a panel begins when the line can have carried it', async () => {
    await openChannel(9_600);
    printer.on('Dbc;y', 'silence').on('Rse;o', 'silence');
    const transferMs = (panel.bytes.length * 10_000) / 9_600;
    expect(await clock.until(channel.exchange(panel))).toEqual(fails('noReply'));
    expect(clock.now()).toBeGreaterThan(transferMs + timings.panelReplyMs);
  });
});
