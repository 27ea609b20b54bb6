import { describe, expect, test } from 'vitest';
import { settleNow } from '../test-support/fake-clock.ts';
import { printerUnderTest, sampleArtwork } from '../test-support/printer-under-test.ts';
import { LONGEST_PANEL_BYTES } from './printer-session.ts';
import { BRING_UP_WAIT_MS, HEARTBEAT_INTERVAL_MS, READY_WAIT_MS } from './timings.ts';

const disconnected = {
  ok: false,
  fault: { reason: 'disconnected', cardLocation: 'unknown', action: 'maintenance' },
};

describe('bringing up', () => {
  test('a printer that answers is restarted, supervised and asked for everything', async () => {
    const { device, driver } = await printerUnderTest();
    expect(device.commands).toEqual([
      'Rse;o',
      'Srs',
      'Pem;2',
      'Rse;o',
      'Rse;f',
      'Rrt;count',
      'Rlr;p',
      'Rse;b',
      'Rlr;h',
      'Rse;n',
    ]);
    expect(driver.status()).toEqual({
      device: 'online',
      media: 'notPresent',
      cover: 'closed',
      cards: 'full',
      ribbon: 'full',
      ribbonRemaining: 100,
      retractBin: 'healthy',
    });
  });

  test.each([false, true])(
    'a printer left in the middle of a bitmap by a predecessor is filled up with NULs (strict: %s)',
    async (strict) => {
      const { device, driver, clock } = await printerUnderTest((printer) => {
        if (strict) printer.beStrict();
        const predecessor = printer.createTransport();
        void predecessor.open();
        void predecessor.write(Buffer.from('\x1bDbc;y;128;100000;', 'latin1'));
      });
      expect(driver.status().device).toBe('offline');
      await clock.advance(20_000);
      expect(driver.status().device).toBe('online');
      expect(device.bytes.filter((byte) => byte === 0).length).toBeLessThan(LONGEST_PANEL_BYTES / 3);
      expect(device.supervised).toBe(true);
    },
  );

  test('after a cable pulled in the middle of a bitmap, as many NULs as it has are enough at once', async () => {
    const { device, driver, clock, wait } = await printerUnderTest((printer) => printer.beStrict());
    const job = driver.prepare(sampleArtwork());
    const printed = driver.print(job, ({ bytesSent }) => {
      if (bytesSent > 6_000) device.unplug();
    });
    expect(await wait(printed)).toEqual(disconnected);
    device.plugged = true;
    device.bytes.length = 0;
    await clock.advance(5_000);
    expect(driver.status()).toMatchObject({ device: 'online', media: 'present' });
    expect(device.bytes.filter((byte) => byte === 0).length).toBeLessThan(job.bytesTotal);
  });

  test('a printer that refuses the restart is still asked what is wrong', async () => {
    const { driver } = await printerUnderTest((device) => {
      device.coverClosed = false;
      device.on('Srs', { answer: 'COVER OPEN' });
    });
    expect(driver.status()).toMatchObject({ device: 'online', cover: 'open' });
  });
});

describe('heartbeat', () => {
  test('keeps the status fresh, and subscribers hear only of changes', async () => {
    const { clock, device, driver, told } = await printerUnderTest();
    told.length = 0;
    await clock.advance(10 * HEARTBEAT_INTERVAL_MS);
    expect(told).toEqual([]);
    device.cardsInFeeder = 3;
    device.ribbon = 20;
    await clock.advance(HEARTBEAT_INTERVAL_MS);
    expect(told).toHaveLength(1);
    expect(driver.status()).toMatchObject({ cards: 'low', ribbon: 'low', ribbonRemaining: 20 });
  });

  test('an ended subscription hears nothing', async () => {
    const { clock, device, driver } = await printerUnderTest();
    let heard = 0;
    const end = driver.subscribe(() => heard++);
    device.coverClosed = false;
    await clock.advance(HEARTBEAT_INTERVAL_MS);
    end();
    device.coverClosed = true;
    await clock.advance(HEARTBEAT_INTERVAL_MS);
    expect(heard).toBe(1);
  });

  test('a printer that falls silent is offline, and online as soon as it answers', async () => {
    const { clock, device, driver } = await printerUnderTest();
    const silence = new Array(1_000).fill('silence');
    for (const question of ['Rse;o', 'Rlr;p']) device.on(question, ...silence);
    await clock.advance(HEARTBEAT_INTERVAL_MS + 10_000);
    expect(driver.status()).toEqual({
      device: 'offline',
      media: 'unknown',
      cover: 'unknown',
      cards: 'unknown',
      ribbon: 'unknown',
      ribbonRemaining: null,
      retractBin: 'unknown',
    });
    const asked = driver.checkReady();
    await clock.advance(READY_WAIT_MS + BRING_UP_WAIT_MS);
    expect(await asked).toEqual({
      ok: false,
      fault: { reason: 'noReply', cardLocation: 'unknown', action: 'reset' },
    });
    device.answerAgain();
    await clock.advance(15_000);
    expect(driver.status().device).toBe('online');
  });

  test('does not speak while an operation is under way', async () => {
    const { clock, device, driver } = await printerUnderTest();
    device.cardInTransport = true;
    device.on('Seb', 'silence');
    device.commands.length = 0;
    const presented = driver.presentCard();
    await clock.advance(2 * HEARTBEAT_INTERVAL_MS);
    expect(device.commands.at(-1)).toBe('Seb');
    device.cardInTransport = false;
    device.send('OK\r');
    expect(await presented).toMatchObject({ ok: true });
  });
});

describe('the cable', () => {
  test('not plugged in at first: operations fail after a short wait, and it is found once plugged in', async () => {
    const { clock, device, driver, wait } = await printerUnderTest((printer) => {
      printer.plugged = false;
    });
    expect(driver.status().device).toBe('powerOff');
    expect(await wait(driver.checkReady())).toEqual(disconnected);
    device.plugged = true;
    await clock.advance(5_000);
    expect(await wait(driver.checkReady())).toMatchObject({ ok: true });
  });

  test('pulled while idle is noticed at once; put back, the printer is brought up again', async () => {
    const { clock, device, driver } = await printerUnderTest();
    device.unplug();
    await settleNow();
    expect(driver.status().device).toBe('powerOff');
    device.plugged = true;
    device.commands.length = 0;
    await clock.advance(1_000);
    expect(driver.status().device).toBe('online');
    expect(device.commands.slice(0, 3)).toEqual(['Rse;o', 'Srs', 'Pem;2']);
  });

  test('pulled while a card is to be taken: the fault says that nobody knows where it is', async () => {
    const { device, driver, wait, clock } = await printerUnderTest();
    device.cardAtBezel = true;
    const taken = driver.waitTaken(new AbortController().signal);
    await clock.advance(1_000);
    device.unplug();
    expect(await wait(taken)).toEqual(disconnected);
  });

  test('pauses between attempts grow, so that a missing printer does not keep the machine busy', async () => {
    const { clock, device, driver } = await printerUnderTest((printer) => {
      printer.plugged = false;
    });
    let attempts = 0;
    const createTransport = device.createTransport.bind(device);
    device.createTransport = () => {
      attempts++;
      return createTransport();
    };
    await clock.advance(60_000);
    expect(attempts).toBeGreaterThan(10);
    expect(attempts).toBeLessThan(16);
    await driver.close();
  });
});

describe('closing', () => {
  test('ends what is under way and everything later, and stops asking', async () => {
    const { clock, device, driver, wait } = await printerUnderTest();
    device.cardInTransport = true;
    device.on('Seb', 'silence');
    const presented = driver.presentCard();
    await settleNow();
    await driver.close();
    expect(await presented).toEqual(disconnected);
    expect(await wait(driver.checkReady())).toEqual(disconnected);
    const asked = device.commands.length;
    await clock.advance(60_000);
    expect(device.commands).toHaveLength(asked);
    expect(device.connections).toBe(1);
  });

  test('while the printer is being brought up', async () => {
    const { driver, device, clock } = await printerUnderTest((printer) => {
      printer.on('Srs', 'silence');
    });
    await driver.close();
    await clock.advance(60_000);
    expect(device.connections).toBe(1);
  });
});
