import { readFileSync } from 'node:fs';
import { DemoSeed } from '../../contracts/demo-seed.ts';
import { expect, type Machine, test } from './machine.ts';
import { expectPortalSays, goodbye, scanReceipt, takeLicence } from './person.ts';
import { markText, marksOfCard, tracesIn, tracesOnDisk } from './traces.ts';

const CARD = 'ready-renewal';

/** Everything the screen's process holds in memory that can still be reached, as a heap snapshot. */
async function heapOf({ screen }: Machine): Promise<string> {
  const session = await screen.context().newCDPSession(screen);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

test('after a pickup nothing of the person is left in the kiosk', async ({ machine }) => {
  const { screen, stand } = machine;
  const seed = DemoSeed.parse(JSON.parse(readFileSync(stand.places.seed, 'utf8')));
  const person = marksOfCard(stand, CARD);
  const request = seed.requests.find(({ licence }) => tracesIn(licence.civilId, person).length > 0);
  const marks = [...person, markText('licence number', request?.licence.number ?? '')];

  await stand.reader.insert(CARD);
  await machine.see('confirm');
  await expect(screen.locator('img.portrait')).toBeVisible();
  expect(tracesIn(await screen.content(), marks)).toEqual(expect.arrayContaining(['name', 'portrait']));
  expect(tracesIn(await heapOf(machine), marks), 'in the memory of the screen').toContain('name');
  await machine.primary();
  await takeLicence(machine, 'renewal');
  await expectPortalSays(await scanReceipt(machine), 'issued');
  expect(tracesIn(await screen.content(), marks), 'on the last screen').toEqual([]);
  await goodbye(machine);

  const confirmed = machine.views.findLastIndex((view) => view.screen === 'confirm');
  expect(tracesIn(JSON.stringify(machine.views.slice(confirmed + 1)), marks), 'in later views').toEqual([]);
  expect(tracesIn(await screen.content(), marks), 'on the screen').toEqual([]);
  expect(tracesIn(await heapOf(machine), marks), 'in the memory of the screen').toEqual([]);
  expect(tracesOnDisk(stand, marks), "in the kiosk's files and logs").toEqual([]);
  const stored = await screen.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(tracesIn(stored, marks), "in the browser's storage").toEqual([]);
  expect(await screen.context().cookies()).toEqual([]);
  expect(screen.url()).not.toContain('token');

  await stand.kiosk().stop();
  expect(tracesOnDisk(stand, marks), 'after the kiosk has ended').toEqual([]);
});
