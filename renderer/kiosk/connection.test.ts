// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KioskBridge } from '../../contracts/bridge.ts';
import { connectKiosk } from './connection.ts';
import { sampleView } from './sample-views.ts';

const openedSockets: { url: string; protocols: unknown }[] = [];

class RecordingSocket {
  onopen: (() => void) | null = null;
  onmessage: (() => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(url: URL, protocols: unknown) {
    openedSockets.push({ url: url.href, protocols });
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  openedSockets.length = 0;
});

describe('connectKiosk', () => {
  it('offers the token as second subprotocol and takes it out of the address', () => {
    vi.stubGlobal('WebSocket', RecordingSocket);
    window.location.hash = '#token=c0ffee';
    connectKiosk(window);
    expect(openedSockets).toEqual([
      {
        url: new URL('/bridge', window.location.href.replace(/^http/, 'ws')).href,
        protocols: ['rukhsa.v1', 'c0ffee'],
      },
    ]);
    expect(window.location.href).not.toContain('c0ffee');
  });

  it('prefers the bridge of the preload script, and checks its views', () => {
    let send: (view: unknown) => void = () => undefined;
    const rukhsa = {
      onView: (listener: (view: unknown) => void) => {
        send = listener;
        return () => undefined;
      },
      dispatch: async () => ({ outcome: 'accepted' }) as const,
    };
    const listener = vi.fn();
    const page = Object.assign(Object.create(window), { rukhsa: rukhsa as unknown as KioskBridge });
    connectKiosk(page).bridge.onView(listener);
    send(sampleView('attract'));
    expect(listener).toHaveBeenCalledExactlyOnceWith(sampleView('attract'));
    expect(() => send({ screen: 'attract' })).toThrow();
    expect(openedSockets).toEqual([]);
  });
});
