import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { z } from 'zod';
import { IsoDate, isoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import {
  Challenge,
  type ChipProof,
  COLLECTION_ROUTES,
  EventsAnswer,
  LookupAnswer,
  ReserveAnswer,
} from '../../contracts/collection-api.ts';
import type { SeedRequest } from '../../contracts/demo-seed.ts';
import { PickupEvent, type PickupEventBody, PickupId, type RequestId } from '../../contracts/pickup.ts';
import { failure, success } from '../../contracts/result.ts';
import { createServer } from '../http/server.ts';
import type { VerifyChip } from '../ports/chip-verification.ts';
import type { CollectionContext } from '../services/collection/context.ts';
import { createCredentialSigner } from '../services/credentials/sign-credential.ts';
import { loadSeed } from '../services/demo/load-seed.ts';
import type { Store } from '../store/store.ts';
import { DATED_SETTINGS, kioskKeys, PUBLIC_URL } from './fixtures.ts';
import { ScriptedGateway } from './payments-under-test.ts';
import { signedHeaders } from './signed-request.ts';
import { StandingClock } from './standing-clock.ts';

const answerOf = (challenge: Uint8Array, civilId: string) =>
  createHash('sha256').update(challenge).update(civilId).digest('base64');

/** What a genuine chip of `civilId` answers to a challenge (base64). */
export function chipProof(civilId: CivilId, challenge: string): ChipProof {
  const dg11 = Buffer.from(civilId).toString('base64');
  return {
    sod: '',
    dg1: '',
    dg11,
    dg15: '',
    signature: answerOf(Buffer.from(challenge, 'base64'), civilId),
  };
}

/** Stands for chip authentication: believes who knows the challenge and says who the holder is. */
const verifyTestChip: VerifyChip = (proof, challenge) => {
  const civilId = Buffer.from(proof.dg11, 'base64').toString() as CivilId;
  if (proof.signature !== answerOf(challenge, civilId)) return failure('chipCloned');
  return success({
    civilId,
    nameArabic: 'سالم أحمد المثال',
    nameLatin: { family: 'ALMITHAL', given: 'SALEM AHMAD' },
    birthDate: IsoDate.parse('2090-01-01'),
    sex: 'M',
    nationality: 'KWT',
    documentNumber: '000000001',
    documentExpiry: IsoDate.parse('2030-01-01'),
  });
};

/** An answer with its status, and its body if that is what the contract says for 200. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A portal in this process, with signed kiosks to talk to it. */
export class PortalUnderTest {
  readonly server: FastifyInstance;
  readonly store: Store;
  readonly clock: StandingClock;
  readonly gateway: ScriptedGateway;
  /** Until when the Ministry of Health says that people are insured. */
  readonly insured: Map<CivilId, IsoDate>;
  readonly log: string[];
  readonly #keys: ReadonlyMap<string, ReturnType<typeof kioskKeys>>;

  private constructor(
    parts: Pick<PortalUnderTest, 'server' | 'store' | 'clock' | 'gateway' | 'insured' | 'log'>,
    keys: ReadonlyMap<string, ReturnType<typeof kioskKeys>>,
  ) {
    this.server = parts.server;
    this.store = parts.store;
    this.clock = parts.clock;
    this.gateway = parts.gateway;
    this.insured = parts.insured;
    this.log = parts.log;
    this.#keys = keys;
  }

  /** Starts on `store` with kiosks K-001 and K-002 and `requests`. */
  static async start(store: Store, requests: readonly SeedRequest[] = []): Promise<PortalUnderTest> {
    const clock = new StandingClock();
    const log: string[] = [];
    const keys = new Map(['K-001', 'K-002'].map((machine) => [machine, kioskKeys()]));
    await loadSeed(
      store,
      {
        kiosks: [...keys].map(([machine, { publicKey }]) => ({ machine, publicKey })),
        requests: [...requests],
      },
      clock,
    );
    const context: CollectionContext = {
      store,
      clock,
      verifyChip: verifyTestChip,
      signer: createCredentialSigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      datedSettings: DATED_SETTINGS,
      publicUrl: PUBLIC_URL,
    };
    const gateway = new ScriptedGateway();
    const insured = new Map<CivilId, IsoDate>();
    const server = await createServer({
      context,
      portal: {
        store,
        clock,
        datedSettings: DATED_SETTINGS,
        publicUrl: PUBLIC_URL,
        gateway,
        police: { findLossReport: async () => success('confirmed') },
        healthInsurance: { findCovers: async () => success(insured) },
        insurancePageUrl: 'http://health.test/',
        passwordPolicy: 'guide-2020',
        uploadsFolder: join(tmpdir(), 'rukhsa-no-uploads'),
      },
      webFolder: null,
      trustedProxies: [],
      log: { write: (line) => log.push(line) },
    });
    return new PortalUnderTest({ server, store, clock, gateway, insured, log }, keys);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.store.close();
  }

  /** The private key of a kiosk. */
  privateKey(machine: 'K-001' | 'K-002') {
    const keys = this.#keys.get(machine);
    if (!keys) throw new Error(`no keys for ${machine}`);
    return keys.privateKey;
  }

  /** A kiosk that signs with its own key. */
  kiosk(machine: 'K-001' | 'K-002') {
    const privateKey = this.privateKey(machine);
    const ask = async (method: 'GET' | 'POST', path: string, content?: unknown): Promise<Reply> => {
      const body = content === undefined ? '' : JSON.stringify(content);
      const reply = await this.server.inject({
        method,
        url: path,
        headers: {
          ...(content === undefined ? {} : { 'content-type': 'application/json' }),
          ...signedHeaders({
            method,
            path,
            body,
            machine,
            privateKey,
            created: Math.floor(this.clock.now() / 1_000),
          }),
        },
        payload: body,
      });
      return { status: reply.statusCode, body: reply.json() };
    };
    const answered = async <Answer extends z.ZodType>(schema: Answer, reply: Promise<Reply>) => {
      const { status, body } = await reply;
      if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
      return schema.parse(body);
    };
    const challenge = () => answered(Challenge, ask('POST', COLLECTION_ROUTES.challenge.path, {}));
    const lookUp = async (civilId: CivilId) => {
      const { challengeId, challenge: octets } = await challenge();
      return answered(
        LookupAnswer,
        ask('POST', COLLECTION_ROUTES.lookup.path, { challengeId, proof: chipProof(civilId, octets) }),
      );
    };
    const askToReserve = (body: unknown) => ask('POST', COLLECTION_ROUTES.reserve.path, body);
    return {
      ask,
      challenge,
      lookUp,
      askToReserve,
      /** The collection token of a holder who has something to collect. */
      async token(civilId: CivilId): Promise<string> {
        const answer = await lookUp(civilId);
        if (answer.outcome !== 'ready') throw new Error(`not ready: ${JSON.stringify(answer)}`);
        return answer.collectionToken;
      },
      reserve: (body: {
        readonly pickupId: PickupId;
        readonly requestId: RequestId;
        readonly collectionToken: string;
      }) => answered(ReserveAnswer, askToReserve(body)),
      report: (pickupId: PickupId, fencing: number, events: readonly PickupEvent[]) =>
        answered(EventsAnswer, ask('POST', `/kiosk/v1/pickups/${pickupId}/events`, { fencing, events })),
    };
  }

  /** Looks `civilId` up at `machine` and reserves `requestId`. */
  async reserved(machine: 'K-001' | 'K-002', civilId: CivilId, requestId: RequestId) {
    const kiosk = this.kiosk(machine);
    const body = { pickupId: newPickupId(), requestId, collectionToken: await kiosk.token(civilId) };
    const answer = await kiosk.reserve(body);
    if (answer.outcome !== 'reserved') throw new Error(`not reserved: ${JSON.stringify(answer)}`);
    return { kiosk, body, ...body, ...answer };
  }

  /** Events numbered from `firstSeq`, all at the clock's time. */
  events(firstSeq: number, ...bodies: readonly PickupEventBody[]): PickupEvent[] {
    return bodies.map((body, index) =>
      PickupEvent.parse({ seq: firstSeq + index, at: isoInstant(this.clock.now()), body }),
    );
  }
}

export function newPickupId(): PickupId {
  return PickupId.parse(randomUUID());
}

const COUNTERS = { cardsPrinted: 7, ribbonRemaining: 90 };
const EVIDENCE = {
  cause: 'coverOpen',
  cardLocation: 'rejectBin',
  countersBefore: COUNTERS,
  countersAfter: COUNTERS,
} as const;

/** The body of each event a kiosk reports. */
export const EVENT = {
  oldLicenceRetained: { type: 'oldLicenceRetained' },
  printing: { type: 'printing', jobHash: 'a1', counters: COUNTERS },
  presented: { type: 'presented', counters: COUNTERS },
  issued: { type: 'issued' },
  retained: { type: 'retained', evidence: EVIDENCE },
  released: { type: 'released', evidence: EVIDENCE },
  parked: { type: 'parked', evidence: EVIDENCE },
} as const satisfies Partial<Record<PickupEventBody['type'], PickupEventBody>>;

/** What the store holds of kiosks, requests and pickups, with the audit trail. */
export async function contentOf(store: Store) {
  const { reader } = store;
  return {
    kiosks: await reader.selectFrom('kiosks').selectAll().orderBy('machine').execute(),
    requests: await reader.selectFrom('requests').selectAll().orderBy('request_id').execute(),
    pickups: await reader.selectFrom('pickups').selectAll().orderBy('pickup_id').execute(),
    events: await reader
      .selectFrom('pickup_events')
      .selectAll()
      .orderBy('pickup_id')
      .orderBy('seq')
      .execute(),
    permits: await reader.selectFrom('permits').selectAll().orderBy('number').execute(),
    receipts: await reader.selectFrom('receipts').selectAll().orderBy('code').execute(),
    audit: await reader.selectFrom('audit').selectAll().orderBy('seq').execute(),
  };
}

/** Shows that `act` leaves everything in `store` as it was. */
export async function leavesUnchanged(store: Store, act: () => Promise<unknown>): Promise<void> {
  const before = await contentOf(store);
  await act();
  expect(await contentOf(store)).toEqual(before);
}
