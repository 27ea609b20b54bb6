/** Loads demonstration data: `node portal/seed.ts --config <file> --seed <json>`. May be run again at any time. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '../contracts/clock.ts';
import { DemoSeed } from '../contracts/demo-seed.ts';
import { configOrExit, pathArguments } from './command-line.ts';
import { loadSeed } from './services/demo/load-seed.ts';
import { openStore } from './store/store.ts';

const { config, seed } = pathArguments('seed.ts', ['config', 'seed']);
const { database } = configOrExit(config);
const parsed = DemoSeed.safeParse(JSON.parse(readFileSync(seed, 'utf8')));
if (!parsed.success) {
  console.error(`${seed} cannot be used:\n${z.prettifyError(parsed.error)}`);
  process.exit(1);
}
const store = await openStore(database);
const loaded = await loadSeed(store, parsed.data, systemClock);
await store.close();
console.log(JSON.stringify(loaded));
