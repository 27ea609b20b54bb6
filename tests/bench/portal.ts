import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Challenge, COLLECTION_ROUTES, LookupAnswer } from '../../contracts/collection-api.ts';
import { card, issuance, proofOf } from '../../native-adapters/civil-id-reader/test-support/proof.ts';
import { signChallenge } from '../../native-adapters/civil-id-reader/test-support/chip.ts';
import { kioskKeys, PUBLIC_URL } from '../../portal/test-support/fixtures.ts';
import { makeInstallation, startPortal } from '../../portal/test-support/portal-process.ts';
import { populate } from '../../portal/test-support/population/populate.ts';
import {
  API_QUESTIONS,
  type Askers,
  PAGE_QUESTIONS,
  type Question,
  signInAskers,
} from '../../portal/test-support/population/questions.ts';
import { signedHeaders } from '../../portal/test-support/signed-request.ts';
import { putKiosk } from '../../portal/store/seeding.ts';
import { openStore } from '../../portal/store/store.ts';
import { type Finding, finding, quantile } from './measurement.ts';
import { atPace, type LineRequest, openSender, type Sender } from './open-loop.ts';

/** The size that the project's target names. */
export const WHOLE_POPULATION = 1_000_000;
const SEED = 'rukhsa';
/** The population must be there within this, in seconds. */
const POPULATION_SECONDS = 300;
/** Each list, search and inquiry must answer within this at the 99th percentile, in milliseconds. */
const ANSWER_MS = 50;
const PER_SECOND = 50;
/** Requests of each kind alone, and of all kinds together. */
const ALONE = { perSecond: PER_SECOND, count: 400 };
const TOGETHER = { perSecond: PER_SECOND, count: 3_000 };
const WARM_UP = { perSecond: PER_SECOND, count: 50 };
const MACHINE = 'K-001';
/** Chips that are shown to the machine, in turn. */
const CHIPS = 50;

/** Makes the `turn`th request of one kind, from 0. */
type Making = (turn: number) => LineRequest;

let addresses = 0;
/** Everybody has an address of their own: what one address may do is not measured here. */
function nextAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

function lineRequest({ method, path, token, body }: Question): LineRequest {
  return {
    method,
    path,
    headers: {
      origin: PUBLIC_URL,
      'x-forwarded-for': nextAddress(),
      ...(token === null ? {} : { cookie: `session=${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

type KioskKey = ReturnType<typeof kioskKeys>['privateKey'];

function signedRequest(path: string, content: object, privateKey: KioskKey): LineRequest {
  const body = JSON.stringify(content);
  const created = Math.floor(Date.now() / 1_000);
  const method = 'POST';
  const signed = signedHeaders({ method, path, body, machine: MACHINE, privateKey, created });
  return { method, path, headers: { 'content-type': 'application/json', ...signed }, body };
}

/** Look-ups at a machine: for each a challenge was fetched before and signed by one of the chips. */
async function prepareLookUps(
  sender: Sender,
  collectors: readonly CivilId[],
  privateKey: KioskKey,
  count: number,
): Promise<Making> {
  const chips = collectors
    .slice(0, CHIPS)
    .map((civilId) => card({ text: { civilId, birthDate: civilId.slice(1, 7) } }));
  const bodies: object[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const chip = chips[turn % chips.length];
    if (!chip) throw new Error('nobody has anything to collect');
    const answer = await sender.send(signedRequest(COLLECTION_ROUTES.challenge.path, {}, privateKey));
    const { challengeId, challenge } = Challenge.parse(JSON.parse(answer.body));
    const signature = signChallenge(chip.chipKeys.privateKey, Buffer.from(challenge, 'base64'));
    bodies.push({ challengeId, proof: proofOf(chip, signature) });
  }
  const { path } = COLLECTION_ROUTES.lookup;
  const [first] = bodies;
  const tried = await sender.send(signedRequest(path, first ?? {}, privateKey));
  if (LookupAnswer.parse(JSON.parse(tried.body)).outcome !== 'ready')
    throw new Error('the portal does not believe the chips');
  // The first one has been answered: its challenge is spent.
  return (turn) => signedRequest(path, bodies[turn + 1] ?? {}, privateKey);
}

/** What the installation of the portal needs beside its database: the certificate by which the chips are believed. */
async function install(folder: string): Promise<string> {
  const config = await makeInstallation(folder, { trustedProxies: ['127.0.0.1'] });
  writeFileSync(join(folder, 'csca', 'chips.der'), issuance.authority.certificate);
  return config;
}

async function measureAnswers(
  sender: Sender,
  askers: Askers,
  privateKey: KioskKey,
): Promise<readonly Finding[]> {
  const { passwordPolicy, ...questions } = API_QUESTIONS;
  const makings = Object.entries({ ...questions, ...PAGE_QUESTIONS }).map(
    ([name, ask]): readonly [string, Making] => [name, (turn) => lineRequest(ask(askers, turn))],
  );
  const bare: Making = (turn) => lineRequest(passwordPolicy(askers, turn));
  await atPace(sender, WARM_UP, bare);
  const bareAlone = await atPace(sender, ALONE, bare);

  const told = (name: string, times: readonly number[], floor = bareAlone): Finding =>
    finding(
      { id: `portal.${name}`, value: quantile(times, 0.99), unit: 'ms', limit: quantile(floor, 0.99) },
      `p99 of ${times.length} at ${PER_SECOND} a second (p50 ${quantile(times, 0.5).toFixed(1)} ms), against an answer that needs no store`,
      ({ value }) => (value <= ANSWER_MS ? null : `p99 is over ${ANSWER_MS} ms`),
    );
  const findings: Finding[] = [];
  for (const [name, make] of makings) {
    await atPace(sender, WARM_UP, make);
    findings.push(told(name, await atPace(sender, ALONE, (turn) => make(WARM_UP.count + turn))));
  }
  const { collectors } = askers;
  const lookUps = await prepareLookUps(sender, collectors, privateKey, ALONE.count + 1);
  findings.push(told('lookUp', await atPace(sender, ALONE, lookUps)));
  // Among them is the answer that needs no store: what slows that down as well is the machine.
  const all = [bare, ...makings.map(([, make]) => make)];
  const together: Making = (turn) => (all[turn % all.length] ?? bare)(Math.floor(turn / all.length));
  const times = await atPace(sender, TOGETHER, together);
  const isBare = (_time: number, turn: number) => turn % all.length === 0;
  findings.push(
    told(
      'together',
      times.filter((time, turn) => !isBare(time, turn)),
      times.filter(isBare),
    ),
  );
  return findings;
}

/**
 * `portal.population`: the time to make the population, against what it may take. `portal.<route>`: each list, search and inquiry
 * of a portal in a process of its own over that population, then all of them together.
 * @param people a multiple of `PEOPLE_STEP`
 */
export async function measurePortal(people: number): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-bench-portal-'));
  try {
    const database = join(folder, 'portal.sqlite');
    const store = await openStore(database);
    const began = performance.now();
    const nowMs = Date.now();
    const { dues, requests, subjects } = await populate(store, { people, seed: SEED, nowMs });
    const seconds = (performance.now() - began) / 1_000;
    const askers = await signInAskers(store, subjects, nowMs);
    const { publicKey, privateKey } = kioskKeys();
    await store.transaction((transaction) => putKiosk(transaction, MACHINE, publicKey, isoInstant(nowMs)));
    await store.close();
    const megabytes = Math.round(statSync(database).size / 1_000_000);
    const population = finding(
      { id: 'portal.population', value: seconds, unit: 's', limit: POPULATION_SECONDS },
      `${people} people, ${dues} dues, ${requests} requests: ${megabytes} MB`,
      ({ value, limit }) => (value <= limit ? null : `takes over ${limit} s`),
    );

    const portal = await startPortal(await install(folder));
    const sender = openSender(portal.url);
    try {
      return [population, ...(await measureAnswers(sender, askers, privateKey))];
    } finally {
      sender.close();
      await portal.end('SIGTERM');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
