import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { PickupId, RequestId } from '../../../contracts/pickup.ts';
import { FakeClock } from '../testing/fake-clock.test-helper.ts';
import { isTrustedSqlite } from './database.ts';
import type { JournalEntry } from './entries.ts';
import { type Journal, openJournal } from './journal.ts';

const ONE = PickupId.parse('11111111-1111-4111-8111-111111111111');
const OTHER = PickupId.parse('22222222-2222-4222-8222-222222222222');
const counters = { cardsPrinted: 10, ribbonRemaining: 100 };
const evidence = {
  cause: 'coverOpen',
  cardLocation: 'rejectBin',
  countersBefore: counters,
  countersAfter: counters,
} as const;
const reservation = {
  requestId: RequestId.parse('R-2026-000001'),
  reference: '7K4-M2Q',
  collectionToken: 'token-of-thirty-two-letters-and-more',
};
const PRINTING: JournalEntry = { type: 'printing', jobHash: 'ab', counters, rejectBinCount: 0 };

const clock = new FakeClock();
let folder: string;
let path: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'journal-'));
  path = join(folder, 'journal.sqlite');
  journal = open();
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Journal {
  const opened = openJournal({ path, clock });
  if (!opened.ok) throw new Error(opened.fault);
  return opened.value;
}

function reopen(): Journal {
  journal.close();
  journal = open();
  return journal;
}

function reserve(pickupId: PickupId): void {
  journal.beginReservation(pickupId, reservation);
  journal.append(pickupId, {
    type: 'reserved',
    fencing: 7,
    leaseExpiresAt: isoInstant(clock.now() + 60_000),
  });
}

function tamper(sql: string): void {
  journal.close();
  const database = new Database(path);
  database.exec('DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_deleted');
  database.exec(sql);
  database.close();
}

describe('pickups are folded from their entries', () => {
  test('and are the same after the file was opened again', () => {
    reserve(ONE);
    journal.append(ONE, { type: 'accepting' });
    journal.append(ONE, { type: 'retaining', retainBinCount: 0 });
    journal.append(ONE, { type: 'oldLicenceRetained' });
    journal.append(ONE, PRINTING);
    const record = journal.pickup(ONE);
    expect(record).toMatchObject({
      reference: '7K4-M2Q',
      step: 'printing',
      status: 'printing',
      fencing: 7,
      oldLicenceRetained: true,
      countersBefore: counters,
      lastSeq: 2,
      closed: false,
    });
    expect(reopen().pickup(ONE)).toEqual(record);
    expect(journal.unfinished()).toEqual([record]);
  });

  test('a closed one is kept on the disk only', () => {
    reserve(ONE);
    journal.append(ONE, { type: 'released', evidence, by: 'kiosk' });
    expect(journal.unfinished()).toEqual([]);
    expect(reopen().unfinished()).toEqual([]);
    expect(journal.pickup(ONE)).toMatchObject({ closed: true, status: 'ready' });
  });

  test('one the portal refuses after it was closed comes back to the attendant', () => {
    reserve(ONE);
    journal.append(ONE, { type: 'released', evidence, by: 'kiosk' });
    journal.append(ONE, { type: 'portalRefused', seq: 1, reason: 'notAllowed' });
    expect(reopen().unfinished()).toHaveLength(1);
    expect(journal.outbox.next()).toBeNull();
    journal.append(ONE, { type: 'resolved', finding: 'noCard' });
    expect(reopen().unfinished()).toEqual([]);
  });
});

describe('what cannot follow is not written', () => {
  const refused = (act: () => void) => {
    const before = journal.verify();
    expect(act).toThrow(/^Pickup /);
    expect(journal.verify()).toEqual(before);
  };

  test('a second job for the same pickup', () => {
    reserve(ONE);
    journal.append(ONE, PRINTING);
    refused(() => journal.append(ONE, PRINTING));
  });
  test('a step of a pickup that was never begun', () =>
    refused(() => journal.append(ONE, { type: 'accepting' })));
  test('a second beginning', () => {
    reserve(ONE);
    refused(() => journal.beginReservation(ONE, reservation));
  });
  test('an event that the table of requests forbids', () => {
    reserve(ONE);
    refused(() => journal.append(ONE, { type: 'issued', by: 'kiosk' }));
    refused(() => journal.append(ONE, { type: 'retained', evidence }));
  });
  test('an event before the reservation was answered', () => {
    journal.beginReservation(ONE, reservation);
    refused(() => journal.append(ONE, PRINTING));
  });
});

describe('the chain', () => {
  test('is intact as it was written, and says how long it is', () => {
    expect(journal.verify()).toEqual({ intact: true, entries: 0 });
    reserve(ONE);
    expect(journal.verify()).toEqual({ intact: true, entries: 2 });
  });

  test.each([
    ['a changed entry', `UPDATE entries SET body = replace(body, '7', '8') WHERE id = 2`, 2],
    ['a changed time', `UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1`, 1],
    ['a changed hash', `UPDATE entries SET hash = '${'0'.repeat(64)}' WHERE id = 1`, 1],
    ['an entry left out', 'DELETE FROM outbox; DELETE FROM entries WHERE id = 2', 2],
    ['the last entry cut off', 'DELETE FROM outbox; DELETE FROM entries WHERE id = 3', 3],
  ])('%s is found, and the journal is not used', (_what, sql, brokenAt) => {
    reserve(ONE);
    journal.append(ONE, PRINTING);
    tamper(sql);
    const opened = openJournal({ path, clock });
    expect(opened).toEqual({
      ok: false,
      fault: `The journal ${path} cannot be used: entry ${brokenAt} is not as it was written.`,
    });
  });

  test('entries can be neither changed nor deleted by this program', () => {
    reserve(ONE);
    const database = new Database(path);
    expect(() => database.exec("UPDATE entries SET body = '{}'")).toThrow('never changed');
    expect(() => database.exec('DELETE FROM entries')).toThrow('never deleted');
    database.close();
  });
});

describe('the file', () => {
  test('is written through to the disk, ahead', () => {
    const database = new Database(path);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });

  test('has one writer', () => {
    expect(openJournal({ path, clock })).toEqual({
      ok: false,
      fault: `The journal ${path} cannot be used: another kiosk process is writing it.`,
    });
  });

  test('that is damaged is not used', () => {
    journal.close();
    writeFileSync(path, 'this is no database, and longer than a header of one hundred octets'.repeat(9));
    const opened = openJournal({ path, clock });
    expect(opened.ok ? '' : opened.fault).toContain('cannot be used: SQLITE_NOTADB');
    rmSync(path);
    journal = open();
  });

  test('of a newer program is not used', () => {
    journal.close();
    const database = new Database(path);
    database.pragma('user_version = 99');
    database.close();
    const opened = openJournal({ path, clock });
    expect(opened.ok ? '' : opened.fault).toContain('newer version of this program (schema 99)');
    rmSync(path);
    journal = open();
  });

  test.each([
    ['3.53.0', true],
    ['3.54.1', true],
    ['4.0.0', true],
    ['3.52.9', false],
    ['2.99.0', false],
  ])('SQLite %s is trusted: %s', (version, trusted) => expect(isTrustedSqlite(version)).toBe(trusted));
});

describe('the outbox', () => {
  test('holds the event of an entry as soon as the entry', () => {
    reserve(ONE);
    journal.append(ONE, PRINTING);
    const next = reopen().outbox.next();
    expect(next?.pickupId).toBe(ONE);
    expect(next?.events).toMatchObject([{ seq: 1, body: { type: 'printing', jobHash: 'ab', counters } }]);
  });

  test('gives events in the order in which they happened over all pickups', () => {
    reserve(ONE);
    reserve(OTHER);
    journal.append(ONE, { type: 'oldLicenceRetained' });
    journal.append(ONE, PRINTING);
    journal.append(OTHER, PRINTING);
    journal.append(ONE, { type: 'presented', counters });
    const given: string[] = [];
    for (let batch = journal.outbox.next(); batch; batch = journal.outbox.next()) {
      given.push(`${batch.pickupId === ONE ? 'one' : 'other'}:${batch.events.map(({ seq }) => seq).join()}`);
      journal.outbox.acknowledge(batch.pickupId, batch.events.at(-1)?.seq ?? 0);
    }
    expect(given).toEqual(['one:1,2', 'other:1', 'one:3']);
    expect(journal.outbox.length()).toBe(0);
    expect(journal.outbox.history(ONE).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('forgets the token of a reservation with its answer', () => {
    journal.beginReservation(ONE, reservation);
    expect(reopen().collectionToken(ONE)).toBe(reservation.collectionToken);
    journal.append(ONE, { type: 'notReserved' });
    expect(journal.collectionToken(ONE)).toBeNull();
  });
});

describe('supplies', () => {
  test('follow the entries', () => {
    journal.setSupply('cards', 50);
    journal.setSupply('ribbon', 200);
    reserve(ONE);
    journal.append(ONE, { type: 'oldLicenceRetained' });
    journal.append(ONE, PRINTING);
    expect(journal.supplies()).toEqual({ cards: 49, ribbon: 100, retainBin: 1, rejectBin: 0 });
    journal.append(ONE, { type: 'released', evidence, by: 'kiosk' });
    expect(reopen().supplies()).toEqual({ cards: 49, ribbon: 100, retainBin: 1, rejectBin: 1 });
  });

  test('a card that was never fed is counted again', () => {
    journal.setSupply('cards', 50);
    reserve(ONE);
    journal.append(ONE, PRINTING);
    journal.append(ONE, {
      type: 'released',
      evidence: { ...evidence, cardLocation: 'none' },
      by: 'kiosk',
    });
    expect(journal.supplies().cards).toBe(50);
  });
});

test('settings of the portal outlive a restart', () => {
  expect(journal.portalSettings()).toBeNull();
  const settings = { permitDays: 14, permitUrlTemplate: 'https://portal.example/permits/{number}' };
  journal.keepPortalSettings(settings);
  expect(reopen().portalSettings()).toEqual(settings);
});
