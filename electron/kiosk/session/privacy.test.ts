import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { openJournal } from '../journal/journal.ts';
import { createChallengeStock } from '../portal-client/challenge-stock.ts';
import { flush } from '../testing/fake-clock.test-helper.ts';
import type { TestCard } from '../testing/fake-reader.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';
import { type RunningSession, startSession } from './start.ts';
import { SCREEN_TIMEOUTS_MS } from './timeouts.ts';

let world: World;
afterEach(() => world.stop());

/** Something that only the person has in their name. */
const MARK = 'ZQXJWV';

/** Every string, and every text in octets, that can be reached from `root` by any property. */
function reachableTexts(root: unknown): string {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') texts.push(value, Buffer.from(value, 'base64').toString('latin1'));
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
      continue;
    seen.add(value);
    if (value instanceof Uint8Array) {
      texts.push(Buffer.from(value).toString('latin1'));
      continue;
    }
    if (value instanceof Map) waiting.push(...value.keys(), ...value.values());
    if (value instanceof Set) waiting.push(...value);
    for (const key of Reflect.ownKeys(value))
      waiting.push(Reflect.getOwnPropertyDescriptor(value, key)?.value);
  }
  return texts.join('\n');
}

/** The session machine alone, so that a test can look into it. */
async function startAlone(): Promise<RunningSession> {
  world = new World();
  const { run, clock } = world;
  const opened = openJournal({ path: join(world.folder, 'journal.sqlite'), clock });
  if (!opened.ok) throw new Error(opened.fault);
  const portal = world.office.client(run);
  const session = startSession(
    {
      reader: world.reader.port(run),
      printer: world.printer.port(run),
      portal,
      journal: opened.value,
      clock,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      renderCardFace: () => Promise.reject(new Error('the card face cannot be drawn')),
      encodeQr: () => ({ rows: [] }),
      challenges: createChallengeStock({ portal, clock }),
      capacities: { cards: 100, ribbon: 200, retainBin: 50, rejectBin: 25 },
      technicians: [],
      askPin: false,
      timeouts: SCREEN_TIMEOUTS_MS,
    },
    { machine: 'K-014', helpLine: '1889988', pinDigits: 4, timeouts: SCREEN_TIMEOUTS_MS },
  );
  session.send({ type: 'portalReachability', reachability: 'reachable' });
  await flush();
  return session;
}

const endings: [string, (session: RunningSession, card: TestCard) => Promise<void>][] = [
  ['cancelled', async (session) => void session.dispatch({ type: 'cancel' })],
  ['the card removed', async () => world.reader.remove()],
  ['timed out', () => world.clock.advance(60_000)],
  ['the pickup failed', async (session) => void session.dispatch({ type: 'confirm' })],
];

test.each(endings)('nothing of the person is left in machine and view: %s', async (_how, end) => {
  const session = await startAlone();
  const held = () => reachableTexts([session.snapshot(), session.view()]);
  const card = world.person(['lost'], 1, MARK);
  const { civilId } = card.holder;
  world.reader.insert(card);
  await flush();
  expect(session.view().screen).toBe('confirm');
  expect(held()).toContain(MARK);
  expect(held()).toContain(civilId);
  await end(session, card);
  await flush();
  expect(session.view().screen).toBe('apology');
  expect(held()).not.toContain(MARK);
  expect(held()).not.toContain(civilId);
  session.dispatch({ type: 'finish' });
  await flush();
  expect(session.view().screen).toBe('attract');
  expect(held()).not.toContain(MARK);
  session.stop();
});

test('nothing of the person is in the journal, the log, or the name of any file', async () => {
  world = new World();
  await world.start();
  const card = world.person(['renewal'], 1, MARK);
  await world.untilPresented(card);
  await world.take();
  await world.ask({ type: 'finish' });
  const files = readdirSync(world.folder);
  const octets = Buffer.concat(files.map((file) => readFileSync(join(world.folder, file))));
  expect(files.join()).toContain('journal.sqlite');
  for (const text of [MARK, card.holder.civilId, card.holder.documentNumber, 'الاختبار']) {
    expect(octets.includes(text)).toBe(false);
    expect(world.logged.join('\n')).not.toContain(text);
  }
});

test('nothing of the person is in the whole heap after the session: name, portrait, PIN', async () => {
  world = new World();
  const script = fileURLToPath(new URL('heap-after-session.test-helper.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script]);
  const { shown, during, screen, after } = JSON.parse(stdout);
  expect(shown).toBe('confirm');
  expect(during.name).toBeGreaterThan(0);
  expect(during.portrait).toBeGreaterThan(0);
  expect(screen).toBe('attract');
  expect(after).toEqual({ name: 0, portrait: 0, pin: 0 });
});
