/**
 * A process of its own that serves one person and then looks for them in its whole heap. Prints how often name,
 * portrait and PIN were found while the person was served, and how often after the session had ended.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { getHeapSnapshot } from 'node:v8';
import { flush } from '../testing/fake-clock.test-helper.ts';
import type { TestCard } from '../testing/fake-reader.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

/** What is looked for, as octets: as strings they would find themselves. */
const needles = {
  name: Buffer.from(randomBytes(12).toString('hex')),
  portrait: Buffer.alloc(0),
  pin: Buffer.from(String(randomInt(10_000_000, 99_999_999))),
};

/** How often each needle occurs in the strings of the heap. */
async function countInHeap(): Promise<Record<string, number>> {
  globalThis.gc?.();
  const chunks: Buffer[] = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(chunk as Buffer);
  const heap = Buffer.concat(chunks);
  return Object.fromEntries(Object.entries(needles).map(([name, needle]) => [name, count(heap, needle)]));
}

function count(heap: Buffer, needle: Buffer): number {
  let found = 0;
  for (let at = heap.indexOf(needle); at >= 0; at = heap.indexOf(needle, at + 1)) found += 1;
  return found;
}

const world = new World({ askPin: true });
await world.start();

function insertPerson(): void {
  const card: TestCard = world.person(['lost'], 1, needles.name.toString());
  needles.portrait = Buffer.from(Buffer.from(card.portrait).toString('base64'));
  world.reader.insert(Object.assign(card, { pin: needles.pin.toString() }));
}
insertPerson();
await flush();
await world.ask({ type: 'enterPin', pin: needles.pin.toString() });
world.views.length = 0;
const during = await countInHeap();
const { screen: shown } = world.kiosk.view();
await world.ask({ type: 'confirm' });
world.printer.take();
await flush();
world.reader.remove();
await world.ask({ type: 'finish' });
world.views.length = 0;
world.office.requests.clear();
world.office.pickups.clear();
await flush();
const after = await countInHeap();
console.log(JSON.stringify({ shown, during, screen: world.screen(), after }));
await world.stop();
