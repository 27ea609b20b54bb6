import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../contracts/clock.ts';
import { sampleView } from './sample-views.ts';
import {
  type BridgeSocket,
  connectWebSocketBridge,
  OUTCOME_DEADLINE_MS,
  RECONNECT_FIRST_MS,
  RECONNECT_LONGEST_MS,
  type SocketEvents,
} from './websocket-bridge.ts';

/** A clock that moves when it is told to. */
class SteppedClock implements Clock {
  #now = 0;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();
  #lastHandle = 0;

  now() {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number) {
    this.#lastHandle += 1;
    this.#timers.set(this.#lastHandle, { at: this.#now + ms, callback });
    return this.#lastHandle;
  }

  clearTimeout(handle: unknown) {
    this.#timers.delete(Number(handle));
  }

  advance(ms: number) {
    this.#now += ms;
    for (const [handle, timer] of [...this.#timers]) {
      if (timer.at > this.#now) continue;
      this.#timers.delete(handle);
      timer.callback();
    }
  }
}

class FakeSocket implements BridgeSocket {
  readonly sent: string[] = [];
  readonly events: SocketEvents;

  constructor(events: SocketEvents) {
    this.events = events;
  }

  send(text: string) {
    this.sent.push(text);
  }

  close() {
    this.events.closed();
  }

  receive(frame: unknown) {
    this.events.received(JSON.stringify(frame));
  }
}

const view = sampleView('confirm');
let clock: SteppedClock;
let sockets: FakeSocket[];

function connect() {
  return connectWebSocketBridge((events) => {
    const socket = new FakeSocket(events);
    sockets.push(socket);
    return socket;
  }, clock);
}

function newestSocket(): FakeSocket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error('nothing was opened');
  return socket;
}

beforeEach(() => {
  clock = new SteppedClock();
  sockets = [];
});

describe('WebSocket bridge', () => {
  it('hands every view on, and the current one to those who come later', () => {
    const { bridge } = connect();
    const early = vi.fn();
    bridge.onView(early);
    newestSocket().events.opened();
    newestSocket().receive({ type: 'view', view });
    expect(early).toHaveBeenCalledExactlyOnceWith(view);
    const late = vi.fn();
    const end = bridge.onView(late);
    expect(late).toHaveBeenCalledExactlyOnceWith(view);
    end();
    newestSocket().receive({ type: 'view', view: sampleView('attract') });
    expect(late).toHaveBeenCalledOnce();
    expect(early).toHaveBeenCalledTimes(2);
  });

  it('pairs each outcome with its intent, in whatever order they come', async () => {
    const { bridge } = connect();
    const socket = newestSocket();
    socket.events.opened();
    const first = bridge.dispatch({ type: 'confirm' });
    const second = bridge.dispatch({ type: 'cancel' });
    expect(socket.sent.map((text) => JSON.parse(text))).toEqual([
      { type: 'intent', id: 1, intent: { type: 'confirm' } },
      { type: 'intent', id: 2, intent: { type: 'cancel' } },
    ]);
    socket.receive({ type: 'outcome', id: 2, outcome: { outcome: 'refused', reason: 'notAllowedNow' } });
    socket.receive({ type: 'outcome', id: 1, outcome: { outcome: 'accepted' } });
    await expect(first).resolves.toEqual({ outcome: 'accepted' });
    await expect(second).resolves.toEqual({ outcome: 'refused', reason: 'notAllowedNow' });
  });

  it('refuses at once while there is no connection', async () => {
    const { bridge } = connect();
    await expect(bridge.dispatch({ type: 'confirm' })).resolves.toMatchObject({ outcome: 'refused' });
    expect(newestSocket().sent).toEqual([]);
  });

  it('refuses an intent that nobody answers, and ignores the answer that comes too late', async () => {
    const { bridge } = connect();
    newestSocket().events.opened();
    const outcome = bridge.dispatch({ type: 'confirm' });
    clock.advance(OUTCOME_DEADLINE_MS);
    await expect(outcome).resolves.toMatchObject({ outcome: 'refused' });
    newestSocket().receive({ type: 'outcome', id: 1, outcome: { outcome: 'accepted' } });
  });

  it('says that the kiosk is lost, refuses what was under way and forgets the view', async () => {
    const { bridge, onLost } = connect();
    const lost = vi.fn();
    onLost(lost);
    newestSocket().events.opened();
    newestSocket().receive({ type: 'view', view });
    const outcome = bridge.dispatch({ type: 'confirm' });
    newestSocket().events.closed();
    expect(lost).toHaveBeenCalledOnce();
    await expect(outcome).resolves.toMatchObject({ outcome: 'refused' });
    const late = vi.fn();
    bridge.onView(late);
    expect(late).not.toHaveBeenCalled();
  });

  it('connects again with growing pauses, never longer than the longest, and from the first after success', () => {
    connect();
    let pause = RECONNECT_FIRST_MS;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      newestSocket().events.closed();
      clock.advance(pause - 1);
      expect(sockets).toHaveLength(attempt);
      clock.advance(1);
      expect(sockets).toHaveLength(attempt + 1);
      pause = Math.min(pause * 2, RECONNECT_LONGEST_MS);
    }
    newestSocket().events.opened();
    newestSocket().events.closed();
    clock.advance(RECONNECT_FIRST_MS);
    expect(sockets).toHaveLength(10);
  });

  it.each([
    ['text that is not JSON', '{'],
    ['a frame of unknown type', JSON.stringify({ type: 'hello' })],
    ['a view with a field too many', JSON.stringify({ type: 'view', view: { ...view, civilId: '1' } })],
    ['bytes', new ArrayBuffer(4)],
  ])('ends the connection after %s', (_, data) => {
    const { bridge } = connect();
    const listener = vi.fn();
    bridge.onView(listener);
    newestSocket().events.opened();
    newestSocket().events.received(data);
    expect(listener).not.toHaveBeenCalled();
    clock.advance(RECONNECT_FIRST_MS);
    expect(sockets).toHaveLength(2);
  });
});
