import { beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { ReceivingPacer } from './receiving-pacer.ts';

let clock: ManualClock;
let taken: number;
let log: string[];
let pacer: ReceivingPacer;

function makePacer(baud: number): ReceivingPacer {
  return new ReceivingPacer(clock, baud, {
    pause: () => log.push('pause'),
    resume: () => log.push('resume'),
    deliver: (bytes) => {
      taken += bytes.length;
      return bytes.length;
    },
  });
}

beforeEach(() => {
  clock = new ManualClock();
  taken = 0;
  log = [];
});

/** A host that always has more to send, as far as the pacer lets it. */
function saturate(ms: number, step: number, onStep: () => void = () => {}): void {
  for (let passed = 0; passed < ms; passed += step) {
    while (log.at(-1) !== 'pause') pacer.push(new Uint8Array(4095));
    clock.advance(step);
    onStep();
  }
}

describe.each([9600, 115_200, 921_600, 3_000_000])('at %i baud', (baud) => {
  test('every window of 100 ms carries baud / 10 bytes a second, within 1 %', () => {
    pacer = makePacer(baud);
    const history: number[] = [];
    saturate(2000, 1, () => history.push(taken));
    const due = (baud / 10_000) * 100;
    // Due bytes are handed on every few milliseconds; a window may begin and end inside such a step.
    const step = (baud / 10_000) * 4;
    for (let end = 100; end < history.length; end += 7) {
      const passed = (history[end] ?? 0) - (history[end - 100] ?? 0);
      expect(Math.abs(passed - due)).toBeLessThanOrEqual(due * 0.01 + step);
    }
    expect(Math.abs(taken / ((baud / 10_000) * 2000) - 1)).toBeLessThan(0.01);
  });

  test('late ticks lose nothing', () => {
    pacer = makePacer(baud);
    for (let round = 0; round < 100; round += 1) {
      while (log.at(-1) !== 'pause') pacer.push(new Uint8Array(4095));
      clock.skip(baud > 1_000_000 ? 1 : 9);
      clock.advance(1);
    }
    const elapsed = baud > 1_000_000 ? 200 : 1000;
    expect(Math.abs(taken / ((baud / 10_000) * elapsed) - 1)).toBeLessThan(0.01);
  });
});

test('the host is held back: only a small buffer is taken ahead of the line', () => {
  pacer = makePacer(115_200);
  pacer.push(new Uint8Array(4095));
  expect(log).toEqual([]);
  pacer.push(new Uint8Array(8190));
  expect(log).toEqual(['pause']);
  clock.advance(600);
  expect(log).toEqual(['pause']);
  clock.advance(200);
  expect(log).toEqual(['pause', 'resume']);
});

test('a buffer that ran dry while the process was held up costs no line time', () => {
  pacer = makePacer(921_600);
  pacer.push(new Uint8Array(8192));
  clock.skip(200);
  clock.advance(1);
  expect(taken).toBe(8192);
  pacer.push(new Uint8Array(12_000));
  expect(taken).toBe(Math.floor(201 * 92.16));
});

test('time in which the host sent nothing is not made up for', () => {
  pacer = makePacer(115_200);
  pacer.push(new Uint8Array(10));
  clock.advance(10);
  clock.advance(5000);
  pacer.push(new Uint8Array(1000));
  clock.advance(10);
  expect(taken).toBeGreaterThan(10);
  expect(taken).toBeLessThanOrEqual(10 + 116);
});

test('held: nothing passes, the host is stopped, and the time is not made up for', () => {
  pacer = makePacer(115_200);
  pacer.hold('clearToSendLow');
  pacer.push(new Uint8Array(2000));
  clock.advance(1000);
  expect(taken).toBe(0);
  expect(log).toEqual(['pause']);
  pacer.hold('busy');
  pacer.release('clearToSendLow');
  expect(log).toEqual(['pause']);
  pacer.release('busy');
  clock.advance(10);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(116);
  expect(log).toEqual(['pause', 'resume']);
});

test('baud 0 has no speed', () => {
  pacer = makePacer(0);
  pacer.push(new Uint8Array(1_000_000));
  expect(taken).toBe(1_000_000);
});

test('a change of speed takes effect at once', () => {
  pacer = makePacer(9600);
  pacer.push(new Uint8Array(8000));
  clock.advance(100);
  const slow = taken;
  pacer.setBaud(115_200);
  clock.advance(100);
  expect((taken - slow) / slow).toBeCloseTo(12, 0);
});

test('what is queued when the cable is pulled is lost', () => {
  pacer = makePacer(9600);
  pacer.push(new Uint8Array(9000));
  pacer.clear();
  clock.advance(10_000);
  expect(taken).toBe(0);
  expect(log).toEqual(['pause', 'resume']);
});

test('a closed pacer leaves no timer running', () => {
  pacer = makePacer(9600);
  pacer.push(new Uint8Array(100));
  pacer.close();
  expect(clock.waiting).toBe(0);
});
