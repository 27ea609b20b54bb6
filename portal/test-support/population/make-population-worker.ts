/** Makes a population in a thread of its own: each message asks for the next batch, the last answer tells what was made. */
import { parentPort, workerData } from 'node:worker_threads';
import { makePopulation, type PopulationSize } from './make-population.ts';

const making = makePopulation(workerData as PopulationSize);
parentPort?.on('message', () => parentPort?.postMessage(making.next()));
