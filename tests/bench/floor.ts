import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../contracts/clock.ts';
import { createPortalClient } from '../../electron/kiosk/portal-client/client.ts';
import { readKioskKey } from '../../electron/host/credentials.ts';
import { DEMO_MACHINE } from '../../simulators/stand/demo-data.ts';
import { startService } from '../../simulators/stand/service.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import { openEcho } from './report-echo-client.ts';

/** Times of the parts that no pickup can do without, ms, one of each round. */
export interface Floor {
  readonly total: readonly number[];
  /** Reports and request. */
  readonly kiosk: readonly number[];
  /** Frame sent to painted. */
  readonly screen: readonly number[];
}

interface FloorOptions {
  /** Reports sent to the reader for one card. */
  readonly exchanges: number;
  readonly rounds: number;
  readonly screenSize: { readonly width: number; readonly height: number };
}

const WARM_UP = 20;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A page that shows each frame it gets as text and says when it was painted, by the same signal as the kiosk's. */
const PAGE = `<!doctype html><title>floor</title><p id="text"></p><script>
const socket = new WebSocket(location.href.replace('http', 'ws'));
socket.onmessage = ({ data }) => {
  document.getElementById('text').textContent = data;
  requestAnimationFrame(() => requestAnimationFrame(() => socket.send(data)));
};
</script>`;

/** Sends frames to a page in `browser` and measures each until the page has painted it. */
async function openFrames(browser: Browser, viewport: FloorOptions['screenSize']) {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connected = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
  const page = await browser.newPage({ viewport });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const socket = await connected;
  let frame = 0;
  return {
    paint: () =>
      new Promise<void>((resolve) => {
        socket.once('message', () => resolve());
        frame += 1;
        socket.send(`frame ${frame}`);
      }),
    close: async () => {
      await page.close();
      sockets.close();
      server.close();
    },
  };
}

/** Measures the floor of a pickup in the same run: reports there and back over a socket, one signed request, one painted frame. */
export async function measureFloor(stand: Stand, browser: Browser, options: FloorOptions): Promise<Floor> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = dirname(stand.places.readerSocket);
  const path = join(folder, 'echo.sock');
  const service = await startService({
    name: 'echo',
    script: 'tests/bench/report-echo.ts',
    arguments: [path],
    root,
    logFile: join(stand.places.logs, 'echo.log'),
  });
  const key = readKioskKey(join(stand.places.kioskData, 'kiosk-key.pem'));
  if (!key.ok) throw new Error(key.fault);
  const portal = createPortalClient({
    url: new URL(stand.portalUrl),
    machine: DEMO_MACHINE,
    key: key.value,
    clock: systemClock,
    log: quiet,
  });
  const echo = await openEcho(path);
  const frames = await openFrames(browser, options.screenSize);
  const times = { total: [] as number[], kiosk: [] as number[], screen: [] as number[] };
  try {
    for (let round = 0; round < WARM_UP + options.rounds; round += 1) {
      const began = performance.now();
      for (let exchange = 0; exchange < options.exchanges; exchange += 1) await echo.exchange();
      const answered = await portal.settings();
      if (!answered.ok) throw new Error('the portal did not answer');
      const asked = performance.now();
      await frames.paint();
      const painted = performance.now();
      if (round < WARM_UP) continue;
      times.total.push(painted - began);
      times.kiosk.push(asked - began);
      times.screen.push(painted - asked);
    }
  } finally {
    await frames.close();
    echo.close();
    portal.close();
    await service.stop();
  }
  return times;
}
