import { createPublicKey } from 'node:crypto';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { Clock } from '../../../contracts/clock.ts';
import type { DemoSeed } from '../../../contracts/demo-seed.ts';
import { hashPassword } from '../accounts/password-hash.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  putKiosk,
  putNewDue,
  putNewOrganisation,
  putNewStaff,
  putNewPerson,
  putPlace,
  putUntouchedRequest,
} from '../../store/seeding.ts';
import type { Store } from '../../store/store.ts';
import { type AuditFact, auditEntry } from '../audit/audit-chain.ts';

/** How many kiosks and requests a seed added or changed. */
export interface LoadedSeed {
  readonly kiosks: number;
  readonly requests: number;
  /** Requests that somebody has acted on since an earlier seed: they stay as they are. */
  readonly movedOn: number;
}

const SEED_ACTOR = { actor: 'command:seed', origin: 'command line' } as const;

/** The key in its one spelling, so that a seed with other line ends changes nothing. */
function canonicalKey(machine: string, pem: string): string {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`the key of ${machine} is not Ed25519`);
  return key.export({ format: 'pem', type: 'spki' }).toString();
}

/**
 * Loads a seed in one transaction. Loading it again changes nothing; a request that has moved on is never overwritten.
 * @throws TypeError when a kiosk's key is not Ed25519
 */
export async function loadSeed(store: Store, seed: DemoSeed, clock: Clock): Promise<LoadedSeed> {
  // Hashing takes its time on purpose, so it is done before the transaction.
  const staff = await Promise.all(
    (seed.staff ?? []).map(async (one) => ({ one, hash: await hashPassword(one.password) })),
  );
  return store.transaction(async (transaction) => {
    const now = isoInstant(clock.now());
    const facts: AuditFact[] = [];
    for (const { machine, publicKey } of seed.kiosks) {
      const put = await putKiosk(transaction, machine, canonicalKey(machine, publicKey), now);
      if (put !== 'same')
        facts.push({ action: put === 'added' ? 'kioskEnrolled' : 'kioskKeyReplaced', machine });
    }
    const kiosks = facts.length;
    let requests = 0;
    for (const place of seed.places ?? []) await putPlace(transaction, place);
    // People may be employed by them.
    for (const organisation of seed.organisations ?? [])
      if ((await putNewOrganisation(transaction, organisation)) === 'added')
        facts.push({ action: 'organisationSeeded', unifiedNumber: organisation.unifiedNumber });
    for (const person of seed.people ?? []) await putNewPerson(transaction, person);
    for (const { one, hash } of staff)
      if ((await putNewStaff(transaction, one, hash)) === 'added')
        facts.push({ action: 'staffSeeded', staffId: one.staffId });
    for (const due of seed.dues ?? [])
      if ((await putNewDue(transaction, due)) === 'added')
        facts.push({ action: 'dueSeeded', dueId: due.dueId, payment: null });
    let movedOn = 0;
    for (const request of seed.requests) {
      const put = await putUntouchedRequest(transaction, request);
      if (put === 'movedOn') movedOn += 1;
      if (put !== 'added' && put !== 'changed') continue;
      requests += 1;
      facts.push({ action: 'requestSeeded', requestId: request.requestId, status: request.status });
    }
    await appendAudit(
      transaction,
      facts.map((fact) => auditEntry(fact, SEED_ACTOR, now)),
    );
    return { kiosks, requests, movedOn };
  });
}
