import { afterEach, describe, expect, test } from 'vitest';
import {
  type Bench,
  BLANK_JOB,
  JOB_OPENING,
  type JobStep,
  openBench,
  panelStep,
  runSteps,
} from '../testing/bench.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { BLANK_COLOUR } from '../testing/panels.ts';

let bench: Bench;
afterEach(() => bench.close());

const yellow = panelStep('y', 128, BLANK_COLOUR);
const magenta = panelStep('m', 128, BLANK_COLOUR);
const cyan = panelStep('c', 128, BLANK_COLOUR);

describe('a job, step by step', () => {
  test('colour, black, overlay, back: every step OK, one card and one length of ribbon', async () => {
    bench = await openBench();
    expect(await runSteps(bench.host, BLANK_JOB)).toEqual(BLANK_JOB.map(() => 'OK'));
    expect(bench.simulator.snapshot().physical).toMatchObject({
      transport: { card: { number: 1, kind: 'printed' } },
      ribbon: { remaining: 199 },
      counters: { cards: 1, panels: 6 },
    });
    expect(await bench.host.ask('Rco;c')).toBe('1');
    expect(await bench.host.ask('Rrt;count')).toBe('199');
    expect(await bench.host.ask('Rlr;p')).toBe('CARD');
  });

  test('with ejection allowed, Se presents the card', async () => {
    bench = await openBench();
    const job = BLANK_JOB.filter(([text]) => text !== 'Pneab;A;0');
    expect(await runSteps(bench.host, job)).toEqual(job.map(() => 'OK'));
    expect(bench.simulator.snapshot().physical).toMatchObject({
      transport: null,
      bezel: { kind: 'printed' },
    });
  });

  test.each<[string, readonly JobStep[], string]>([
    ['Ss without Pr', [['Pem;2'], ['Si'], ['Ss']], 'ERROR CDE'],
    ['Ss without a card', [['Pem;2'], ['Pr;ymckok'], ['Ss']], 'ERROR CDE'],
    ['Ss with another ribbon than announced', [['Pem;2'], ['Si'], ['Pr;ymcko'], ['Ss']], 'ERROR RIBBON'],
    ['Ss twice', [...JOB_OPENING, ['Ss']], 'ERROR CDE'],
    ['Pr inside a job', [...JOB_OPENING, ['Pr;ymckok']], 'ERROR CDE'],
    ['Sr twice', [...JOB_OPENING, ['Sr']], 'ERROR CDE'],
    ['Sv before Sr', [...JOB_OPENING.slice(0, -1), ['Sv']], 'ERROR CDE'],
    ['Sr after Sv', [...JOB_OPENING, ['Sv'], ['Sr']], 'ERROR CDE'],
    ['a panel outside a job', [['Pem;2'], yellow], 'ERROR CDE'],
    ['a panel before Sr', [...JOB_OPENING.slice(0, -1), yellow], 'ERROR CDE'],
    ['magenta before yellow', [...JOB_OPENING, magenta, yellow], 'ERROR CDE'],
    ['a panel twice', [...JOB_OPENING, yellow, yellow], 'ERROR CDE'],
    ['colour on the back', [...JOB_OPENING, yellow, ['Sv'], cyan], 'ERROR PARAMETRES'],
    ['overlay on the back', [...JOB_OPENING, yellow, ['Sv'], ['Wcb;o;255']], 'ERROR PARAMETRES'],
    ['Se outside a job', [['Pem;2'], ['Si'], ['Se']], 'ERROR CDE'],
    ['a movement inside a job', [...JOB_OPENING, yellow, ['Ser']], 'ERROR CDE'],
    ['Wcb inside an unsupervised job', [...JOB_OPENING, ['Pem;0'], ['Wcb;o;255']], 'ERROR CDE'],
    ['a second job on a printed card', [...BLANK_JOB, ['Ss']], 'ERROR CDE'],
    ['a second card while one is in', [...BLANK_JOB, ['Si']], 'ERROR CDE'],
  ])('refuses %s', async (_case, steps, word) => {
    bench = await openBench();
    expect((await runSteps(bench.host, steps)).at(-1)).toBe(word);
  });

  test('printing on a card from the bezel is refused', async () => {
    bench = await openBench();
    await bench.simulator.hand({ hand: 'pushCard', kind: 'oldLicence' });
    const steps: readonly JobStep[] = [['Pem;2'], ['Sib'], ['Pr;ymckok'], ['Ss']];
    expect((await runSteps(bench.host, steps)).at(-1)).toBe('ERROR CDE');
  });

  test('no ribbon, an ended one', async () => {
    bench = await openBench();
    await bench.simulator.hand({ hand: 'removeRibbon' });
    expect((await runSteps(bench.host, JOB_OPENING)).at(-1)).toBe('ERROR RIBBON');
    await bench.simulator.hand({ hand: 'changeRibbon', type: 'ymckok', capacity: 200, remaining: 0 });
    expect(await bench.host.ask('Ss')).toBe('ERROR RIBBON');
    await bench.simulator.hand({ hand: 'changeRibbon', type: 'ymckok', capacity: 200 });
    expect(await bench.host.ask('Ss')).toBe('OK');
  });

  test('a bitmap that cannot be decoded is refused and ends the job', async () => {
    bench = await openBench();
    const broken = panelStep('k', 2, Uint8Array.of(82));
    expect((await runSteps(bench.host, [...JOB_OPENING, yellow, broken])).at(-1)).toBe('ERROR PARAMETRES');
    expect(await bench.host.ask('Se')).toBe('ERROR PARAMETRES');
    expect(bench.simulator.log.entriesAfter(0)).toContainEqual(
      expect.objectContaining({ text: 'undecodable', parameters: ['lineTooLong', '0'] }),
    );
    expect(bench.simulator.snapshot().physical).toMatchObject({
      counters: { cards: 0 },
      transport: { card: { kind: 'spoiled' } },
    });
  });

  test('a job without a panel leaves a blank', async () => {
    bench = await openBench();
    expect((await runSteps(bench.host, [...JOB_OPENING, ['Se']])).at(-1)).toBe('OK');
    expect(bench.simulator.snapshot().physical).toMatchObject({
      counters: { cards: 0 },
      ribbon: { remaining: 200 },
      transport: { card: { kind: 'blank' } },
    });
  });
});

describe('time: a panel prints while the next is received', () => {
  test('the reply to a panel waits for the one before it, Se for the last', async () => {
    const clock = new ManualClock();
    bench = await openBench({ clock, timing: { baud: 0, panelMs: 1000, moveMs: 0 } });
    const { host, simulator } = bench;
    await runSteps(host, JOB_OPENING);
    expect(await host.ask(...yellow)).toBe('OK');
    expect(simulator.snapshot()).toMatchObject({ busy: true, job: { printed: [] } });

    host.send(...magenta);
    await expect.poll(() => simulator.log.entriesAfter(0).at(-1)?.parameters[0]).toBe('m');
    clock.advance(999);
    expect(host.received).toHaveLength(0);
    clock.advance(1);
    expect(await host.reply()).toBe('OK');
    expect(simulator.snapshot().job?.printed).toEqual(['yellow']);

    host.send('Se');
    await expect.poll(() => simulator.log.entriesAfter(0).at(-1)?.text).toBe('Se');
    expect(simulator.snapshot().physical.counters.cards).toBe(0);
    clock.advance(1000);
    expect(await host.reply()).toBe('OK');
    expect(simulator.snapshot().physical.counters).toMatchObject({ cards: 1, panels: 2 });
  });

  test('while a bitmap waits for the head the host is held back', async () => {
    const clock = new ManualClock();
    bench = await openBench({ clock, timing: { baud: 0, panelMs: 1000, moveMs: 0 } });
    const { host, simulator } = bench;
    await runSteps(host, [...JOB_OPENING, yellow]);
    host.send(...magenta);
    host.send(...cyan);
    await expect.poll(() => simulator.log.entriesAfter(0).at(-1)?.parameters[0]).toBe('m');
    const { bytesReceived } = simulator.snapshot().line;
    clock.advance(999);
    expect(simulator.snapshot().line.bytesReceived).toBe(bytesReceived);
    clock.advance(1);
    expect(await host.reply()).toBe('OK');
    await expect.poll(() => simulator.log.entriesAfter(0).at(-1)?.parameters[0]).toBe('c');
  });

  test('a movement is answered when it is over', async () => {
    const clock = new ManualClock();
    bench = await openBench({ clock, timing: { baud: 0, panelMs: 0, moveMs: 500 } });
    const { host, simulator } = bench;
    host.send('Si');
    await expect.poll(() => simulator.snapshot().busy).toBe(true);
    clock.advance(499);
    expect(simulator.snapshot().physical.transport).toBeNull();
    clock.advance(1);
    expect(await host.reply()).toBe('OK');
    expect(simulator.snapshot().physical.transport).not.toBeNull();
  });

  test('a cover opened by hand while a panel prints spoils it; the next reply says so', async () => {
    const clock = new ManualClock();
    bench = await openBench({ clock, timing: { baud: 0, panelMs: 1000, moveMs: 0 } });
    const { host, simulator } = bench;
    await runSteps(host, [...JOB_OPENING, yellow]);
    await simulator.hand({ hand: 'openCover' });
    host.send(...magenta);
    await expect.poll(() => simulator.log.entriesAfter(0).at(-1)?.parameters[0]).toBe('m');
    clock.advance(1000);
    expect(await host.reply()).toBe('COVER OPEN');
    await simulator.hand({ hand: 'closeCover' });
    expect(await host.ask('Se')).toBe('COVER OPEN');
    expect(await host.ask('Ser')).toBe('OK');
    expect(simulator.snapshot().physical).toMatchObject({
      counters: { cards: 0 },
      ribbon: { remaining: 199 },
      rejectBin: { cards: [{ number: 1, kind: 'spoiled' }] },
    });
  });
});
