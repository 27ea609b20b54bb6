import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { Store } from '../../store/store.ts';
import { BulkInsert } from './bulk-insert.ts';
import { type MadePopulation, PEOPLE_STEP, type PopulationSize } from './make-population.ts';
import { addStations } from './stations.ts';
import type { Batch } from './tables.ts';

/** Batches that are made ahead while one is inserted. */
const AHEAD = 3;

/**
 * Fills an empty store with synthetic people (born 2090 to 2099), three dues to each and half as many requests, and with all
 * that belongs to them: licences, accounts, applications, payments, receipts, pickups and the trail. In order of people, not
 * of time. Nothing in it is due for a job of the portal. Rows are made in a thread of their own while others are inserted.
 * @throws RangeError when the number of people is no multiple of {@link PEOPLE_STEP}
 */
export async function populate(store: Store, size: PopulationSize): Promise<MadePopulation> {
  if (size.people % PEOPLE_STEP !== 0) throw new RangeError(`people come in multiples of ${PEOPLE_STEP}`);
  await addStations(store, isoInstant(size.nowMs));
  const inserts = new BulkInsert();
  const worker = new Worker(new URL('./make-population-worker.ts', import.meta.url), { workerData: size });
  try {
    for (let asked = 0; asked < AHEAD; asked += 1) worker.postMessage(null);
    for await (const [made] of on(worker, 'message') as AsyncIterable<
      [IteratorResult<Batch, MadePopulation>]
    >) {
      if (made.done === true) {
        await noteReservations(store, made.value);
        return made.value;
      }
      worker.postMessage(null);
      await store.transaction((transaction) => inserts.insert(transaction, made.value));
    }
    throw new Error('the population was not made to its end');
  } finally {
    await worker.terminate();
  }
}

/** Notes how many pickups each machine has had. */
async function noteReservations(store: Store, { machines }: MadePopulation): Promise<void> {
  await store.transaction(async (transaction) => {
    for (const { machine, reservations } of machines)
      await transaction.updateTable('kiosks').set({ reservations }).where('machine', '=', machine).execute();
  });
}
